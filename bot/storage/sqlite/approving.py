"""Requests that wait for a moderator's yes before money is spent."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection
from typing import cast

from bot.domain.audit import Decision
from bot.domain.generation import Generation, State
from bot.storage.sqlite import rows
from bot.storage.sqlite.moving import end, move
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log
from bot.storage.sqlite.times import text_of


def approve(db: Connection, decision: Decision, deadline_at: datetime, now: datetime) -> Generation | None:
    """Let it join the line; its own time begins only now."""
    generation = _waiting(db, decision)
    if generation is None:
        return None
    move(db, generation.id, State.PENDING_APPROVAL, State.QUEUED)
    queries.approve(db, id=generation.id, deadline_at=text_of(deadline_at), now=text_of(now))
    log(db, decision, now)
    return rows.existing(db, generation.id)


def reject(db: Connection, decision: Decision, now: datetime) -> Generation | None:
    """End it, and let its money go."""
    generation = _waiting(db, decision)
    if generation is None:
        return None
    end(db, generation, State.REJECTED, now)
    log(db, decision, now)
    return rows.existing(db, generation.id)


def decided_by(db: Connection, generation_id: str) -> int | None:
    """Read it from the audit log."""
    row = queries.decided_by(db, generation_id=generation_id)
    return None if row is None else cast("int | None", row["discord_id"])


def awaiting_approval(db: Connection, guild_id: int, count: int) -> Sequence[Generation]:
    """List what waits for a server's moderators."""
    return rows.listed(db, queries.awaiting_approval(db, guild_id=guild_id, count=count))


def _waiting(db: Connection, decision: Decision) -> Generation | None:
    """Give what is decided about, if it waits for the moderators of the server that decides."""
    generation = rows.generation(db, decision.generation_id or "")
    if generation is None or generation.place.guild_id != decision.guild_id:
        return None
    return generation if generation.state is State.PENDING_APPROVAL else None
