"""Cards and notices: what Discord still has to be told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from sqlite3 import Connection

from bot.domain.catalogue import OptionValue
from bot.domain.generation import Generation
from bot.storage.sqlite import rows
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_of, text_of, text_or_none


def cards_due(db: Connection, now: datetime, count: int) -> Sequence[Generation]:
    """List what has a card to post or edit."""
    return rows.listed(db, queries.cards_due(db, now=text_of(now), count=count))


def card_shown(
    db: Connection, generation_id: str, message_id: int, face: str, revision: int, next_at: datetime
) -> None:
    """Note what the card shows."""
    queries.card_shown(
        db, id=generation_id, card_id=message_id, face=face, revision=revision, next_at=text_of(next_at)
    )


def card_postponed(db: Connection, generation_id: str, retry_at: datetime | None) -> None:
    """Leave the card alone for a while, or for ever."""
    queries.card_postponed(db, id=generation_id, retry_at=text_or_none(retry_at))


def notices_due(db: Connection, now: datetime, count: int) -> Sequence[Generation]:
    """List what ended without a video that its author knows of."""
    return rows.listed(db, queries.notices_due(db, now=text_of(now), count=count))


def noticing(db: Connection, generation_id: str, retry_at: datetime) -> int:
    """Count an attempt, and give how many there were before."""
    row = queries.noticing(db, id=generation_id, retry_at=text_of(retry_at))
    if row is None:
        raise LookupError(f"no notice is due for generation {generation_id}")
    earlier: int = row["earlier"]
    return earlier


def noticed(db: Connection, generation_id: str, message_id: int | None) -> None:
    """Note the notice; nothing more is due."""
    queries.noticed(db, id=generation_id, notice_id=message_id)


def times_taken(
    db: Connection, model_id: str, duration: OptionValue | None, resolution: OptionValue | None, count: int
) -> list[timedelta]:
    """Read from submit to settlement, which comes with the last copy."""
    found = queries.times_taken(db, model_id=model_id, duration=duration, resolution=resolution, count=count)
    return [instant_of(row["settled_at"]) - instant_of(row["submitted_at"]) for row in found]
