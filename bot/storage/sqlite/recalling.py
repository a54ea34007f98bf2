"""What members do to generations, and what they are shown of them."""

import json
from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection, Row
from typing import Any, Final

from bot.domain.folding import fold
from bot.domain.generation import SUBMITTED, Generation, State
from bot.domain.money import Micros
from bot.domain.quota import DayUsage, Limit
from bot.domain.references import typed_id
from bot.domain.sight import Count, Line, Load, Page, ServerQueue, Viewer
from bot.storage.sqlite import rows
from bot.storage.sqlite.line import place_in_line
from bot.storage.sqlite.moving import WAITING, end
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_of, text_of

_AFTER_ALL_IDS: Final = "~"
"""Sorts behind every character of an id."""


def cancel(db: Connection, generation_id: str, now: datetime) -> Generation | None:
    """End as CANCELLED what still waits in line or for a moderator."""
    generation = rows.generation(db, generation_id)
    if generation is None or generation.state not in WAITING:
        return None
    end(db, generation, State.CANCELLED, now)
    return rows.existing(db, generation_id)


def discard(db: Connection, generation_id: str, now: datetime) -> Generation | None:
    """Mark what is submitted; its card may say so at once."""
    generation = rows.generation(db, generation_id)
    if generation is None or generation.state not in SUBMITTED:
        return None
    queries.mark_discarded(db, id=generation_id, now=text_of(now))
    if generation.awaits_review:
        end(db, generation, State.CANCELLED, now)
    return rows.existing(db, generation_id)


def find(
    db: Connection,
    author_discord_id: int,
    guild_id: int,
    text: str,
    count: int,
    *,
    active_only: bool = False,
    with_video: bool = False,
) -> Sequence[Generation]:
    """List own generations by the start of an id or by words of the prompt."""
    found = queries.find(
        db,
        discord_id=author_discord_id,
        guild_id=guild_id,
        active_only=active_only,
        with_video=with_video,
        count=count,
        **search(text),
    )
    return rows.listed(db, found)


def history(
    db: Connection, viewer: Viewer, author_discord_id: int, text: str, number: int, size: int
) -> Page:
    """List one page of somebody's generations; beyond the last page, the first."""
    found = _seen(db, viewer, number * size, size, author_id=author_discord_id, **search(text))
    if number and not found:
        return history(db, viewer, author_discord_id, text, 0, size)
    return Page(rows.listed(db, found), number, found[0]["total"] if found else 0)


def visible(db: Connection, viewer: Viewer, id_start: str, count: int) -> Sequence[Generation]:
    """List what a viewer may see by the start of its id."""
    found = _seen(db, viewer, 0, count, id_start=id_start, id_end=id_start + _AFTER_ALL_IDS, **search(""))
    return rows.listed(db, found)


def server_queue(db: Connection, viewer: Viewer, count: int) -> ServerQueue:
    """Count what is under way in a server, and list the oldest of what a viewer may see of it."""
    counts = [
        Count(row["model_id"], row["provider"], State(row["state"]), row["number"])
        for row in queries.counts_in_server(db, guild_id=viewer.guild_id)
    ]
    return ServerQueue(
        counts, _lines(db, viewer, count, own_only=False), _lines(db, viewer, count, own_only=True)
    )


def daily(db: Connection, limit: Limit, since: datetime) -> Sequence[DayUsage]:
    """Read the counters of a limit's earlier windows."""
    found = queries.daily(db, scope=limit.scope, owner=limit.owner, since=text_of(since))
    return [
        DayUsage(instant_of(row["window_starts_at"]), Micros(row["held_micros"]), Micros(row["spent_micros"]))
        for row in found
    ]


def load(db: Connection, account: str) -> Load:
    """Count what a provider has to do, and what it never answered."""
    busy, doubtful = queries.load_of(db, account=account), queries.unanswered_by(db, account=account)
    return Load(
        busy["waiting"], busy["running"], doubtful["unanswered"], Micros(doubtful["unanswered_micros"])
    )


def _lines(db: Connection, viewer: Viewer, count: int, *, own_only: bool) -> list[Line]:
    found = queries.under_way_in_server(db, own_only=own_only, count=count, **_sight(viewer))
    return [Line(generation, place_in_line(db, generation.id)) for generation in rows.listed(db, found)]


def _seen(db: Connection, viewer: Viewer, skipped: int, count: int, **asked: str | int) -> list[Row]:
    found = queries.seen(
        db,
        **{"author_id": None, "id_start": None, "id_end": None, **asked},
        is_moderator=viewer.is_moderator,
        skipped=skipped,
        count=count,
        **_sight(viewer),
    )
    return list(found)


def _sight(viewer: Viewer) -> dict[str, Any]:
    return {
        "guild_id": viewer.guild_id,
        "viewer_id": viewer.discord_id,
        "channels": json.dumps(sorted(viewer.channels)),
    }


def search(text: str) -> dict[str, str]:
    """Spell out what is searched for, by words or the start of an id, as parameters of a query."""
    start = typed_id(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return {"id_pattern": f"{start}%", "words": json.dumps(fold(text).split())}
