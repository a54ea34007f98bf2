"""Reports of what was spent equal the ledger, entry by entry."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.generation import Place
from bot.domain.moderation.audit import Action, Decision
from bot.domain.money import Micros
from bot.domain.quota import last_days
from bot.domain.spending import Spending, Sums
from bot.storage.sqlite import SqliteStore, open_store
from tests.storage.world import SetClock, World, done, limits, video

Key = tuple[str, int, str]
DAYS = 5
MANY = 10_000
BOUND_SECONDS = 1.0
"""Measured: 60 ms."""
COSTS = {"settled": 300_000, "dearer": 450_001, "cheaper": 7, "refunded": 123_456}
ENDS = ("waits", "fails", *COSTS)


async def one(store: SqliteStore, world: World, how: str, **changes: Any) -> None:
    """A request that ends in one of the ways there are."""
    now = world.clock.now()
    if how == "waits":
        await world.accepted(**changes)
        return
    generation = await world.running(**changes)
    if how == "fails":
        await world.failed(generation)
        return
    await world.store.observe(done(generation, generation.id, COSTS[how]), now)
    await world.store.take_stored(generation.id, generation.id, video(), now)
    if how == "refunded":
        guild_id = generation.place.guild_id
        decision = Decision(guild_id, 1, Action.REFUNDED, generation_id=generation.id)
        await store.refund(decision, now)


async def fold(store: SqliteStore, guild_id: int, since: datetime) -> dict[Key, Sums]:
    """Add the ledger up by hand, entry by entry, from what the tables say."""
    sql = (
        "SELECT generations.created_at, generations.member_id, model_id, id, kind, ledger_entries.account,"
        " amount_micros"
        " FROM generations LEFT JOIN ledger_entries ON generation_id = id WHERE guild_id = ?"
    )
    rows = await store.writer.do(lambda db: [tuple(row) for row in db.execute(sql, (guild_id,))])
    found: dict[Key, Sums] = defaultdict(Sums)
    seen: set[str] = set()
    for created_at, member_id, model_id, generation_id, kind, account, amount in rows:
        if datetime.fromisoformat(created_at) >= since:
            new = int(generation_id not in seen)
            found[created_at[:10], member_id, model_id] += Sums(new, *_booked(kind, account, amount))
            seen.add(generation_id)
    return dict(found)


def _booked(kind: str, account: str, amount: int) -> tuple[Micros, Micros, Micros, Micros]:
    own, is_refund = account in {"available", "purse"}, kind == "refund"
    return (
        Micros(-amount if not is_refund and (own or account == "held") else 0),
        Micros(amount if is_refund and own else 0),
        Micros(amount if account == "provider" else 0),
        Micros(amount if account == "held" else 0),
    )


async def reported(store: SqliteStore, guild_id: int, now: datetime) -> Spending:
    days = last_days(now, DAYS)
    return Spending(days, UTC, await store.spending(guild_id, days))


def by_key(found: Spending) -> dict[Key, Sums]:
    dates = [day.starts_at.date().isoformat() for day in found.days]
    return {(dates[line.day], line.member_id, line.model_id): line.sums for line in found.lines}


def together(sums: Iterable[Sums]) -> Sums:
    return sum(sums, Sums())


steps = st.tuples(
    st.sampled_from(ENDS), st.integers(5, 7), st.sampled_from((10, 11)), st.integers(0, 40), st.integers(1, 5)
)


@settings(max_examples=30, deadline=None)
@given(st.lists(steps, max_size=12))
def test_whatever_happened_a_report_equals_the_ledger(happened: list[tuple[str, int, int, int, int]]) -> None:
    asyncio.run(play(happened))


async def play(happened: list[tuple[str, int, int, int, int]]) -> None:
    clock = SetClock()
    async with open_store(Path(":memory:"), clock) as store:
        world = World(store, clock)
        for how, who, guild_id, hours, dimes in happened:
            clock.instant += timedelta(hours=hours)
            said = {"discord_id": who, "place": Place(guild_id, 20), "price": Micros(dimes * 100_000)}
            await one(store, world, how, limits=limits(now=clock.now()), **said)
        for guild_id in (10, 11):
            found = await reported(store, guild_id, clock.now())
            assert by_key(found) == await fold(store, guild_id, found.days[0].starts_at)
            assert found.total == together(found.by_member().values()) == together(found.by_model().values())
            assert sum(day.spent_micros for day in found.by_day()) == found.total.charged_micros


def copy(db: Connection) -> None:
    """Write the one generation there is, and its ledger, down many times more."""
    row = dict(db.execute("SELECT * FROM generations").fetchone())
    entries = [dict(entry) for entry in db.execute("SELECT * FROM ledger_entries")]
    for number in range(2, MANY + 1):
        row |= {"number": number, "id": f"{number}", "request_key": f"{number}", "task_id": f"{number}"}
        insert(db, "generations", row)
        for entry in entries:
            insert(db, "ledger_entries", entry | {"entry_id": None, "generation_id": f"{number}"})


def insert(db: Connection, table: str, row: dict[str, Any]) -> None:
    db.execute(f"INSERT INTO {table} VALUES ({', '.join(f':{column}' for column in row)})", row)


async def test_ten_thousand_requests_are_added_up_in_no_time() -> None:
    clock = SetClock()
    async with open_store(Path(":memory:"), clock) as store:
        generation = await World(store, clock).settled("a")
        await store.writer.do(copy)
        began = time.perf_counter()

        found = await reported(store, 10, clock.now())

        assert time.perf_counter() - began < BOUND_SECONDS
        assert found.total.number == MANY
        assert found.total.charged_micros == MANY * generation.charged_micros
