"""The life of generations: accepted and paid, queued, running, then succeeded, failed or canceled."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sandbox.provider.renderers import Renderer
from sandbox.provider.webhooks import Courier, Outbox
from sandbox.provider.work import Background, Holds
from sandbox.skills_video.books import Books, Create, State
from sandbox.skills_video.faults import Faults
from sandbox.skills_video.generation import Generation, Opening
from sandbox.skills_video.judge import LARGEST_SEED, VideoInput
from sandbox.skills_video.letters import Event, Letters
from sandbox.skills_video.prices import price_credits
from sandbox.skills_video.wire import refused

log = logging.getLogger(__name__)

# Part of a generation's time that it waits in the queue; from then on it is running.
_QUEUE_SHARE = 0.1
_EVENTS: dict[State, Event] = {
    "queued": "task.created",
    "running": "task.started",
    "succeeded": "task.completed",
    "failed": "task.failed",
    "canceled": "task.canceled",
}


@dataclass
class Generations:
    """Accepts generations and carries them through; videos are written to `folder`."""

    folder: Path
    renderer: Renderer
    books: Books
    faults: Faults
    letters: Letters
    courier: Courier
    chance: random.Random
    new_id: Callable[[], UUID]
    render_seconds: tuple[float, float]
    _generations: dict[str, Generation] = field(default_factory=dict)
    _holds: Holds = field(default_factory=Holds)
    _background: Background = field(default_factory=Background)

    def accept(self, video: VideoInput, opening: Opening | None) -> Generation:
        """Take a generation on and its price at once; raises Refused when the credits do not suffice.

        Nothing tells two equal submits apart: each is made and paid, as skills.video documents no key for it.
        """
        if price_credits(video) > self.books.page.credits.total:
            raise refused("INSUFFICIENT_CREDITS", "Insufficient credits for this generation.")
        generation = self._new(video, opening)
        self._generations[generation.generation_id] = generation
        self.books.created(generation.create)
        self.letters.post(generation, _EVENTS["queued"])
        self._background.start(self._run(generation))
        return generation

    def _new(self, video: VideoInput, opening: Opening | None) -> Generation:
        create = Create(
            generation_id=f"gen_{self.new_id().hex}",
            prompt=video.prompt,
            seed=self.chance.randint(0, LARGEST_SEED) if video.seed is None else int(video.seed),
            created_at=self.books.clock(),
            request=video.model_dump(exclude_unset=True),
            charged=self.books.split(price_credits(video)),
        )
        faults = self.faults.of_task(video.prompt)
        outbox = Outbox(self.courier, self._background, faults)
        generation = Generation(video, opening, create, outbox, faults)
        self._holds.admit(generation)
        return generation

    def find(self, generation_id: str) -> Generation | None:
        """The generation of that id, None when there is none."""
        return self._generations.get(generation_id)

    def hold(self, text: str) -> None:
        """Keep generations, also future ones, from ending; `text` is an id or part of a prompt."""
        self._holds.hold(text, self._generations.values())

    def release(self, text: str) -> None:
        """Undo a hold of the same text."""
        self._holds.release(text, self._generations.values())

    async def close(self) -> None:
        """Stop all work and wait until it has stopped."""
        await self._background.close()

    async def _run(self, generation: Generation) -> None:
        slow = generation.fault("slow")
        seconds = slow.seconds if slow else self.chance.uniform(*self.render_seconds)
        await asyncio.sleep(seconds * _QUEUE_SHARE)
        self._enter(generation, "running")
        made, _ = await asyncio.gather(self._make(generation), asyncio.sleep(seconds * (1 - _QUEUE_SHARE)))
        await generation.released.wait()
        if generation.fault("stuck"):
            await asyncio.Event().wait()
        self._end(generation, made=made)

    async def _make(self, generation: Generation) -> bool:
        if generation.fault("fail", "cancel"):
            return False
        rendering = self.renderer(generation.scene(), self.folder / generation.file_name)
        (error,) = await asyncio.gather(rendering, return_exceptions=True)
        if isinstance(error, Exception):
            log.error("rendering of %s failed", generation.generation_id, exc_info=error)
        return error is None

    def _end(self, generation: Generation, *, made: bool) -> None:
        # Nothing needs the image any more, but for its size.
        if generation.opening:
            generation.opening = Opening(b"", generation.opening.size)
        if not made:
            self.books.refund(generation.create)
        lost: State = "canceled" if generation.fault("cancel") else "failed"
        self.books.ended(generation.create)
        self._enter(generation, "succeeded" if made else lost)

    def _enter(self, generation: Generation, state: State) -> None:
        generation.enter(state)
        self.letters.post(generation, _EVENTS[state])
