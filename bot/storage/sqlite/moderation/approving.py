"""Requests that wait for a moderator's yes before money is spent."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.generation import Generation, State
from bot.domain.moderation.approvals import ApprovalFacts, Asked, Awaiting, Record, Verdict
from bot.domain.moderation.audit import Action, Decision
from bot.domain.postings import NewPosting, PostingKind
from bot.domain.quota import Limit
from bot.ports.store import NewGeneration
from bot.storage.sqlite import acceptance, posting, rows
from bot.storage.sqlite.moderation import striking
from bot.storage.sqlite.moving import end, move
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log, server
from bot.storage.sqlite.times import instant_of, text_of


def accept(db: Connection, new: NewGeneration, limits: Sequence[Limit]) -> Generation:
    """Accept a request, and have moderators asked where it waits for them."""
    generation = acceptance.accept(db, new, limits)
    if generation.state is State.PENDING_APPROVAL:
        _ask(db, generation, new.now)
    return generation


def approve(db: Connection, decision: Decision, deadline_at: datetime, now: datetime) -> Generation | None:
    """Let it join the line; its own time begins only now."""
    generation = _waiting(db, decision)
    if generation is None:
        return None
    move(db, generation.id, State.PENDING_APPROVAL, State.QUEUED)
    queries.approve(db, id=generation.id, deadline_at=text_of(deadline_at), now=text_of(now))
    posting.refresh(db, PostingKind.APPROVAL, decision.guild_id, generation.id, now)
    log(db, decision, now)
    return rows.existing(db, generation.id)


def reject(db: Connection, decision: Decision, now: datetime) -> Generation | None:
    """End it, and let its money go."""
    generation = _waiting(db, decision)
    if generation is None:
        return None
    end(db, generation, State.REJECTED, now)
    striking.decided(db, decision, generation.place.locale, now)
    return rows.existing(db, generation.id)


def verdict(db: Connection, generation_id: str) -> Verdict | None:
    """Read it from the audit log."""
    row = queries.verdict(db, generation_id=generation_id)
    if row is None:
        return None
    return Verdict(
        approved=row["action"] == Action.APPROVED,
        moderator_discord_id=row["discord_id"],
        reason=row["reason"],
        decided_at=instant_of(row["created_at"]),
    )


def approval(db: Connection, generation_id: str) -> ApprovalFacts | None:
    """Read the request, what was decided about it, and what was about its author's others."""
    generation = rows.generation(db, generation_id)
    if generation is None:
        return None
    before = queries.record(
        db,
        generation_id=generation_id,
        guild_id=generation.place.guild_id,
        member_id=generation.member_id,
    )
    return ApprovalFacts(
        generation=generation,
        record=Record(before["approved"], before["rejected"], before["reported"]),
        verdict=verdict(db, generation_id),
    )


def awaiting_approval(db: Connection, guild_id: int, count: int) -> Awaiting:
    """List what waits for a server's moderators, with the cards by which they were asked."""
    found = list(queries.awaiting_approval(db, guild_id=guild_id, count=count))
    asked = [
        Asked(generation, row["channel_id"], row["message_id"])
        for generation, row in zip(rows.listed(db, found), found, strict=True)
    ]
    return Awaiting(asked, queries.awaiting_count(db, guild_id=guild_id)["total"])


def _ask(db: Connection, generation: Generation, now: datetime) -> None:
    place = generation.place
    settings = server(db, place.guild_id)
    if settings.approval_channel_id is not None:
        new = NewPosting(
            PostingKind.APPROVAL,
            place.guild_id,
            generation.id,
            settings.approval_channel_id,
            generation_id=generation.id,
            # Not the author's own, in which private requests speak.
            locale=settings.approval_locale or place.locale,
        )
        posting.post(db, new, now)


def _waiting(db: Connection, decision: Decision) -> Generation | None:
    """Give what is decided about, if it waits for the moderators of the server that decides."""
    generation = rows.generation(db, decision.generation_id or "")
    if generation is None or generation.place.guild_id != decision.guild_id:
        return None
    return generation if generation.state is State.PENDING_APPROVAL else None
