"""How servers stand, for those who operate the bot."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.generation import FailureReason
from bot.domain.overviews import Standing
from bot.domain.troubles import Trouble
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_of, text_of


def spenders(db: Connection, since: datetime) -> Sequence[int]:
    """List servers by what their days have cost."""
    return [int(row["owner"]) for row in queries.spenders(db, since=text_of(since))]


def standing(db: Connection, guild_id: int, now: datetime) -> Standing:
    """Count the blocks that hold, and find the last failure."""
    blocked: int = queries.blocked_in(db, guild_id=guild_id, now=text_of(now))["number"]
    failed = queries.last_failure_in(db, guild_id=guild_id)
    if failed is None:
        return Standing(blocked, None)
    return Standing(blocked, Trouble(FailureReason(failed["failure_reason"]), instant_of(failed["ended_at"])))
