"""The one way a row changes its state, and the one way it ends."""

from datetime import datetime
from sqlite3 import Connection

from bot.domain.errors import IllegalTransition
from bot.domain.generation import Failure, FailureReason, Generation, State, TakeState, may_move
from bot.storage.sqlite import ledger, posting, rows
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of

AT_PROVIDER = frozenset({State.SUBMITTING, State.RUNNING})
WAITING = frozenset({State.PENDING_APPROVAL, State.QUEUED})
"""What costs nothing yet and may be cancelled."""
AT_MODERATORS = frozenset({State.PENDING_APPROVAL, State.PENDING_REVIEW})
"""What moderators are, or were, shown."""
BEFORE_RESULT = AT_PROVIDER | WAITING
WITHOUT_VIDEO = frozenset({State.FAILED, State.EXPIRED, State.REJECTED})
"""Ends of which the author is told; one who cancels knows."""


def move(db: Connection, generation_id: str, before: State, after: State) -> None:
    """Follow an edge of the transition table; raises `IllegalTransition` when there is none."""
    if not may_move(before, after):
        raise IllegalTransition(generation_id, before, after)
    queries.move(db, id=generation_id, before=before, after=after)


def end(
    db: Connection, generation: Generation, after: State, now: datetime, failure: Failure | None = None
) -> None:
    """Move to a terminal state, resolving the hold if it is still open."""
    move(db, generation.id, generation.state, after)
    if generation.settled_at is None:
        ledger.resolve(db, generation, now)
    queries.end(
        db,
        id=generation.id,
        now=text_of(now),
        **rows.failure_columns(failure),
        notice_due_at=text_of(now) if after in WITHOUT_VIDEO else None,
        waited=generation.state in WAITING,
    )
    if generation.review:
        queries.end_review(db, generation_id=generation.id)
    if generation.state in AT_MODERATORS:
        posting.refresh_all_of(db, generation.id, now)


def succeed(db: Connection, generation: Generation, now: datetime) -> None:
    """Move to SUCCEEDED, and settle if all takes have been fetched already."""
    move(db, generation.id, generation.state, State.SUCCEEDED)
    settle_when_complete(db, generation.id, now)


def settle_when_complete(db: Connection, generation_id: str, now: datetime) -> None:
    """Settle a SUCCEEDED generation of which no take is left to fetch; FAILED when none could be."""
    generation = rows.existing(db, generation_id)
    unfinished = any(take.state is TakeState.READY for take in generation.takes)
    if generation.state is not State.SUCCEEDED or unfinished:
        return
    if not generation.stored_takes:
        end(db, generation, State.FAILED, now, Failure(FailureReason.RESULT_UNUSABLE))
        return
    ledger.resolve(db, generation, now)
    queries.deliver_from(db, id=generation_id, now=text_of(now))


def has_good_take(generation: Generation) -> bool:
    """Tell whether the provider made at least one result."""
    return any(take.state is not TakeState.FAILED for take in generation.takes)
