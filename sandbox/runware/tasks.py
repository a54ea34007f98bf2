"""The life of tasks: accepted, queued, processing, and at the end success or error."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sandbox.provider.files import CONTENT_TYPES
from sandbox.provider.renderers import Renderer
from sandbox.provider.work import Background, Holds
from sandbox.runware.books import Books, Create
from sandbox.runware.faults import Faults
from sandbox.runware.inputs import Inputs
from sandbox.runware.prices import price_micros
from sandbox.runware.requests import VideoRequest
from sandbox.runware.scenes import scene_of
from sandbox.runware.takes import Take, Task
from sandbox.runware.wire import refused

log = logging.getLogger(__name__)

# Part of a take's time that it waits in the queue; from then on it is processing.
_QUEUE_SHARE = 0.1
_LARGEST_SEED = 2**32 - 1


class News(Protocol):
    """Whoever wants to hear how takes are doing."""

    def take_began(self, task: Task) -> None: ...
    def take_ended(self, task: Task, take: Take) -> None: ...


@dataclass
class Tasks:
    """Accepts tasks and carries them through; results are written to `folder`."""

    folder: Path
    renderer: Renderer
    books: Books
    faults: Faults
    chance: random.Random
    clock: Callable[[], float]
    new_id: Callable[[], UUID]
    render_seconds: tuple[float, float]
    news: News
    _tasks: dict[str, Task] = field(default_factory=dict)
    _files: dict[str, tuple[Task, Take]] = field(default_factory=dict)
    _holds: Holds = field(default_factory=Holds)
    _background: Background = field(default_factory=Background)

    def refuse_conflict(self, task_id: str) -> None:
        """Raise Refused when the id was used before."""
        if task_id.lower() in self._tasks:
            message = f"The taskUUID '{task_id}' was already used. Use a new one for each task."
            raise refused("conflictTaskUUID", message, parameter="taskUUID", type="string")

    def accept(self, request: VideoRequest, inputs: Inputs) -> Task:
        """Take a task on; raises Refused when its id was used or the balance does not suffice."""
        self.refuse_conflict(request.task_id)
        price = price_micros(request)
        if price * request.results > self.books.available_micros:
            raise refused("insufficientCredits", "Insufficient credits. Top up your balance.", status=402)
        task = self._new_task(request, inputs, price)
        self._tasks[request.task_id.lower()] = task
        self._files |= {task.file_name(take): (task, take) for take in task.takes}
        self.books.created(task.create, price * request.results)
        for take in task.takes:
            self._background.start(self._run(task, take))
        return task

    def _new_task(self, request: VideoRequest, inputs: Inputs, price: int) -> Task:
        seed = self.chance.randint(0, _LARGEST_SEED) if request.seed is None else request.seed
        takes = [
            Take(index, str(self.new_id()), (seed + index) % (_LARGEST_SEED + 1))
            for index in range(request.results)
        ]
        create = Create(
            request.task_id, request.model, request.prompt, self.clock(), request.results, request.raw
        )
        task = Task(request, inputs, price, create, takes, self.faults.of_task(request.prompt))
        self._holds.admit(task)
        return task

    def find(self, task_id: str) -> Task | None:
        """The task of that id, None when it was never accepted."""
        return self._tasks.get(task_id.lower())

    def file(self, name: str) -> tuple[Task, Take] | None:
        """The finished take that is served under a name, unless its time to live is over."""
        task, take = self._files.get(name, (None, None))
        if task is None or take is None or take.state != "success":
            return None
        ttl = task.request.ttl_seconds
        return None if ttl and self.clock() > take.ended_at + ttl else (task, take)

    def result_path(self, video_id: str) -> Path | None:
        """The file of a finished take, which later tasks may use by its UUID."""
        names = (f"{video_id}{suffix}" for suffix in CONTENT_TYPES)
        return next((self.folder / name for name in names if self.file(name)), None)

    def hold(self, text: str) -> None:
        """Keep tasks, also future ones, from ending; `text` is an id or part of a prompt, empty for all."""
        self._holds.hold(text, self._tasks.values())

    def release(self, text: str) -> None:
        """Undo a hold of the same text."""
        self._holds.release(text, self._tasks.values())

    async def _run(self, task: Task, take: Take) -> None:
        slow = task.fault("slow")
        seconds = slow.seconds if slow else self.chance.uniform(*self.render_seconds)
        await asyncio.sleep(seconds * _QUEUE_SHARE)
        take.seconds = seconds * (1 - _QUEUE_SHARE)
        take.state, take.started_at = "processing", self.clock()
        self.news.take_began(task)
        made, _ = await asyncio.gather(self._make(task, take), asyncio.sleep(take.seconds))
        await task.released.wait()
        if task.fault("stuck"):
            await asyncio.Event().wait()
        self._end(task, take, made=made)
        self.news.take_ended(task, take)

    async def _make(self, task: Task, take: Take) -> bool:
        if task.failure_of(take):
            return False
        rendering = self.renderer(scene_of(task, take), self.folder / task.file_name(take))
        (error,) = await asyncio.gather(rendering, return_exceptions=True)
        if isinstance(error, Exception):
            log.error("rendering of %s failed", task.request.task_id, exc_info=error)
        return error is None

    def _end(self, task: Task, take: Take, *, made: bool) -> None:
        take.end("success" if made else "error", self.clock())
        self.books.take_ended(task.create, task.price_micros, task.price_micros if made else 0)
        if not task.unfinished:
            self.books.ended(task.create)
            task.forget_media()

    async def close(self) -> None:
        """Stop all work and wait until it has stopped."""
        await self._background.close()
