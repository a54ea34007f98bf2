"""A generation: what the stand-in knows of a video while it is made."""

import asyncio
from dataclasses import dataclass, field

from sandbox.provider.files import FILE_KINDS
from sandbox.provider.sizes import fitted, shaped
from sandbox.provider.webhooks import Outbox
from sandbox.render import Scene
from sandbox.skills_video.books import Create, State
from sandbox.skills_video.faults import Fault
from sandbox.skills_video.judge import LARGEST_SEED, VideoInput

ENDS: frozenset[State] = frozenset({"succeeded", "failed", "canceled"})


@dataclass(frozen=True)
class Opening:
    """The image a video begins with, and its upright size in pixels."""

    content: bytes
    size: tuple[int, int]


@dataclass
class Generation:
    """An accepted generation, the faults it will show, its line in the books and its webhooks."""

    video: VideoInput
    opening: Opening | None
    create: Create
    outbox: Outbox
    faults: tuple[Fault, ...] = ()
    released: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    polls_since_end: int = 0

    @property
    def generation_id(self) -> str:
        """Its id at skills.video."""
        return self.create.generation_id

    @property
    def state(self) -> State:
        """Where it stands, in the words of the webhooks."""
        return self.create.state

    @property
    def has_ended(self) -> bool:
        """Whether its state is final."""
        return self.state in ENDS

    @property
    def file_name(self) -> str:
        """The name under which the video is served."""
        return f"{self.generation_id}.mp4"

    @property
    def file_fault(self) -> str | None:
        """What is wrong with the file."""
        return next((fault.kind for fault in self.faults if fault.kind in FILE_KINDS), None)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the video in pixels: the image's aspect, or the one asked for."""
        if self.opening:
            return fitted(self.video.resolution, self.opening.size)
        return shaped(self.video.resolution, *self.video.shape)

    def fault(self, *kinds: str) -> Fault | None:
        """The newest fault of these kinds, if this generation shows one."""
        return next((fault for fault in self.faults if fault.kind in kinds), None)

    def is_meant_by(self, text: str) -> bool:
        """Whether a text is its id or a part of its prompt."""
        return text in self.video.prompt or text == self.generation_id

    def enter(self, state: State) -> None:
        """Reach a state, and tell whoever watches."""
        self.create.state = state
        self.changed.set()
        self.changed = asyncio.Event()

    def scene(self) -> Scene:
        """What the video shows."""
        width, height = self.size
        return Scene(
            prompt=self.video.prompt,
            width=width,
            height=height,
            duration_seconds=self.video.seconds,
            seed=self.create.seed % (LARGEST_SEED + 1),
            audio=self.video.generate_audio,
            first_frame=self.opening.content if self.opening else None,
            style=self.video.style,
            multi_clip=self.video.generate_multi_clip,
        )
