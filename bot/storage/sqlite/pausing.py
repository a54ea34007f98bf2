"""Pauses: what they are about is not submitted, and its deadline does not end it."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection, Row

from bot.domain.alarms import Alarm
from bot.domain.generation import Generation, State
from bot.domain.moderation.audit import Decision
from bot.domain.moderation.pauses import EVERYWHERE, Pause
from bot.storage.sqlite import rows
from bot.storage.sqlite.alarming import stopping_alarm
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log
from bot.storage.sqlite.times import instant_of, text_of


def pause(db: Connection, decision: Decision, now: datetime, *, by_operator: bool) -> Pause | None:
    """Begin one, unless it goes on already."""
    for known in pauses(db, decision.guild_id):
        if (known.guild_id, known.by_operator) == (decision.guild_id, by_operator):
            return known
    queries.pause(
        db,
        guild_id=decision.guild_id,
        by_operator=by_operator,
        actor_member_id=member_id(db, decision.actor_discord_id),
        reason=decision.reason,
        now=text_of(now),
    )
    log(db, decision, now)
    return None


def resume(
    db: Connection, decision: Decision, deadline_at: datetime, now: datetime, *, by_operator: bool
) -> bool:
    """End one, and give what waited as much time as a new request has."""
    if not queries.resume(db, guild_id=decision.guild_id, by_operator=by_operator):
        return False
    if decision.guild_id == EVERYWHERE:
        queries.give_all_time(db, deadline_at=text_of(deadline_at))
    else:
        queries.give_server_time(db, guild_id=decision.guild_id, deadline_at=text_of(deadline_at))
    log(db, decision, now)
    return True


def pauses(db: Connection, guild_id: int) -> Sequence[Pause]:
    """List those that a server is under."""
    return [_pause(row) for row in queries.pauses(db, guild_id=guild_id)]


def hindrance_of(db: Connection, generation_id: str) -> Pause | Alarm | None:
    """Find what holds up a generation besides its turn."""
    return hindrance(db, rows.existing(db, generation_id))


def hindrance(db: Connection, generation: Generation) -> Pause | Alarm | None:
    """Find the pause, the empty account or the open breaker that it waits for the end of."""
    if generation.state is not State.QUEUED:
        return None
    for pause in pauses(db, generation.place.guild_id):
        return pause
    return stopping_alarm(db, generation.account)


def is_stopped(db: Connection, generation: Generation, now: datetime) -> bool:
    """Tell whether its server is paused, or its provider given nothing."""
    guild_id, account = generation.place.guild_id, generation.account
    return bool(queries.is_stopped(db, guild_id=guild_id, account=account, now=text_of(now))["stopped"])


def _pause(row: Row) -> Pause:
    return Pause(
        guild_id=row["guild_id"],
        by_operator=bool(row["by_operator"]),
        actor_discord_id=row["discord_id"],
        reason=row["reason"],
        began_at=instant_of(row["began_at"]),
    )
