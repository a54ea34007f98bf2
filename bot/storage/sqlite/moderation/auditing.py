"""Reading the audit log."""

import json
from sqlite3 import Connection, Row

from bot.domain.moderation.audit import Action, Entry, LogPage
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_of


def audit_page(db: Connection, guild_id: int, discord_id: int | None, number: int, size: int) -> LogPage:
    """List one page of a server's log; beyond the last page, the first."""
    asked = {"guild_id": guild_id, "discord_id": discord_id, "skipped": number * size, "count": size}
    found = list(queries.audit_page(db, **asked))
    if number and not found:
        return audit_page(db, guild_id, discord_id, 0, size)
    return LogPage([_entry(row) for row in found], number, found[0]["total"] if found else 0)


def audit_entry(db: Connection, entry_id: int) -> Entry | None:
    """Read one entry."""
    row = queries.audit_entry(db, entry_id=entry_id)
    return None if row is None else _entry(row)


def _entry(row: Row) -> Entry:
    details = json.loads(row["details"])
    return Entry(
        id=row["entry_id"],
        guild_id=row["guild_id"],
        actor_discord_id=row["actor_discord_id"],
        action=Action(row["action"]),
        subject_discord_id=row["subject_discord_id"],
        generation_id=row["generation_id"],
        reason=row["reason"],
        details={name: tuple(value) if isinstance(value, list) else value for name, value in details.items()},
        created_at=instant_of(row["created_at"]),
    )
