"""One stage of the worker: its width, its rests, its nudges and its end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from bot.services.stages.conveyor import Conveyor
from tests.support.fake_clock import ManualClock


@dataclass
class Rows:
    """Rows that are due until they are done; work on one lasts until the test lets it end."""

    due: list[str]
    clock: ManualClock = field(default_factory=ManualClock)
    claims: bool = False
    crashing: set[str] = field(default_factory=set)
    picking_crashes: int = 0
    picks: list[int] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    quick: set[str] = field(default_factory=set)
    """Rows whose work ends at once."""
    most_at_once: int = 0
    at_work: int = 0
    nudges: int = 0

    async def pick(self, count: int) -> Sequence[str]:
        self.picks.append(count)
        if self.picking_crashes:
            self.picking_crashes -= 1
            raise OSError("disk full")
        picked = self.due[:count]
        if self.claims:
            del self.due[:count]
        return picked

    async def act(self, row: str) -> bool:
        self.begun.append(row)
        self.at_work += 1
        self.most_at_once = max(self.most_at_once, self.at_work)
        try:
            if row not in self.quick:
                await self.open.wait()
            if row in self.crashing:
                raise ValueError(f"bug with {row}")
        finally:
            self.at_work -= 1
        if row in self.due:
            self.due.remove(row)
        return True

    def nudged(self) -> None:
        self.nudges += 1

    def conveyor(self, width: int = 3) -> Conveyor[str]:
        return Conveyor(
            "test", self.pick, str, self.act, self.clock, width=width, claims=self.claims, moved=self.nudged
        )


@asynccontextmanager
async def running(conveyor: Conveyor[str]) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(conveyor.run())
    yield task
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def a_moment() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_no_more_than_its_width_is_under_way() -> None:
    rows = Rows(list("abcdefgh"))
    conveyor = rows.conveyor(width=3)
    await conveyor.start_due()
    await conveyor.start_due()
    await a_moment()
    assert rows.begun == ["a", "b", "c"]
    assert rows.picks == [3], "without room nothing is even picked"

    rows.open.set()
    await conveyor.finish()
    for _ in range(2):
        await conveyor.tick()
    assert rows.begun == list("abcdefgh")
    assert rows.most_at_once == 3


async def test_a_row_under_way_is_not_begun_again_and_does_not_hide_the_next() -> None:
    rows = Rows(["slow", "next"])
    conveyor = rows.conveyor(width=2)
    rows.due = ["slow"]
    await conveyor.start_due()
    await a_moment()
    rows.due = ["slow", "next"]
    await conveyor.start_due()
    await a_moment()

    assert rows.begun == ["slow", "next"]
    rows.open.set()
    await conveyor.finish()


async def test_a_stage_that_claims_never_claims_more_than_it_starts() -> None:
    rows = Rows(list("abcdefgh"), claims=True, quick={"a"})
    conveyor = rows.conveyor(width=3)
    await conveyor.start_due()
    await a_moment()
    assert rows.due == list("defgh")

    await conveyor.start_due()
    await a_moment()
    assert rows.begun == list("abcd")
    assert rows.due == list("efgh")
    rows.open.set()
    await conveyor.finish()


async def test_a_row_that_crashes_rests_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    rows = Rows(["bad", "a", "b", "c"], crashing={"bad"})
    rows.open.set()
    conveyor = rows.conveyor(width=1)
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            await conveyor.tick()
    assert rows.begun == ["bad", "a", "b", "c"]
    assert rows.nudges == 3
    assert "test failed on bad" in caplog.text
    assert "bug with bad" in caplog.text

    rows.clock.advance(29)
    await conveyor.tick()
    assert rows.begun.count("bad") == 1
    rows.clock.advance(2)
    await conveyor.tick()
    assert rows.begun.count("bad") == 2


async def test_a_store_that_cannot_be_read_for_a_while_stops_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rows = Rows(["a"], picking_crashes=1)
    rows.open.set()
    conveyor = rows.conveyor()
    async with running(conveyor) as task:
        await a_moment()
        rows.clock.advance(10)
        await a_moment()
        assert len(rows.picks) == 1, "it rests, and does not fill the log"

        rows.clock.advance(31)
        await a_moment()
        assert rows.begun == ["a"]
        assert not task.done()
    assert "disk full" in caplog.text


async def test_it_looks_again_after_its_interval() -> None:
    rows = Rows([])
    rows.open.set()
    async with running(rows.conveyor()):
        await a_moment()
        rows.due = ["late"]
        await a_moment()
        assert rows.begun == []

        rows.clock.advance(1)
        await a_moment()
        assert rows.begun == ["late"]


async def test_a_nudge_makes_it_look_at_once() -> None:
    rows = Rows([])
    rows.open.set()
    conveyor = rows.conveyor()
    async with running(conveyor):
        await a_moment()
        rows.due = ["urgent"]
        conveyor.nudge()
        await a_moment()

        assert rows.begun == ["urgent"]


async def test_room_that_becomes_free_is_used_at_once() -> None:
    rows = Rows(list("abcdefgh"))
    async with running(rows.conveyor(width=2)):
        await a_moment()
        assert rows.begun == ["a", "b"]

        rows.open.set()
        await a_moment()
        await a_moment()
        await a_moment()
        assert rows.begun == list("abcdefgh")


async def test_cancelled_it_lets_what_is_under_way_go_on_until_it_is_finished() -> None:
    rows = Rows(["a", "b"])
    conveyor = rows.conveyor()
    async with running(conveyor):
        await a_moment()
    assert rows.at_work == 2

    rows.open.set()
    await conveyor.finish()
    assert rows.due == []
    assert rows.nudges == 2


async def test_what_is_abandoned_is_cancelled_and_stays_due() -> None:
    rows = Rows(["a", "b"])
    conveyor = rows.conveyor()
    await conveyor.start_due()
    await a_moment()
    await conveyor.abandon()

    assert (rows.at_work, rows.nudges, rows.due) == (0, 0, ["a", "b"])
    rows.open.set()
    await conveyor.tick()
    assert rows.due == [], "and can be begun anew"


@pytest.mark.timeout(5)
async def test_what_is_abandoned_before_its_first_step_is_forgotten_too() -> None:
    rows = Rows(["a", "b"])
    conveyor = rows.conveyor()
    await conveyor.start_due()
    await conveyor.abandon()
    assert rows.begun == []

    rows.open.set()
    await conveyor.tick()
    assert rows.begun == ["a", "b"]
