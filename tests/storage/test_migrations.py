import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.storage.sqlite import DatabaseUnusable, open_store
from bot.storage.sqlite import connection as connecting
from bot.storage.sqlite.connection import connect
from bot.storage.sqlite.migrating import Migration, known_migrations, migrate
from tests.storage.world import START, SetClock

FIRST = Migration(
    1, "0001_first", "CREATE TABLE cats (name TEXT); -- one; or more\nINSERT INTO cats VALUES (';');\n"
)
SECOND = Migration(2, "0002_second", "ALTER TABLE cats ADD COLUMN paws INTEGER;\nUPDATE cats SET paws = 4;\n")
BROKEN = Migration(2, "0002_broken", "CREATE TABLE dogs (name TEXT);\nINSERT INTO nowhere VALUES (1);\n")


def apply(path: Path, *known: Migration) -> None:
    with closing(connect(path)) as connection:
        migrate(connection, path, START, known)


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "greenlit.db"


def test_an_empty_database_gets_every_step_and_no_copy_is_made(path: Path) -> None:
    apply(path, FIRST, SECOND)

    assert rows(path, "SELECT * FROM cats") == [(";", 4)]
    assert rows(path, "SELECT version, name, applied_at FROM schema_migrations") == [
        (1, "0001_first", "2026-03-14T12:00:00.000000Z"),
        (2, "0002_second", "2026-03-14T12:00:00.000000Z"),
    ]
    assert [file.name for file in path.parent.iterdir()] == ["greenlit.db"]


def test_an_older_database_is_copied_before_it_is_changed(path: Path) -> None:
    apply(path, FIRST)

    apply(path, FIRST, SECOND)

    assert rows(path, "SELECT * FROM cats") == [(";", 4)]
    assert rows(path.with_name("greenlit.db.before-0002_second"), "SELECT * FROM cats") == [(";",)]


def test_a_step_that_fails_leaves_nothing_of_itself(path: Path) -> None:
    apply(path, FIRST)

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        apply(path, FIRST, BROKEN)

    assert rows(path, "SELECT name FROM sqlite_master WHERE name = 'dogs'") == []
    assert rows(path, "SELECT version FROM schema_migrations") == [(1,)]
    apply(path, FIRST, SECOND)


def test_a_newer_schema_is_refused_with_a_way_out(path: Path) -> None:
    apply(path, FIRST, SECOND)

    with pytest.raises(
        DatabaseUnusable, match=r"schema version 2, but this release knows only up to 1: start"
    ):
        apply(path, FIRST)


def test_a_step_that_was_changed_after_it_ran_is_refused(path: Path) -> None:
    apply(path, FIRST)

    with pytest.raises(DatabaseUnusable, match=r"Schema version 1 of .* was made by a different file"):
        apply(path, replace(FIRST, sql="CREATE TABLE cats (name TEXT, age INTEGER);"))


async def test_the_store_refuses_a_newer_database_and_lets_go_of_it(path: Path) -> None:
    apply(path, *known_migrations(), Migration(999, "0999_future", "CREATE TABLE future (x TEXT);"))

    with pytest.raises(DatabaseUnusable, match="999"):
        async with open_store(path, SetClock()):
            pass

    assert rows(path, "PRAGMA journal_mode = DELETE") == [("delete",)], "nobody has it open any more"


async def test_opening_twice_changes_nothing(path: Path) -> None:
    for _ in range(2):
        async with open_store(path, SetClock()) as store:
            assert await store.check() == []

    assert [version for (version,) in rows(path, "SELECT version FROM schema_migrations")] == [
        migration.version for migration in known_migrations()
    ]


def test_migrations_are_numbered_without_gaps() -> None:
    known = known_migrations()

    assert [migration.version for migration in known] == list(range(1, len(known) + 1))


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text("Dear diary, " * 500)

    with pytest.raises(DatabaseUnusable, match="cannot be used as a SQLite database"):
        connect(path)


def test_a_sqlite_that_is_too_old_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "OLDEST_SQLITE", (99, 0, 0))

    with pytest.raises(DatabaseUnusable, match=r"too old: 99\.0\.0 or newer"):
        connect(path)
