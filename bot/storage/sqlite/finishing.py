"""From the provider's result to the end."""

import json
from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection
from typing import cast

from bot.domain.errors import IllegalTransition
from bot.domain.generation import Generation, State, StoredMedia, TakeState
from bot.domain.reviews import ReviewReason
from bot.storage.sqlite import rows
from bot.storage.sqlite.moderation.reviewing import note
from bot.storage.sqlite.moving import AT_PROVIDER, end, settle_when_complete
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of, text_or_none


def to_store(db: Connection, now: datetime, count: int) -> Sequence[Generation]:
    """List what waits for our own copy."""
    return rows.listed(db, queries.fetches_due(db, now=text_of(now), count=count))


def take_stored(db: Connection, generation_id: str, key: str, media: StoredMedia, now: datetime) -> None:
    """Keep a take, and settle with the last one."""
    if _awaits_takes(db, generation_id):
        queries.store_take(db, generation_id=generation_id, key=key, **rows.media_columns(media))
        settle_when_complete(db, generation_id, now)


def take_missed(
    db: Connection, generation_id: str, key: str, retry_at: datetime | None, now: datetime
) -> None:
    """Put a take off or give it up, and settle with the last one."""
    if _awaits_takes(db, generation_id):
        state = TakeState.LOST if retry_at is None else TakeState.READY
        queries.miss_take(
            db, generation_id=generation_id, key=key, state=state, retry_at=text_or_none(retry_at)
        )
        settle_when_complete(db, generation_id, now)


def _awaits_takes(db: Connection, generation_id: str) -> bool:
    generation = rows.existing(db, generation_id)
    fetching = generation.state in AT_PROVIDER or generation.state is State.SUCCEEDED
    return fetching and generation.settled_at is None


def to_deliver(db: Connection, now: datetime, count: int) -> Sequence[Generation]:
    """List what waits to be posted."""
    return rows.listed(db, queries.deliveries_due(db, now=text_of(now), count=count))


def delivering(db: Connection, generation_id: str, retry_at: datetime) -> int | None:
    """Count an attempt, and give how many there were before; none is made of what was discarded."""
    row = queries.delivering(db, id=generation_id, retry_at=text_of(retry_at))
    return None if row is None else cast("int", row["earlier"])


def post_in(db: Connection, generation_id: str, channel_id: int | None) -> None:
    """Remember where its results go; a private one's go to its author."""
    queries.post_in(db, id=generation_id, channel_id=channel_id)


def delivered(db: Connection, generation_id: str, message_ids: Sequence[int], now: datetime) -> None:
    """End as DELIVERED; a second time changes nothing."""
    generation = _finished(db, generation_id, State.DELIVERED)
    if generation:
        end(db, generation, State.DELIVERED, now)
        ids = json.dumps(list(message_ids))
        queries.posted(db, id=generation_id, result_ids=ids, now=text_of(now))


def withheld(db: Connection, generation_id: str, now: datetime, unseen: ReviewReason | None = None) -> None:
    """End as CANCELLED, charged; a second time changes nothing."""
    generation = _finished(db, generation_id, State.CANCELLED)
    if generation and not generation.discarded:
        raise IllegalTransition(generation_id, generation.state, State.CANCELLED)
    if generation:
        end(db, generation, State.CANCELLED, now)
        if unseen and generation.review is None:
            note(db, generation, unseen, now, None)


def _finished(db: Connection, generation_id: str, after: State) -> Generation | None:
    """Give a generation that waits for its delivery; None when that end is reached already."""
    generation = rows.existing(db, generation_id)
    if generation.state is after:
        return None
    if generation.settled_at is None or generation.awaits_review:
        raise IllegalTransition(generation_id, generation.state, after)
    return generation
