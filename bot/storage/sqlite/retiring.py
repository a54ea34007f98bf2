"""Generations whose files have been kept long enough."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.generation import Generation
from bot.storage.sqlite import rows
from bot.storage.sqlite.posting import refresh_all_of
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of


def to_retire(db: Connection, before: datetime, count: int) -> Sequence[Generation]:
    """List what ended before then and still has its files."""
    return rows.listed(db, queries.to_retire(db, before=text_of(before), count=count))


def to_retire_early(db: Connection, now: datetime, count: int) -> Sequence[Generation]:
    """List what its server wants kept no longer."""
    return rows.listed(db, queries.to_retire_early(db, now=text_of(now), count=count))


def forget_prompts(db: Connection, now: datetime, count: int) -> int:
    """Blank the prompts that their servers want kept no longer, and give their number."""
    found = [row["id"] for row in queries.prompts_to_forget(db, now=text_of(now), count=count)]
    for generation_id in found:
        queries.blank_prompt(db, id=generation_id, now=text_of(now))
        refresh_all_of(db, generation_id, now)
    return len(found)


def retired(db: Connection, generation_id: str, now: datetime) -> None:
    """Note that its files are gone."""
    queries.retired(db, id=generation_id, now=text_of(now))


def input_paths(db: Connection) -> frozenset[str]:
    """List the inputs that are kept."""
    return frozenset(row["path"] for row in queries.input_paths(db))
