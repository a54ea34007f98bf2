"""Time that passes when a test says so, and ids that count."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@dataclass
class ManualClock:
    """Implements `bot.ports.clock.Clock`: sleepers wake with the `advance` that reaches their time."""

    instant: datetime = START
    _sleepers: list[tuple[datetime, asyncio.Future[None]]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.instant

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.instant + timedelta(seconds=seconds), woken))
        await woken

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.instant += timedelta(seconds=seconds)
        due = [woken for until, woken in self._sleepers if until <= self.instant]
        self._sleepers = [(until, woken) for until, woken in self._sleepers if until > self.instant]
        for woken in due:
            if not woken.done():
                woken.set_result(None)


@dataclass
class CountingIds:
    """Implements `bot.ports.clock.Ids`: UUIDs of version 4 by their form, in the order they were made."""

    made: int = 0
    drafts_made: int = 0

    def generation_id(self) -> str:
        self.made += 1
        return f"{self.made:08x}-0000-4000-8000-{self.made:012x}"

    def key(self) -> bytes:
        return bytes(range(32))

    def draft_id(self) -> str:
        self.drafts_made += 1
        return f"{self.drafts_made:08x}-0000-4000-8000-d00000000000"
