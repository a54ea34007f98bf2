"""The domain's transition table is the only one: the database has the same edges and lets no other pass."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from bot.domain.generation import TERMINAL, TRANSITIONS, State
from bot.storage.sqlite.connection import connect
from bot.storage.sqlite.migrating import migrate
from tests.storage.world import START

EDGES = {(before, after) for before, following in TRANSITIONS.items() for after in following}
INSERT = """
INSERT INTO generations (
    id, request_key, member_id, guild_id, channel_id, upload_limit_bytes, locale, model_id, provider, account,
    settings, prompt, prompt_folded, cautions, private, takes_asked, quoted_micros, approximate_quote, state,
    created_at, deadline_at
) VALUES ('a', 'a', 1, 1, 1, 1, 'en-US', 'm', 'p', 'p', '{}', '', '', '[]', 0, 1, 0, 0, ?, '', '')
"""


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    memory = Path(":memory:")
    with closing(connect(memory)) as connection:
        migrate(connection, memory, START)
        connection.execute("INSERT INTO members (discord_id) VALUES (1)")
        yield connection


def test_the_database_has_exactly_the_domains_edges(database: sqlite3.Connection) -> None:
    assert {tuple(row) for row in database.execute("SELECT before, after FROM transitions")} == EDGES


@pytest.mark.parametrize(
    ("before", "after"), [pair for pair in product(State, State) if pair[0] is not pair[1]]
)
def test_a_row_moves_along_edges_only(database: sqlite3.Connection, before: State, after: State) -> None:
    database.execute(INSERT, (before,))

    if (before, after) in EDGES:
        database.execute("UPDATE generations SET state = ?", (after,))
    else:
        with pytest.raises(sqlite3.IntegrityError, match="no such edge"):
            database.execute("UPDATE generations SET state = ?", (after,))


def test_the_ends_are_those_without_a_way_on(database: sqlite3.Connection) -> None:
    going_on = {row[0] for row in database.execute("SELECT before FROM transitions")}

    assert set(State) - going_on == TERMINAL
