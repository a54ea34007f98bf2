"""Waiting for the world to change instead of asking again and again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

# Some states change by time alone (an interaction nobody answered), so a waiter also looks now and then.
_LOOK_AGAIN_SECONDS = 0.2


class Changes:
    """A counter of everything that happened, and a way to wait for the next thing."""

    def __init__(self) -> None:
        self.count = 0
        self._next = asyncio.Event()

    def note(self) -> None:
        """Count one more change and wake all who wait."""
        self.count += 1
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, find: Callable[[], Found | None], timeout_seconds: float) -> Found | None:
        """Wait until `find` gives something; None when the time is over first."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_seconds
        while (found := find()) is None:
            remaining = deadline - loop.time()
            if remaining <= 0:
                return None
            waiter = asyncio.ensure_future(self._next.wait())
            await asyncio.wait([waiter], timeout=min(remaining, _LOOK_AGAIN_SECONDS))
            waiter.cancel()
        return found
