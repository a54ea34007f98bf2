"""Videos that somebody had deleted: marked at once, cleared away by the worker."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.generation import Generation
from bot.storage.sqlite import rows
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of


def remove(db: Connection, generation_id: str, now: datetime, retry_at: datetime) -> Generation | None:
    """Mark what has ended as deleted; a second time changes nothing."""
    queries.remove(db, id=generation_id, now=text_of(now), retry_at=text_of(retry_at))
    generation = rows.existing(db, generation_id)
    return generation if generation.removed_at else None


def to_remove(db: Connection, now: datetime, count: int) -> Sequence[Generation]:
    """List what is marked and not cleared away, longest due first."""
    return rows.listed(db, queries.to_remove(db, now=text_of(now), count=count))


def removal_postponed(db: Connection, generation_id: str, retry_at: datetime) -> None:
    """Try again later."""
    queries.removal_postponed(db, id=generation_id, retry_at=text_of(retry_at))


def removed(db: Connection, generation_id: str) -> None:
    """Note that nothing of it is left to be deleted."""
    queries.removed(db, id=generation_id)
