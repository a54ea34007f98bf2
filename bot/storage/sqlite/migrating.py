"""Brings a database to this release's schema: numbered steps, each with its record in one transaction."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection, complete_statement
from typing import Final

from bot.storage.sqlite.backup import copy
from bot.storage.sqlite.errors import DatabaseUnusable
from bot.storage.sqlite.times import text_of

FOLDER: Final = Path(__file__).parent / "migrations"

RECORDS: Final = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at TEXT NOT NULL
) STRICT
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step, read from a file `0001_name.sql`."""

    version: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """Tell versions of the same step apart."""
        return hashlib.sha256(self.sql.encode()).hexdigest()

    def statements(self) -> Iterator[str]:
        """Split the step, so that it can share a transaction with its record."""
        statement = ""
        for line in self.sql.splitlines(keepends=True):
            statement += line
            if complete_statement(statement):
                yield statement
                statement = ""


def known_migrations(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """Read the steps that this release knows, in order."""
    return tuple(
        Migration(int(file.stem.split("_")[0]), file.stem, file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.sql"))
    )


def migrate(
    connection: Connection, path: Path, now: datetime, known: Sequence[Migration] | None = None
) -> None:
    """Apply the steps that are missing, after a copy of a database that has some already.

    Raises `DatabaseUnusable` when the schema is newer than this release, or not what its records say.
    """
    connection.execute(RECORDS)
    missing = missing_migrations(connection, path, known)
    if missing and _applied(connection) and str(path) != ":memory:":
        copy(connection, path.with_name(f"{path.name}.before-{missing[0].name}"))
    for migration in missing:
        _apply(connection, migration, now)


def missing_migrations(
    connection: Connection, path: Path, known: Sequence[Migration] | None = None
) -> list[Migration]:
    """List the steps that a database has yet to take; only reads.

    Raises `DatabaseUnusable` when the schema is newer than this release, or not what its records say.
    """
    known = known_migrations() if known is None else known
    applied = _applied(connection)
    _compare(path, applied, known)
    return [migration for migration in known if migration.version not in applied]


def _applied(connection: Connection) -> dict[int, str]:
    return dict(
        connection.execute("SELECT version, checksum FROM schema_migrations ORDER BY version").fetchall()
    )


def _compare(path: Path, applied: dict[int, str], known: Sequence[Migration]) -> None:
    checksums = {migration.version: migration.checksum for migration in known}
    newest = max(checksums, default=0)
    for version, checksum in applied.items():
        if version not in checksums:
            raise DatabaseUnusable(
                f"{path} has schema version {max(applied)}, but this release knows only up to {newest}: "
                "start the release that wrote it, or restore a backup made before the upgrade."
            )
        if checksums[version] != checksum:
            raise DatabaseUnusable(
                f"Schema version {version} of {path} was made by a different file than this release has: "
                "start the release that wrote it, or restore a backup."
            )


def _apply(connection: Connection, migration: Migration, now: datetime) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in migration.statements():
            connection.execute(statement)
        connection.execute(
            "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)",
            (migration.version, migration.name, migration.checksum, text_of(now)),
        )
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
