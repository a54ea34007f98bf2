"""What members do to and ask about their own generations."""

import json
from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.generation import SUBMITTED, Generation, State
from bot.storage.sqlite import rows
from bot.storage.sqlite.moving import end
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of


def cancel(db: Connection, generation_id: str, now: datetime) -> Generation | None:
    """End as CANCELLED what still waits in line."""
    generation = rows.generation(db, generation_id)
    if generation is None or generation.state is not State.QUEUED:
        return None
    end(db, generation, State.CANCELLED, now)
    return rows.existing(db, generation_id)


def discard(db: Connection, generation_id: str, now: datetime) -> Generation | None:
    """Mark what is submitted; its card may say so at once."""
    generation = rows.generation(db, generation_id)
    if generation is None or generation.state not in SUBMITTED:
        return None
    queries.mark_discarded(db, id=generation_id, now=text_of(now))
    return rows.existing(db, generation_id)


def find(
    db: Connection, author_discord_id: int, guild_id: int, text: str, count: int, *, active_only: bool
) -> Sequence[Generation]:
    """List own generations by the start of an id or by words of the prompt."""
    start = text.strip().lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    found = queries.find(
        db,
        discord_id=author_discord_id,
        guild_id=guild_id,
        id_pattern=f"{start}%",
        words=json.dumps(text.casefold().split()),
        active_only=active_only,
        count=count,
    )
    return rows.listed(db, found)
