"""No table about people or servers is forgotten when they want to know, or to be forgotten."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.sqlite.connection import connect
from bot.storage.sqlite.migrating import migrate
from tests.storage.world import START

SQL = Path("bot/storage/sqlite/sql")
PERSON = re.compile(r"(^|_)(member_id|discord_id)$")
NOT_EXPORTED = {
    "members_in_line": "counts of what waits, which its generations tell one by one",
    "pauses": "of a server, by its moderators: the decision is exported",
    "provider_keys": "of a server, by those who manage it: the decision is exported",
    "erasures": "what is erased is no more to be exported",
}
NOT_FORGOTTEN = {
    "generations": "blanked one by one, as money stands on them",
    "departures": "that it was left",
    "servers_in_line": "goes with the last that waits",
    "members_in_line": "goes with the last that waits",
    "drafts": "expire at once",
}


@pytest.fixture(scope="module")
def tables() -> Iterator[dict[str, list[str]]]:
    memory = Path(":memory:")
    with closing(connect(memory)) as database:
        migrate(database, memory, START)
        yield {name: columns(database, name) for name in names(database)}


def names(database: sqlite3.Connection) -> list[str]:
    found = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return [row["name"] for row in database.execute(found)]


def columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row["name"] for row in database.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def named_in(*files: str) -> set[str]:
    text = "\n".join((SQL / file).read_text() for file in files)
    return set(re.findall(r"(?:FROM|JOIN|UPDATE) (\w+)", text))


def test_every_table_about_people_is_exported(tables: dict[str, list[str]]) -> None:
    about = {table for table, found in tables.items() if any(PERSON.search(name) for name in found)}

    assert about - named_in("exporting.sql") - NOT_EXPORTED.keys() == set()
    assert NOT_EXPORTED.keys() <= about


def test_every_table_about_servers_is_emptied_when_one_is_left_for_good(tables: dict[str, list[str]]) -> None:
    about = {table for table, found in tables.items() if "guild_id" in found}
    emptied = set(re.findall(r"DELETE FROM (\w+)\s+WHERE guild_id", (SQL / "erasing.sql").read_text()))

    assert about - emptied - NOT_FORGOTTEN.keys() == set()
    assert NOT_FORGOTTEN.keys() <= about
