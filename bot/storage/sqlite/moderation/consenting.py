"""Whether members let others animate their pictures."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.consents import Borrowing, Consent, ConsentState
from bot.domain.postings import NewPosting, PostingKind
from bot.storage.sqlite import posting
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_or_none, text_of


def note_consent(db: Connection, wish: Borrowing, now: datetime) -> Consent:
    """Remember the wish, or find it."""
    asker_id = member_id(db, wish.asker_discord_id)
    queries.note_consent(
        db,
        guild_id=wish.guild_id,
        channel_id=wish.channel_id,
        message_id=wish.message_id,
        owner_id=member_id(db, wish.owner_discord_id),
        asker_id=asker_id,
        locale=wish.locale,
        now=text_of(now),
    )
    row = queries.consent_about(db, message_id=wish.message_id, asker_id=asker_id)
    return _existing(db, row["consent_id"])


def consent(db: Connection, consent_id: int) -> Consent | None:
    """Read one wish and its answer."""
    row = queries.consent_by_id(db, consent_id=consent_id)
    if row is None:
        return None
    return Consent(
        id=row["consent_id"],
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        owner_discord_id=row["owner_discord_id"],
        asker_discord_id=row["asker_discord_id"],
        state=ConsentState(row["state"]),
        ends_at=instant_or_none(row["ends_at"]),
        locale=row["locale"],
    )


def ask_consent(db: Connection, consent_id: int, ends_at: datetime, now: datetime) -> Consent:
    """Ask where the picture is; whoever was asked before is not asked again."""
    if queries.ask_consent(db, consent_id=consent_id, ends_at=text_of(ends_at)):
        asked = _existing(db, consent_id)
        key, there = str(asked.id), asked.channel_id
        new = NewPosting(PostingKind.CONSENT, asked.guild_id, key, channel_id=there, locale=asked.locale)
        posting.post(db, new, now)
    return _existing(db, consent_id)


def answer_consent(db: Connection, consent_id: int, state: ConsentState, now: datetime) -> Consent | None:
    """Keep the first answer, show it, and tell who asked."""
    if not queries.answer_consent(db, consent_id=consent_id, state=state):
        return None
    answered = _existing(db, consent_id)
    key, asker = str(answered.id), answered.asker_discord_id
    posting.refresh(db, PostingKind.CONSENT, answered.guild_id, key, now)
    if asker is not None:
        kind = PostingKind.CONSENT_ANSWERED
        new = NewPosting(kind, answered.guild_id, key, recipient_discord_id=asker, locale=answered.locale)
        posting.post(db, new, now)
    return answered


def consents_overdue(db: Connection, now: datetime, count: int) -> Sequence[Consent]:
    """List what nobody answered in time."""
    found = queries.consents_overdue(db, now=text_of(now), count=count)
    return [_existing(db, consent_id) for consent_id in [row["consent_id"] for row in found]]


def _existing(db: Connection, consent_id: int) -> Consent:
    found = consent(db, consent_id)
    if found is None:
        raise LookupError(f"there is no consent {consent_id}")
    return found
