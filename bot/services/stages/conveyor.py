"""One stage of the worker: picks the rows that are due and works on several at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.ports.clock import Clock

_log = logging.getLogger(__name__)

RowT = TypeVar("RowT")
ResultT = TypeVar("ResultT")

_PICKING = "picking"

_REST = timedelta(seconds=30)
"""What crashed, be it a row's work or the picking, is left alone this long: no bug becomes a busy loop."""


@dataclass(slots=True)
class Conveyor(Generic[RowT]):
    """Runs `act` on what `pick` gives, at most `width` at a time, never twice at once for one key.

    `act` tells whether it moved something, so that other stages may have work now.
    """

    name: str
    pick: Callable[[int], Awaitable[Sequence[RowT]]]
    key: Callable[[RowT], str]
    act: Callable[[RowT], Awaitable[bool]]
    clock: Clock
    width: int = 8
    interval_seconds: float = 1.0
    claims: bool = False
    """Whether `pick` moves rows, so that it must not be asked for more than are started at once."""
    moved: Callable[[], None] = lambda: None
    _under_way: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _resting: dict[str, datetime] = field(default_factory=dict)
    _nudged: asyncio.Event = field(default_factory=asyncio.Event)

    def nudge(self) -> None:
        """Say that there may be work now."""
        self._nudged.set()

    async def start_due(self) -> None:
        """Start work on every row that is due, as far as there is room."""
        self._nudged.clear()
        room = self.width - len(self._under_way)
        if room <= 0:
            return
        now = self.clock.now()
        self._resting = {key: until for key, until in self._resting.items() if until > now}
        skipped = 0 if self.claims else len(self._under_way) + len(self._resting)
        for row in await self._picked(room + skipped):
            key = self.key(row)
            if len(self._under_way) < self.width and key not in self._under_way and key not in self._resting:
                self._start(key, row)

    async def finish(self) -> None:
        """Wait until everything under way is done."""
        while self._under_way:
            await asyncio.wait(self._under_way.values())

    async def tick(self) -> None:
        """Work once on what is due now, as far as there is room."""
        await self.start_due()
        await self.finish()

    async def run(self) -> None:
        """Work until cancelled; what is under way then goes on until `finish` or `abandon`."""
        while True:
            await self.start_due()
            await self._pause()

    async def abandon(self) -> None:
        """Cancel what is under way: the rows know how far they came."""
        for task in self._under_way.values():
            task.cancel()
        await self.finish()

    async def _pause(self) -> None:
        waits = {
            asyncio.ensure_future(self._nudged.wait()),
            asyncio.ensure_future(self.clock.sleep(self.interval_seconds)),
        }
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _picked(self, count: int) -> Sequence[RowT]:
        if _PICKING in self._resting:
            return ()
        return await self._guarded(_PICKING, self.pick(count)) or ()

    def _start(self, key: str, row: RowT) -> None:
        task = asyncio.create_task(self._work(key, row), name=f"{self.name} {key}")
        self._under_way[key] = task
        # Not at the end of the work itself: a task that is cancelled before its first step never begins.
        task.add_done_callback(lambda _: self._ended(key))

    def _ended(self, key: str) -> None:
        del self._under_way[key]
        if len(self._under_way) == self.width - 1:
            self.nudge()

    async def _work(self, key: str, row: RowT) -> None:
        if await self._guarded(key, self.act(row)):
            self.moved()

    async def _guarded(self, key: str, work: Awaitable[ResultT]) -> ResultT | None:
        try:
            return await work
        except Exception:  # noqa: BLE001  (one row must not stop the others; the row rests and the log has it)
            _log.exception("%s failed on %s", self.name, key)
            self._resting[key] = self.clock.now() + _REST
            return None
