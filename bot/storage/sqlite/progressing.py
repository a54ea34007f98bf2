"""The worker's verbs while a provider is at work."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import Final, cast

from bot.domain.generation import Failure, FailureReason, Generation, State
from bot.storage.sqlite import rows
from bot.storage.sqlite.moderation.reviewing import expire_review
from bot.storage.sqlite.moving import BEFORE_RESULT, WAITING, end, has_good_take, succeed
from bot.storage.sqlite.pausing import hindrance
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of, text_or_none

_LAST_CHANCE: Final = timedelta(minutes=5)
"""Enough to ask a few times: a provider may have finished, and been paid, while the bot was down."""


def due_for_poll(
    db: Connection, account: str, now: datetime, soon: datetime, batch_size: int, batches: int
) -> Sequence[Generation]:
    """List what is to be asked about, in whole batches as far as there is enough."""
    most = batch_size * batches
    instant = text_of(now)
    due = rows.listed(
        db,
        queries.polls_due(
            db, account=account, now=instant, soon=text_of(soon), batch_size=batch_size, most=most
        ),
    )
    late = queries.late_polls_due(db, account=account, now=instant, count=max(0, most - len(due)))
    return [*due, *rows.listed(db, late)]


def polled(db: Connection, next_polls: Mapping[str, datetime | None]) -> None:
    """Set when each is asked about next."""
    queries.polled(db, [{"id": id_, "poll_at": text_or_none(at)} for id_, at in next_polls.items()])


def overdue(db: Connection, now: datetime, count: int) -> Sequence[Generation]:
    """List what is past its deadline without a result, or waits for moderators who do not come."""
    late = rows.listed(db, queries.overdue(db, now=text_of(now), count=count))
    unseen = queries.reviews_overdue(db, now=text_of(now), count=count - len(late))
    return [*late, *rows.listed(db, unseen)]


def expire(db: Connection, generation_id: str, now: datetime) -> bool:
    """End what is past its deadline, keeping the takes that came."""
    generation = rows.existing(db, generation_id)
    if generation.review:
        return expire_review(db, generation, now)
    late = generation.deadline_at is not None and generation.deadline_at <= now
    if generation.state not in BEFORE_RESULT or not late:
        return False
    if hindrance(db, generation):
        # And with it all that it shares its place in line with: they wait for the same.
        guild_id, account = generation.place.guild_id, generation.account
        later = text_of(now + _LAST_CHANCE)
        queries.give_line_time(db, account=account, guild_id=guild_id, deadline_at=later)
        return False
    if generation.state not in WAITING and has_good_take(generation):
        succeed(db, generation, now)
    else:
        # Its submit may be under way, or a crash came in between: what it costs is still to be learnt.
        queries.doubt_if_sent(db, id=generation_id, now=text_of(now))
        end(db, generation, State.EXPIRED, now, Failure(_why_late(generation)))
    return True


def _why_late(generation: Generation) -> FailureReason:
    pending = generation.state is State.PENDING_APPROVAL
    return FailureReason.UNANSWERED if pending else FailureReason.NO_NEWS


def wake(db: Connection, now: datetime) -> int:
    """Make due at once whatever a stopped worker had put off."""
    instant = text_of(now)
    queries.wake_deadlines(db, last_chance=text_of(now + _LAST_CHANCE))
    queries.wake_submits(db, now=instant)
    queries.wake_polls(db, now=instant)
    queries.wake_fetches(db, now=instant)
    queries.wake_deliveries(db, now=instant)
    queries.wake_notices(db, now=instant)
    queries.wake_removals(db, now=instant)
    queries.wake_hidings(db, now=instant)
    return cast("int", queries.under_way(db)["number"])
