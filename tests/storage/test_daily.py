"""What was used day by day: the same figures that limits are checked against, and that the ledger has."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

from bot.domain.quota import DayUsage, last_days
from tests.storage.world import PRICE, START, SetClock, World, limits

Sql = Callable[..., Awaitable[list[tuple[Any, ...]]]]
LEDGER = """
SELECT
    substr(generations.created_at, 1, 10) AS day,
    SUM(CASE ledger_entries.account WHEN 'held' THEN amount_micros ELSE 0 END),
    -SUM(CASE WHEN ledger_entries.account IN ('held', 'available') THEN amount_micros ELSE 0 END)
FROM ledger_entries
JOIN generations ON generations.id = ledger_entries.generation_id
WHERE generations.member_id = 1
GROUP BY day
ORDER BY day
"""


def two_days_later(world: World, clock: SetClock) -> None:
    clock.instant += timedelta(days=2)
    world.limits = limits(now=clock.now())


async def an_eventful_week(world: World, clock: SetClock) -> list[DayUsage]:
    """Every other day something: delivered, waiting, failed, and settled only on a later day."""
    await world.delivered("a", "b")
    await world.accepted()
    two_days_later(world, clock)
    late = await world.running()
    await world.failed(await world.running())
    two_days_later(world, clock)
    await world.accepted(discord_id=6, limits=[world.limits[1]])
    await world.delivered("c")
    await world.failed(late)
    return list(await world.store.daily(world.limits[0], START - timedelta(days=30)))


async def test_each_day_has_what_its_requests_hold_and_were_charged(world: World, clock: SetClock) -> None:
    days = await an_eventful_week(world, clock)

    noons = [day.starts_at + timedelta(hours=12) for day in days]
    assert noons == [START + timedelta(days=number) for number in (0, 2, 4)]
    assert [(day.held_micros, day.spent_micros) for day in days] == [(PRICE, 2 * PRICE), (0, 0), (0, PRICE)]


async def test_the_figures_are_the_ledgers(world: World, clock: SetClock, sql: Sql) -> None:
    days = await an_eventful_week(world, clock)

    assert [
        (day.starts_at.date().isoformat(), day.held_micros, day.spent_micros) for day in days
    ] == await sql(LEDGER)


async def test_days_before_are_left_out(world: World, clock: SetClock) -> None:
    await world.accepted()

    assert await world.store.daily(world.limits[0], world.limits[0].window.ends_at) == []
    assert len(await world.store.daily(world.limits[0], world.limits[0].window.starts_at)) == 1


def test_the_last_days_end_today_and_follow_each_other() -> None:
    days = last_days(START, 30)

    assert len(days) == 30
    assert days[-1].starts_at <= START < days[-1].ends_at
    assert all(before.ends_at == after.starts_at for before, after in pairwise(days))
