"""Erasing what members, and servers that were left, have said and made; what money says stays."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from sqlite3 import Connection, Row
from typing import Final

from bot.domain.generation import Generation, State
from bot.domain.moderation.reports import Outcome
from bot.storage.sqlite import rows
from bot.storage.sqlite.members import forget_hash, keep_hash_only, member_id
from bot.storage.sqlite.moderation.report_cases import close_case
from bot.storage.sqlite.moving import WAITING, end
from bot.storage.sqlite.posting import refresh_all_about, refresh_all_of
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of

_SAID: Final = ("forget_preferences", "forget_roles", "forget_reports", "forget_appeals")
"""The queries that drop what a member has said beside their generations; what moderators decided stays."""


def begin_erasure(db: Connection, discord_id: int, now: datetime) -> bool:
    """Take back what is under way and have everything erased; False when that has begun already."""
    member, instant = member_id(db, discord_id), text_of(now)
    if queries.begin_erasure(db, member_id=member, now=instant) is None:
        return False
    take_back(db, queries.under_way_anywhere_of(db, member_id=member), now)
    queries.erase_all_of(db, member_id=member, now=instant)
    queries.expire_drafts_of(db, member_id=member, now=instant)
    return True


def is_being_erased(db: Connection, discord_id: int) -> bool:
    """Tell whether something is left to erase."""
    return queries.is_being_erased(db, discord_id=discord_id) is not None


def to_erase(db: Connection, now: datetime, count: int) -> Sequence[Generation]:
    """List what has ended and is to be erased."""
    return rows.listed(db, queries.to_erase(db, now=text_of(now), count=count))


def erasure_postponed(db: Connection, generation_id: str, retry_at: datetime) -> None:
    """Try again later."""
    queries.erasure_postponed(db, id=generation_id, retry_at=text_of(retry_at))


def generation_erased(db: Connection, generation_id: str, now: datetime) -> None:
    """Blank all but what money says, and have moderators' cards say so."""
    generation = rows.existing(db, generation_id)
    close_case(db, generation, Outcome.REMOVED, generation.author_discord_id, now)
    queries.erase_generation(db, id=generation_id, now=text_of(now))
    queries.forget_takes(db, id=generation_id)
    queries.forget_inputs(db, id=generation_id)
    refresh_all_of(db, generation_id, now)


def end_erasures(db: Connection, fresh_key: bytes, now: datetime, count: int) -> int:
    """Blank the rows of members of whom nothing else is left, and give their number.

    Only from then on do the messages that named them name nobody.
    """
    ended = [row["member_id"] for row in queries.erasures_to_end(db, count=count)]
    for member in ended:
        for forget in _SAID:
            getattr(queries, forget)(db, member_id=member)
        keep_hash_only(db, member, fresh_key)
        refresh_all_about(db, member, now)
        queries.erasure_ended(db, member_id=member, now=text_of(now))
    return len(ended)


def forget_erased(db: Connection, before: datetime, now: datetime, count: int) -> int:
    """Drop the hashes of erasures that ended before then, but of who is blocked, and give their number."""
    due = queries.erasures_to_forget(db, before=text_of(before), now=text_of(now), count=count)
    found = [row["member_id"] for row in due]
    for member in found:
        forget_hash(db, member)
        queries.erasure_forgotten(db, member_id=member, now=text_of(now))
    return len(found)


def take_back(db: Connection, found: Iterable[Row], now: datetime) -> None:
    """Cancel what waits, reject what moderators look at, and discard what is at a provider or just posted."""
    for generation in rows.listed(db, found):
        if generation.state in WAITING:
            end(db, generation, State.CANCELLED, now)
        elif generation.awaits_review:
            end(db, generation, State.REJECTED, now)
        else:
            queries.mark_discarded(db, id=generation.id, now=text_of(now))
