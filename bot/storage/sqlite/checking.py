"""Folds the ledger and compares: what should be impossible, in sentences."""

import sqlite3
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from bot.storage.sqlite.errors import DatabaseUnusable
from bot.storage.sqlite.migrating import missing_migrations
from bot.storage.sqlite.queries import queries

CHECKS: Final = (
    queries.unbalanced_transfers,
    queries.wrong_holds,
    queries.wrong_resolutions,
    queries.wrong_charges,
    queries.charged_for_nothing,
    queries.wrong_costs,
    queries.wrong_counters,
    queries.wrong_purses,
    queries.wrong_refunds,
    queries.wrong_losses,
    queries.half_ended,
    queries.stranded,
    queries.wrong_lines,
)


def contradictions(db: Connection) -> list[str]:
    """List every fact about money or states that contradicts another; empty when all is well."""
    return [row["sentence"] for check in CHECKS for row in check(db)]


def contradictions_in(path: Path) -> list[str]:
    """Check a database that a bot may be using: it is only read, whatever release made it.

    Raises `DatabaseUnusable` when its schema is not this release's.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        try:
            # One moment of a database that goes on changing.
            connection.execute("BEGIN")
            missing = missing_migrations(connection, path)
            if not missing:
                return contradictions(connection)
        except sqlite3.DatabaseError as error:
            raise DatabaseUnusable(f"{path} is no database of Greenlit's: {error}.") from error
    raise DatabaseUnusable(
        f"{path} lacks the schema step {missing[0].name}: the next start, or `greenlit migrate`, applies it."
    )
