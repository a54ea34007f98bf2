"""Work that goes on behind the answers, and keeping it from ending."""

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass
class Background:
    """Coroutines that run until they end or the stand-in closes."""

    _running: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Let it run beside everything else."""
        running = asyncio.create_task(work)
        # The event loop itself keeps only weak references.
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    async def close(self) -> None:
        """Stop all work and wait until it has stopped."""
        for running in self._running:
            running.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


class Holdable(Protocol):
    """What waits at its end until it is released."""

    released: asyncio.Event

    def is_meant_by(self, text: str) -> bool:
        """Whether a text is its id or a part of its prompt; the empty text means everything."""
        ...


@dataclass
class Holds:
    """The texts whose work is kept from ending, also work that is yet to come."""

    _texts: set[str] = field(default_factory=set)

    def admit(self, work: Holdable) -> None:
        """Let new work end, unless it is held."""
        if not any(work.is_meant_by(text) for text in self._texts):
            work.released.set()

    def hold(self, text: str, known: Iterable[Holdable]) -> None:
        """Keep work from ending."""
        self._texts.add(text)
        for work in known:
            if work.is_meant_by(text):
                work.released.clear()

    def release(self, text: str, known: Iterable[Holdable]) -> None:
        """Undo a hold of the same text."""
        self._texts.discard(text)
        for work in known:
            self.admit(work)
