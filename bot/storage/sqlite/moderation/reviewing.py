"""Videos that moderators see, or were to see, before anybody else does."""

from collections.abc import Collection, Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.generation import Failure, FailureReason, Generation, State
from bot.domain.moderation.approvals import Verdict
from bot.domain.moderation.audit import Action, Decision
from bot.domain.postings import NewPosting, PostingKind
from bot.domain.reviews import Review, ReviewReason
from bot.storage.sqlite import posting, rows
from bot.storage.sqlite.moderation import striking
from bot.storage.sqlite.moving import end, move
from bot.storage.sqlite.purses import refund_unseen
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log, server
from bot.storage.sqlite.times import instant_of, text_of, text_or_none


def ask_for_review(
    db: Connection, generation_id: str, review: Review, flagged: Collection[str], now: datetime
) -> bool:
    """Keep a settled result back until a moderator decides, and have moderators asked where they are."""
    generation = rows.existing(db, generation_id)
    if generation.state is not State.SUCCEEDED or generation.discarded:
        return False
    queries.flag_take(db, [{"generation_id": generation_id, "key": key} for key in flagged])
    move(db, generation_id, State.SUCCEEDED, State.PENDING_REVIEW)
    queries.no_delivery(db, id=generation_id)
    note(db, generation, review.reason, now, review.ends_at)
    _ask(db, generation, now)
    return True


def note(
    db: Connection, generation: Generation, reason: ReviewReason, now: datetime, ends_at: datetime | None
) -> None:
    """Remember that moderators are to see it first, or were to."""
    queries.add_review(
        db,
        generation_id=generation.id,
        guild_id=generation.place.guild_id,
        reason=reason,
        now=text_of(now),
        ends_at=text_or_none(ends_at),
    )


def publish(db: Connection, decision: Decision, now: datetime) -> Generation | None:
    """Let it go on its way to its author."""
    generation = _waiting(db, decision)
    if generation is None:
        return None
    queries.end_review(db, generation_id=generation.id)
    posting.refresh(db, PostingKind.REVIEW, decision.guild_id, generation.id, now)
    queries.deliver_from(db, id=generation.id, now=text_of(now))
    log(db, decision, now)
    return rows.existing(db, generation.id)


def refuse_publication(db: Connection, decision: Decision, now: datetime) -> Generation | None:
    """End it unpublished; what was charged for making it stays charged."""
    generation = _waiting(db, decision)
    if generation is None:
        return None
    end(db, generation, State.REJECTED, now)
    striking.decided(db, decision, generation.place.locale, now)
    return rows.existing(db, generation.id)


def expire_review(db: Connection, generation: Generation, now: datetime) -> bool:
    """End what no moderator decided about in time, and give back what was charged for making it."""
    ends_at = generation.review.ends_at if generation.review else None
    if not generation.awaits_review or ends_at is None or ends_at > now:
        return False
    end(db, generation, State.EXPIRED, now, Failure(FailureReason.UNANSWERED))
    refund_unseen(db, generation, now)
    return True


def review_verdict(db: Connection, generation_id: str) -> Verdict | None:
    """Read it from the audit log."""
    row = queries.review_verdict(db, generation_id=generation_id)
    if row is None:
        return None
    return Verdict(
        approved=row["action"] == Action.PUBLISHED,
        moderator_discord_id=row["discord_id"],
        reason=row["reason"],
        decided_at=instant_of(row["created_at"]),
    )


def awaiting_review(db: Connection, guild_id: int, count: int) -> Sequence[Generation]:
    """List what waits for a server's moderators."""
    return rows.listed(db, queries.reviews_waiting(db, guild_id=guild_id, count=count))


def _ask(db: Connection, generation: Generation, now: datetime) -> None:
    """Have moderators asked, if the server has told where."""
    place = generation.place
    settings = server(db, place.guild_id)
    channel_id, locale = settings.review_channel_id, settings.review_locale
    if channel_id is None:
        channel_id, locale = settings.approval_channel_id, settings.approval_locale
    if channel_id is None:
        return
    new = NewPosting(
        PostingKind.REVIEW,
        place.guild_id,
        generation.id,
        channel_id,
        generation_id=generation.id,
        locale=locale or place.locale,
    )
    posting.post(db, new, now)


def _waiting(db: Connection, decision: Decision) -> Generation | None:
    """Give what is decided about, if it waits for the moderators of the server that decides."""
    generation = rows.generation(db, decision.generation_id or "")
    if generation is None or generation.place.guild_id != decision.guild_id:
        return None
    return generation if generation.awaits_review else None
