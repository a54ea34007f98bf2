"""How a database file is opened."""

import os
import sqlite3
from pathlib import Path
from typing import Final

from bot.storage.sqlite.errors import DatabaseUnusable

OLDEST_SQLITE: Final = (3, 37, 0)
"""The first with STRICT tables."""
BUSY_SECONDS: Final = 5.0


def connect(path: Path) -> sqlite3.Connection:
    """Open the one connection that reads and writes; `:memory:` stands for a database without a file.

    One, because SQLite below 3.51.3 can corrupt a WAL that two connections write (docs/facts/discord.md §8).
    Raises `DatabaseUnusable` when SQLite is too old, or the file is no database or may not be written.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise DatabaseUnusable(f"SQLite {sqlite3.sqlite_version} is too old: {needed} or newer is needed.")
    if str(path) != ":memory:":
        path.parent.mkdir(parents=True, exist_ok=True)
        _demand_writable(path)
    # autocommit, so that transactions are begun and ended in words; opened here, used on the writer's thread.
    try:
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
        )
    except sqlite3.OperationalError as error:
        raise _unusable(path, error) from error
    try:
        _prepare(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _unusable(path, error) from error
    return connection


def _demand_writable(path: Path) -> None:
    """A database that may only be read opens all the same, and fails at the first write."""
    for place in (path, path.parent):
        if place.exists() and not os.access(place, os.W_OK):
            raise DatabaseUnusable(f"{place} may not be written by the user who runs this.")


def _unusable(path: Path, error: sqlite3.Error) -> DatabaseUnusable:
    return DatabaseUnusable(f"{path} cannot be used as a SQLite database: {error}.")


def _prepare(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What is erased is overwritten, not just forgotten.
    connection.execute("PRAGMA secure_delete = ON")
