"""Consistent copies of a database, made while it is used, and putting one back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.storage.sqlite.errors import DatabaseUnusable
from bot.storage.sqlite.queries import queries


def backup(database: Path, destination: Path) -> None:
    """Copy a database that another process may be using; it is only read.

    Raises `DatabaseUnusable` when there is none, the copy is not whole, or cannot be put there.
    """
    if not database.is_file():
        raise DatabaseUnusable(f"There is no database at {database}.")
    if destination.is_dir():
        raise DatabaseUnusable(f"{destination} is a folder: name a file in it.")
    _demand_another_file(destination, database)
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        copy(connection, destination)


def copy(connection: sqlite3.Connection, destination: Path) -> None:
    """Copy an open database outside any transaction: into a temporary file, proven whole, then renamed.

    Raises `DatabaseUnusable` when the copy is not whole; what was at the destination is then untouched.
    """
    destination.parent.mkdir(parents=True, exist_ok=True)
    with _replacing(destination) as partial, closing(sqlite3.connect(partial)) as target:
        connection.backup(target)
        # One file, without a log beside it.
        target.execute("PRAGMA journal_mode = DELETE")
        _demand_integrity(target, destination)


def restore(source: Path, database: Path) -> None:
    """Put a backup in the place of a database that no process uses; the old one stays beside it.

    Raises `DatabaseUnusable` when the backup is damaged, its ledger does not balance, or the database is
    in use.
    """
    if not source.is_file():
        raise DatabaseUnusable(f"There is no backup at {source}.")
    _demand_another_file(source, database)
    with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        _demand_integrity(connection, source)
        _demand_balance(connection, source)
        _set_aside(database)
        copy(connection, database)


def _demand_another_file(path: Path, database: Path) -> None:
    """Refuse the database itself: replaced while the bot has it open, all it writes from then on is lost."""
    if path.exists() and database.exists() and path.samefile(database):
        raise DatabaseUnusable(f"{path} is the database itself: name another file.")


def _demand_balance(connection: sqlite3.Connection, path: Path) -> None:
    connection.row_factory = sqlite3.Row
    try:
        found = [row["sentence"] for row in queries.unbalanced_transfers(connection)]
    except sqlite3.OperationalError as error:
        raise DatabaseUnusable(f"{path} is no backup of a Greenlit database: {error}.") from error
    if found:
        raise DatabaseUnusable(f"The ledger of {path} does not balance: {'; '.join(found[:3])}.")


def _demand_integrity(connection: sqlite3.Connection, path: Path) -> None:
    try:
        problems = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusable(f"{path} is no SQLite database: {error}.") from error
    if problems != ["ok"] or orphans:
        raise DatabaseUnusable(f"{path} is damaged: {'; '.join(problems[:3])}, {len(orphans)} orphaned rows.")


def _set_aside(database: Path) -> None:
    """Move the old database away whole: its log is written back first, which fails while it is in use."""
    if not database.exists():
        return
    with closing(sqlite3.connect(database, timeout=0)) as old:
        try:
            old.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            raise DatabaseUnusable(f"{database} is in use: stop the bot, then restore.") from error
        except sqlite3.DatabaseError:
            # Too damaged to be read: all the more reason to restore, and it is still kept.
            pass
    database.replace(database.with_name(f"{database.name}.before-restore"))
    for log in ("-wal", "-shm"):
        database.with_name(database.name + log).unlink(missing_ok=True)


@contextmanager
def _replacing(destination: Path) -> Iterator[Path]:
    """Give a path beside the destination that takes its place, durably, when all went well."""
    partial = destination.with_name(f".{destination.name}.partial")
    partial.unlink(missing_ok=True)
    # So that a folder that may not be written is named: SQLite would not say which.
    partial.touch()
    try:
        yield partial
        _sync(partial)
        partial.replace(destination)
        _sync(destination.parent)
    finally:
        partial.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
