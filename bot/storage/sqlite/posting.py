"""Postings: to be posted or edited once each, whatever happens in between."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection, Row

from bot.domain.postings import NewPosting, Posting, PostingKind
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_of, text_of


def post(db: Connection, new: NewPosting, now: datetime) -> None:
    """Have a message posted, in the transaction that gives the reason for it; twice is once."""
    recipient = new.recipient_discord_id
    queries.add_posting(
        db,
        kind=new.kind,
        guild_id=new.guild_id,
        key=new.key,
        channel_id=new.channel_id,
        recipient_member_id=None if recipient is None else member_id(db, recipient),
        generation_id=new.generation_id,
        locale=new.locale,
        now=text_of(now),
    )


def refresh(db: Connection, kind: PostingKind, guild_id: int, key: str, now: datetime) -> None:
    """Have it look as things stand now."""
    queries.refresh_posting(db, kind=kind, guild_id=guild_id, key=key, now=text_of(now))


def refresh_all_of(db: Connection, generation_id: str, now: datetime) -> None:
    """Have every posting about a generation look as things stand now."""
    queries.refresh_postings_of(db, generation_id=generation_id, now=text_of(now))


def refresh_all_about(db: Connection, member: int, now: datetime) -> None:
    """Have every posting in a channel that names a member, by their number, look as things stand now."""
    queries.refresh_postings_about(db, member_id=member, now=text_of(now))


def postings_due(db: Connection, now: datetime, count: int) -> Sequence[Posting]:
    """List what is to be posted or edited."""
    return [_posting(row) for row in queries.postings_due(db, now=text_of(now), count=count)]


def posting_begun(db: Connection, posting_id: int, retry_at: datetime) -> int:
    """Count an attempt, and give how many there were before."""
    earlier: int = queries.posting_begun(db, posting_id=posting_id, retry_at=text_of(retry_at))["earlier"]
    return earlier


def posting_shown(db: Connection, posting_id: int, message_id: int, revision: int) -> None:
    """Note what it shows; what has changed meanwhile stays due."""
    queries.posting_shown(db, posting_id=posting_id, message_id=message_id, revision=revision)


def posting_moved(db: Connection, posting_id: int, channel_id: int, now: datetime) -> None:
    """Have what was never shown posted elsewhere."""
    queries.posting_moved(db, posting_id=posting_id, channel_id=channel_id, now=text_of(now))


def posting_given_up(db: Connection, posting_id: int) -> None:
    """Nothing is due any more."""
    queries.posting_given_up(db, posting_id=posting_id)


def _posting(row: Row) -> Posting:
    return Posting(
        id=row["posting_id"],
        kind=PostingKind(row["kind"]),
        guild_id=row["guild_id"],
        key=row["key"],
        channel_id=row["channel_id"],
        recipient_discord_id=row["recipient_discord_id"],
        generation_id=row["generation_id"],
        locale=row["locale"],
        created_at=instant_of(row["created_at"]),
        message_id=row["message_id"],
        revision=row["revision"],
        attempts=row["attempts"],
    )
