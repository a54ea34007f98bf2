"""Generations whose files have been kept long enough."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.generation import Generation
from bot.storage.sqlite import rows
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of


def to_retire(db: Connection, before: datetime, count: int) -> Sequence[Generation]:
    """List what ended before then and still has its files."""
    return rows.listed(db, queries.to_retire(db, before=text_of(before), count=count))


def retired(db: Connection, generation_id: str, now: datetime) -> None:
    """Note that its files are gone."""
    queries.retired(db, id=generation_id, now=text_of(now))


def input_paths(db: Connection) -> frozenset[str]:
    """List the inputs that are kept."""
    return frozenset(row["path"] for row in queries.input_paths(db))
