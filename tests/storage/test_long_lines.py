"""A long line costs a claim nothing: what SQLite does for it is counted, not timed."""

from collections.abc import Callable
from datetime import timedelta
from sqlite3 import Connection

import pytest

from bot.storage.sqlite import SqliteStore, line
from bot.storage.sqlite.submitting import claim_for_submit
from bot.storage.sqlite.times import text_of
from tests.storage.sessions import in_a_fresh_world
from tests.storage.world import START, World

SHORT, LONG = 200, 8_000
Work = Callable[[Connection], object]


def fill(connection: Connection, rows: int, members: int, servers: int, *, put_off: bool) -> None:
    """Let the one row that waits be followed by many like it."""
    (row,) = connection.execute("SELECT * FROM generations").fetchall()
    like_it = dict(row) | {"submit_due_at": text_of(START + timedelta(hours=1)) if put_off else None}
    connection.executemany(
        "INSERT OR IGNORE INTO members (member_id) VALUES (?)", ((1 + n,) for n in range(members))
    )
    columns, values = ", ".join(like_it), ", ".join(f":{name}" for name in like_it)
    connection.executemany(
        f"INSERT INTO generations ({columns}) VALUES ({values})",
        (
            like_it
            | {
                "number": row["number"] + n,
                "id": f"row {n}",
                "request_key": f"row {n}",
                "member_id": 1 + n % members,
                "guild_id": 10 + n % members % servers,
            }
            for n in range(1, rows)
        ),
    )


def instructions(connection: Connection, work: Work) -> int:
    """Count what SQLite's machine does, to the nearest ten."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 10
        return 0

    connection.set_progress_handler(count, 10)
    work(connection)
    connection.set_progress_handler(None, 10)
    return counted


def instructions_with(
    work: Work, rows: int, members: int = 1, servers: int = 1, *, put_off: bool = False
) -> int:
    """Count for a line of so many requests of so many members."""
    counted = 0

    async def story(world: World) -> None:
        nonlocal counted
        await world.accepted()
        await world.store.change_server(10, {"concurrent": 100}, 5, START)
        assert isinstance(world.store, SqliteStore)
        await world.store.writer.do(lambda db: fill(db, rows, members, servers, put_off=put_off))
        counted = await world.store.writer.do(lambda db: instructions(db, work))

    in_a_fresh_world(story)
    return counted


def claim(connection: Connection) -> object:
    return claim_for_submit(connection, "runware", START, START, 1_000_000, 4)


@pytest.mark.parametrize("put_off", [False, True])
@pytest.mark.parametrize(("members", "servers"), [(1, 1), (100, 1), (100, 10), (LONG, 1)])
def test_a_claim_does_as_much_for_a_long_line_as_for_a_short_one(
    members: int, servers: int, *, put_off: bool
) -> None:
    few = instructions_with(claim, SHORT, min(members, SHORT), servers, put_off=put_off)
    many = instructions_with(claim, LONG, members, servers, put_off=put_off)

    assert many <= few * 1.1 + 50


def test_a_place_does_not_depend_on_how_many_wait_behind() -> None:
    def place(connection: Connection) -> object:
        return line.place_in_line(connection, "row 150")

    assert instructions_with(place, LONG, 10) <= instructions_with(place, SHORT, 10) * 1.1 + 50


def test_work_that_grows_with_the_line_would_be_seen() -> None:
    def count(connection: Connection) -> object:
        return connection.execute("SELECT COUNT(*) FROM generations WHERE prompt = 'p'").fetchone()

    assert instructions_with(count, LONG) > 30 * instructions_with(count, SHORT)
