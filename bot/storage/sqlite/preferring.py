"""What members want unless they say otherwise."""

from collections.abc import Mapping
from dataclasses import asdict
from sqlite3 import Connection

from bot.domain.preferences import Preferences, Telling
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries


def preferences(db: Connection, discord_id: int) -> Preferences:
    """Read a member's preferences; nothing is noted of somebody who has none."""
    row = queries.preferences_of(db, discord_id=discord_id)
    return Preferences() if row is None else Preferences(**{**dict(row), "telling": Telling(row["telling"])})


def prefer(db: Connection, discord_id: int, changes: Mapping[str, str | int | None]) -> Preferences:
    """Change what is named, and leave the rest as it is."""
    kept = asdict(preferences(db, discord_id))
    queries.prefer(db, member_id=member_id(db, discord_id), **{**kept, **changes})
    return preferences(db, discord_id)
