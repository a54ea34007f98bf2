"""All that is kept about one member, section by section."""

import json
from collections.abc import Sequence
from sqlite3 import Connection, Row
from typing import Any, Final

from bot.domain.generation import Generation
from bot.storage.sqlite import rows
from bot.storage.sqlite.queries import queries

_SECTION: Final = "export_"
_JSON: Final = frozenset({"settings", "options", "attachments", "sources", "details"})
"""Columns that hold JSON, given as what they say."""
Sections = dict[str, list[dict[str, Any]]]


def export(db: Connection, discord_id: int) -> Sections:
    """Give every section of SQL that exports something: its name tells of what."""
    row = queries.member_of(db, discord_id=discord_id)
    if row is None:
        return {}
    names = sorted(name for name in queries.available_queries if name.startswith(_SECTION))
    return {
        name.removeprefix(_SECTION): [_readable(each) for each in found]
        for name in names
        if not name.endswith("_cursor")
        for found in (getattr(queries, name)(db, member_id=row["member_id"]),)
    }


def with_files(db: Connection, discord_id: int) -> Sequence[Generation]:
    """List a member's generations of which files are kept, oldest first."""
    row = queries.member_of(db, discord_id=discord_id)
    if row is None:
        return []
    return rows.listed(db, queries.ids_of_generations(db, member_id=row["member_id"]))


def _readable(row: Row) -> dict[str, Any]:
    said = dict(row)
    return said | {name: json.loads(said[name]) for name in _JSON & said.keys() if said[name] is not None}
