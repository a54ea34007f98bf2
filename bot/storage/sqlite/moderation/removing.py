"""Videos that somebody had deleted: marked at once, cleared away by the worker."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection
from typing import cast

from bot.domain.generation import Generation
from bot.domain.moderation.audit import Action, Decision
from bot.domain.moderation.reports import Outcome
from bot.domain.postings import NewPosting, PostingKind
from bot.storage.sqlite import posting, rows
from bot.storage.sqlite.moderation import striking
from bot.storage.sqlite.moderation.report_cases import close_case
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.recalling import search
from bot.storage.sqlite.times import text_of


def remove(
    db: Connection, generation_id: str, now: datetime, retry_at: datetime, decision: Decision | None = None
) -> Generation | None:
    """Mark what has ended as deleted; a second time changes nothing, a first decision still counts."""
    queries.remove(db, id=generation_id, now=text_of(now), retry_at=text_of(retry_at))
    generation = rows.existing(db, generation_id)
    if generation.removed_at is None:
        return None
    actor = decision.actor_discord_id if decision else generation.author_discord_id
    close_case(db, generation, Outcome.REMOVED, actor, now)
    if decision and removal_reason(db, generation_id) is None:
        _decided(db, generation, decision, now)
    return rows.existing(db, generation_id)


def _decided(db: Connection, generation: Generation, decision: Decision, now: datetime) -> None:
    """Leave of it only what the log says, and tell an author who did not decide it."""
    queries.blank_prompt(db, id=generation.id, now=text_of(now))
    striking.decided(db, decision, generation.place.locale, now)
    author = generation.author_discord_id
    if author is not None and author != decision.actor_discord_id:
        posting.post(
            db,
            NewPosting(
                PostingKind.REMOVAL,
                generation.place.guild_id,
                generation.id,
                recipient_discord_id=author,
                generation_id=generation.id,
                locale=generation.place.locale,
            ),
            now,
        )
    posting.refresh_all_of(db, generation.id, now)


def removal_reason(db: Connection, generation_id: str) -> str | None:
    """Read it from the audit log."""
    row = queries.removal_reason(db, generation_id=generation_id, action=Action.REMOVED)
    return None if row is None else cast("str", row["reason"])


def latest(db: Connection, guild_id: int, typed: str, count: int) -> Sequence[Generation]:
    """Search what was last made in a server."""
    return rows.listed(db, queries.latest(db, guild_id=guild_id, count=count, **search(typed)))


def to_remove(db: Connection, now: datetime, count: int) -> Sequence[Generation]:
    """List what is marked and not cleared away, longest due first."""
    return rows.listed(db, queries.to_remove(db, now=text_of(now), count=count))


def removal_postponed(db: Connection, generation_id: str, retry_at: datetime) -> None:
    """Try again later."""
    queries.removal_postponed(db, id=generation_id, retry_at=text_of(retry_at))


def removed(db: Connection, generation_id: str) -> None:
    """Note that nothing of it is left, and forget where it was."""
    queries.removed(db, id=generation_id)
    queries.forget_takes(db, id=generation_id)
    queries.forget_inputs(db, id=generation_id)
