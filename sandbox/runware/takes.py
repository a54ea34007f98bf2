"""Tasks and their takes: what the stand-in knows of each video while it is made."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Literal

from sandbox.provider.files import FILE_KINDS
from sandbox.runware.books import Create
from sandbox.runware.faults import Fault
from sandbox.runware.inputs import Inputs
from sandbox.runware.requests import VideoRequest

TakeState = Literal["queued", "processing", "success", "error"]


@dataclass
class Take:
    """One of the results of a task; times are seconds since the epoch."""

    index: int
    video_id: str
    seed: int
    state: TakeState = "queued"
    seconds: float = 0.0
    started_at: float = 0.0
    ended_at: float = 0.0

    def progress(self, now: float) -> int | None:
        """Percent done, None while it waits in the queue; 100 is left to the result itself."""
        if self.state == "queued":
            return None
        return min(99, int(100 * (now - self.started_at) / self.seconds)) if self.seconds else 99

    def end(self, state: Literal["success", "error"], now: float) -> None:
        """Reach one of the two final states."""
        self.state, self.ended_at = state, now


@dataclass
class Task:
    """An accepted videoInference with its takes, the faults it will show and its line in the books."""

    request: VideoRequest
    inputs: Inputs
    price_micros: int
    create: Create
    takes: list[Take]
    faults: tuple[Fault, ...] = ()
    released: asyncio.Event = field(default_factory=asyncio.Event)
    announced: asyncio.Event = field(default_factory=asyncio.Event)
    polls_since_end: int = 0

    def fault(self, kind: str) -> Fault | None:
        """The fault of that kind, if this task shows it."""
        return next((fault for fault in self.faults if fault.kind == kind), None)

    def failure_of(self, take: Take) -> Fault | None:
        """The fault that makes this take fail, if any."""
        single = self.fault("fail_take")
        return self.fault("fail") or (single if single and single.take == take.index else None)

    def is_meant_by(self, text: str) -> bool:
        """Whether a text is its id or a part of its prompt."""
        return text in self.request.prompt or text.lower() == self.request.task_id.lower()

    def forget_media(self) -> None:
        """Let go of images and videos, which nothing needs after the end."""
        if self.inputs.video:
            self.inputs.video.unlink(missing_ok=True)
        self.inputs = Inputs()
        self.request = replace(self.request, frames=(), video=None)

    @property
    def file_fault(self) -> Fault | None:
        """What is wrong with the result files."""
        return next((fault for fault in self.faults if fault.kind in FILE_KINDS), None)

    @property
    def unfinished(self) -> list[Take]:
        """The takes still waiting or being made."""
        return [take for take in self.takes if take.state in {"queued", "processing"}]

    def file_name(self, take: Take) -> str:
        """The name under which a take is served."""
        return f"{take.video_id}.{self.request.container.lower()}"
