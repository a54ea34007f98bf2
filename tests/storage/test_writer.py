import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.domain.generation import State
from bot.storage.sqlite import SqliteStore, open_store
from tests.storage.world import START, SetClock, World

Sql = Callable[..., Awaitable[list[tuple[Any, ...]]]]


@pytest.fixture
def sqlite_store(world: World) -> SqliteStore:
    assert isinstance(world.store, SqliteStore)
    return world.store


def insert_member(discord_id: int) -> Callable[[sqlite3.Connection], None]:
    def verb(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO members (discord_id) VALUES (?)", (discord_id,))

    return verb


def failing(db: sqlite3.Connection) -> None:
    insert_member(99)(db)
    raise ArithmeticError("this verb is broken")


async def members(sql: Sql) -> list[int]:
    return [discord_id for (discord_id,) in await sql("SELECT discord_id FROM members ORDER BY discord_id")]


async def test_a_verb_that_fails_is_undone_and_its_neighbours_are_not(
    sqlite_store: SqliteStore, sql: Sql
) -> None:
    writer = sqlite_store.writer

    outcomes = await asyncio.gather(
        writer.do(insert_member(1)), writer.do(failing), writer.do(insert_member(2)), return_exceptions=True
    )

    assert [type(outcome) for outcome in outcomes] == [type(None), ArithmeticError, type(None)]
    assert await members(sql) == [1, 2]


async def test_verbs_that_wait_together_share_one_commit(sqlite_store: SqliteStore) -> None:
    statements: list[str] = []
    writer = sqlite_store.writer
    await writer.do_alone(lambda db: db.set_trace_callback(statements.append))

    await asyncio.gather(*(writer.do(insert_member(number)) for number in range(50)))

    await writer.do_alone(lambda db: db.set_trace_callback(None))
    assert statements.count("COMMIT") <= 2
    assert sum(statement.startswith("INSERT INTO members") for statement in statements) == 50


async def test_when_everything_is_rolled_back_every_verb_has_failed(
    sqlite_store: SqliteStore, sql: Sql
) -> None:
    """As SQLite does by itself when the disk is full."""
    writer = sqlite_store.writer

    def disk_full(db: sqlite3.Connection) -> None:
        db.execute("ROLLBACK")
        raise sqlite3.OperationalError("database or disk is full")

    blocked = asyncio.ensure_future(writer.do(insert_member(1)))
    await asyncio.sleep(0)
    outcomes = await asyncio.gather(
        writer.do(insert_member(2)), writer.do(disk_full), writer.do(insert_member(3)), return_exceptions=True
    )
    await blocked

    assert [str(outcome) for outcome in outcomes] == ["database or disk is full"] * 3
    assert await members(sql) == [1]


async def test_a_task_cancelled_within_a_verb_leaves_it_whole(sqlite_store: SqliteStore, sql: Sql) -> None:
    begun, go_on = Event(), Event()

    def slow(db: sqlite3.Connection) -> None:
        insert_member(1)(db)
        begun.set()
        assert go_on.wait(10)
        insert_member(2)(db)

    task = asyncio.ensure_future(sqlite_store.writer.do(slow))
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await members(sql) == [1, 2]
    assert not await sqlite_store.writer.do_alone(lambda db: db.in_transaction)


async def test_a_task_cancelled_before_its_verb_began_has_done_nothing(
    sqlite_store: SqliteStore, sql: Sql
) -> None:
    first = asyncio.ensure_future(sqlite_store.writer.do(insert_member(1)))
    second = asyncio.ensure_future(sqlite_store.writer.do(insert_member(2)))
    await asyncio.sleep(0)

    second.cancel()
    await first

    assert await members(sql) == [1]


async def test_cancelling_an_acceptance_never_leaves_half_of_it(world: World) -> None:
    for delay in range(12):
        task = asyncio.ensure_future(world.accepted(request_key=f"key {delay}"))
        for _ in range(delay):
            await asyncio.sleep(0.0005)
        task.cancel()
        await asyncio.wait([task])
        assert await world.store.check() == []
        accepted = await world.store.by_request(f"key {delay}")
        assert accepted is None or accepted.state is State.QUEUED


async def test_closing_finishes_what_was_begun_and_then_refuses(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "greenlit.db"
    async with open_store(path, SetClock()) as store:
        begun = asyncio.ensure_future(store.member_id(5))
        await asyncio.sleep(0)

    assert await begun == 1
    with pytest.raises(RuntimeError, match="closed"):
        await store.ping()
    async with open_store(path, SetClock()) as store:
        assert await store.member_id(5) == 1


async def test_the_store_closes_also_when_its_user_fails(tmp_path: Path) -> None:
    with pytest.raises(ArithmeticError):
        async with open_store(tmp_path / "greenlit.db", SetClock()) as store:
            raise ArithmeticError

    with pytest.raises(RuntimeError, match="closed"):
        await store.get("a")


async def test_what_was_acknowledged_is_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "greenlit.db"
    async with open_store(path, SetClock()) as store:
        generation = await World(store).running()
        settings = await store.writer.do_alone(
            lambda db: [db.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
        )
        other = sqlite3.connect(path)
        assert other.execute("SELECT id, state FROM generations").fetchall() == [(generation.id, "running")]
        other.close()

    assert dict(zip(PRAGMAS, settings, strict=True)) == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


async def test_a_database_that_cannot_be_written_is_noticed_by_a_ping(tmp_path: Path) -> None:
    path = tmp_path / "greenlit.db"
    async with open_store(path, SetClock()) as store:
        await store.ping()
        await store.writer.do_alone(lambda db: db.execute("PRAGMA query_only = ON"))

        with pytest.raises(OSError, match="cannot be written"):
            await store.ping()


async def test_times_are_kept_to_the_microsecond_and_in_order(world: World, sql: Sql) -> None:
    world.clock.instant = START.replace(microsecond=7)
    late = await world.accepted()
    world.clock.instant = START
    early = await world.accepted()

    rows = await sql("SELECT id FROM generations ORDER BY created_at")

    assert late.created_at == START.replace(microsecond=7)
    assert rows == [(early.id,), (late.id,)]
