"""From the line to the provider."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.generation import Failure, Generation, State
from bot.storage.sqlite import rows
from bot.storage.sqlite.line import put_back, take_from_line
from bot.storage.sqlite.moving import end, move
from bot.storage.sqlite.pausing import is_stopped
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of


def claim_for_submit(
    db: Connection, account: str, now: datetime, retry_at: datetime, max_running: int, count: int
) -> Sequence[Generation]:
    """Take rows whose last attempt left no trace, then those whose turn it is."""
    again = list(queries.submits_due(db, account=account, now=text_of(now), count=count))
    for row in again:
        if row["sent"]:
            # Nobody noted how that went: the provider may have it.
            queries.doubt(db, id=row["id"], poll_at=text_of(retry_at))
    claimed = [
        *(row["id"] for row in again),
        *_from_the_line(db, account, now, max_running, count - len(again)),
    ]
    for generation_id in claimed:
        queries.claim(db, id=generation_id, now=text_of(now), retry_at=text_of(retry_at))
    return rows.generations(db, claimed)


def _from_the_line(db: Connection, account: str, now: datetime, max_running: int, count: int) -> list[str]:
    running: int = queries.at_provider(db, account=account, most=max_running)["running"]
    return take_from_line(db, account, now, min(count, max_running - running))


def sending(db: Connection, generation_id: str, now: datetime) -> bool:
    """Note that the provider is about to be called, unless the row has moved on or may not be sent now."""
    generation = rows.existing(db, generation_id)
    if generation.state is not State.SUBMITTING:
        return False
    if is_stopped(db, generation, now):
        # What may have been accepted before stays, and is asked about; the rest waits again.
        if not generation.uncertain:
            submit_postponed(db, generation_id, None, now)
        return False
    queries.sending(db, id=generation_id)
    return True


def submitted(db: Connection, generation_id: str, task_id: str, now: datetime, poll_at: datetime) -> None:
    """Note what the provider calls it, and that it runs."""
    generation = rows.existing(db, generation_id)
    # Also of one that ended meanwhile: news of its cost comes under this id.
    queries.know_task(db, id=generation_id, task_id=task_id)
    if generation.state is State.SUBMITTING:
        move(db, generation_id, State.SUBMITTING, State.RUNNING)
        queries.run(db, id=generation_id, now=text_of(now), poll_at=text_of(poll_at))


def submit_unanswered(db: Connection, generation_id: str, retry_at: datetime) -> None:
    """Doubt whether the provider has it."""
    if rows.existing(db, generation_id).state is State.SUBMITTING:
        queries.doubt(db, id=generation_id, poll_at=text_of(retry_at))
        queries.retry_submit(db, id=generation_id, retry_at=text_of(retry_at))


def submit_postponed(db: Connection, generation_id: str, retry_at: datetime | None, now: datetime) -> None:
    """Put it back in line, in its old place; what was discarded meanwhile has come to its end."""
    generation = rows.existing(db, generation_id)
    queries.not_submitted(db, id=generation_id)
    if generation.state is State.SUBMITTING:
        put_back(db, generation_id, retry_at)
        if generation.discarded:
            end(db, rows.existing(db, generation_id), State.CANCELLED, now)


def submit_refused(db: Connection, generation_id: str, failure: Failure, now: datetime) -> None:
    """End as FAILED, unless news came first, by which it was accepted, or an end."""
    generation = rows.existing(db, generation_id)
    queries.not_submitted(db, id=generation_id)
    if generation.state is State.SUBMITTING:
        end(db, generation, State.FAILED, now, failure)
