"""Servers that the bot has left: their data goes once the time of grace is over."""

from collections.abc import Collection
from datetime import datetime
from sqlite3 import Connection
from typing import Final

from bot.storage.sqlite.erasing import take_back
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of

_DECIDED: Final = (
    "forget_words",
    "forget_word_list",
    "forget_role_quotas",
    "forget_roles_in_line",
    "forget_blocks",
    "forget_consents",
    "forget_strikes",
    "forget_reports_in",
    "forget_report_cases",
    "forget_reviews",
    "forget_pauses",
    "forget_own_keys",
    "forget_settings",
    "forget_audit_entries",
    "forget_postings",
)
"""The queries that delete what a server has decided; generations and drafts are erased one by one."""


def servers_seen(db: Connection, guild_ids: Collection[int], now: datetime) -> None:
    """Compare where the bot is with what there is data of."""
    left = {row["guild_id"] for row in queries.departures(db)}
    for guild_id in left & set(guild_ids):
        server_back(db, guild_id)
    for row in queries.guilds_with_data(db):
        if row["guild_id"] not in guild_ids:
            server_left(db, row["guild_id"], now)


def server_left(db: Connection, guild_id: int, now: datetime) -> None:
    """Let the time of grace begin, if it has not."""
    queries.server_left(db, guild_id=guild_id, now=text_of(now))


def server_back(db: Connection, guild_id: int) -> None:
    """Forget that it was left."""
    queries.server_back(db, guild_id=guild_id)


def erase_departed(db: Connection, before: datetime, now: datetime, count: int) -> int:
    """Delete decisions and logs, and mark generations and drafts."""
    due = [row["guild_id"] for row in queries.departures_to_erase(db, before=text_of(before), count=count)]
    for guild_id in due:
        # First, as only then the log may be deleted.
        queries.departure_erased(db, guild_id=guild_id, now=text_of(now))
        take_back(db, queries.under_way_in(db, guild_id=guild_id), now)
        queries.erase_all_in(db, guild_id=guild_id, now=text_of(now))
        queries.expire_drafts_in(db, guild_id=guild_id, now=text_of(now))
        for forget in _DECIDED:
            getattr(queries, forget)(db, guild_id=guild_id)
    return len(due)
