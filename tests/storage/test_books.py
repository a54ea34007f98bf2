"""The tables as auditors see them."""

from collections.abc import Awaitable, Callable
from sqlite3 import IntegrityError
from typing import Any

import pytest

from bot.domain.generation import Failure, FailureReason, Generation
from bot.domain.news import Update
from tests.storage.world import PRICE, START, World, done, video

Sql = Callable[..., Awaitable[list[tuple[Any, ...]]]]

COLUMNS = [
    "generation_id",
    "member_id",
    "guild_id",
    "state",
    "quoted_micros",
    "held_micros",
    "charged_micros",
    "released_micros",
    "provider_cost_micros",
    "created_at",
    "ended_at",
]


async def money(sql: Sql, generation: Generation) -> tuple[int, int, int, int]:
    """Held, charged, released and the provider's cost."""
    figures = "held_micros, charged_micros, released_micros, provider_cost_micros"
    rows = await sql(f"SELECT {figures} FROM generation_money WHERE generation_id = ?", generation.id)
    held, charged, released, cost = rows[0]
    return held, charged, released, cost


async def test_the_auditors_view_has_its_promised_columns(sql: Sql) -> None:
    columns = await sql("SELECT name FROM pragma_table_info('generation_money')")

    assert [name for (name,) in columns] == COLUMNS


async def test_the_view_follows_a_generation_through_its_life(world: World, sql: Sql) -> None:
    generation = await world.running()
    assert await money(sql, generation) == (PRICE, 0, 0, 0)

    await world.store.observe(done(generation, "a", 250_000), START)
    assert await money(sql, generation) == (PRICE, 0, 0, 0)

    await world.store.take_stored(generation.id, "a", video(), START)
    assert await money(sql, generation) == (0, 250_000, 50_000, 250_000)

    await world.store.delivered(generation.id, [1], START)
    rows = await sql("SELECT * FROM generation_money")
    instant = "2026-03-14T12:00:00.000000Z"
    assert rows == [
        (generation.id, 1, 10, "DELIVERED", PRICE, 0, 250_000, 50_000, 250_000, instant, instant),
    ]


async def test_the_view_shows_what_a_failure_cost_the_operator(world: World, sql: Sql) -> None:
    unusable, refused = await world.succeeded("a"), await world.running()
    await world.store.take_missed(unusable.id, "a", None, START)
    await world.store.observe(Update(refused.id, failure=Failure(FailureReason.MODERATED)), START)

    assert await money(sql, unusable) == (0, 0, PRICE, PRICE)
    assert await money(sql, refused) == (0, 0, PRICE, 0)


async def test_every_entry_of_a_settlement_is_there(world: World, sql: Sql) -> None:
    generation = await world.running()
    await world.store.observe(done(generation, "a", PRICE + 7), START)
    await world.store.take_stored(generation.id, "a", video(), START)

    entries = await sql(
        "SELECT transfer_id, kind, account, amount_micros FROM ledger_entries ORDER BY entry_id"
    )
    assert entries == [
        (1, "hold", "available", -PRICE),
        (1, "hold", "held", PRICE),
        (2, "settle", "held", -PRICE),
        (2, "settle", "provider", PRICE + 7),
        (2, "settle", "operator", -7),
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_entries SET amount_micros = 1",
        "DELETE FROM ledger_entries",
        "REPLACE INTO ledger_entries SELECT * FROM ledger_entries",
    ],
)
async def test_the_ledger_is_append_only(world: World, sql: Sql, change: str) -> None:
    await world.accepted()

    with pytest.raises(IntegrityError, match="append-only"):
        await sql(change)
