"""Drafts as rows: what was said is JSON, as nobody ever asks about its parts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from sqlite3 import Connection, Row
from typing import Any

from bot.domain.drafts import Draft
from bot.domain.generation import MediaRole, StoredMedia
from bot.domain.request import Attachment
from bot.storage.sqlite import rows
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_of, text_of


def add_draft(db: Connection, draft: Draft, most: int) -> Sequence[Draft]:
    """Insert a draft, and delete those that it crowds out."""
    author_id = member_id(db, draft.author_discord_id)
    crowded_out = [_draft(row) for row in queries.oldest_drafts(db, member_id=author_id, kept=most - 1)]
    for old in crowded_out:
        remove_draft(db, old)
    queries.add_draft(
        db,
        member_id=author_id,
        guild_id=draft.guild_id,
        created_at=text_of(draft.created_at),
        **rows.origin_columns(draft.origin),
        **_changing_columns(draft),
    )
    return crowded_out


def draft(db: Connection, draft_id: str) -> Draft | None:
    """Read one draft."""
    row = queries.draft(db, draft_id=draft_id)
    return None if row is None else _draft(row)


def change_draft(db: Connection, draft: Draft) -> bool:
    """Write a draft over the revision before it."""
    return bool(queries.change_draft(db, **_changing_columns(draft)))


def remove_draft(db: Connection, draft: Draft) -> bool:
    """Delete a draft in this revision."""
    return bool(queries.remove_draft(db, draft_id=draft.id, revision=draft.revision))


def expired_drafts(db: Connection, now: datetime, count: int) -> Sequence[Draft]:
    """List drafts whose time is over."""
    return [_draft(row) for row in queries.expired_drafts(db, now=text_of(now), count=count)]


def _changing_columns(draft: Draft) -> dict[str, Any]:
    return {
        "draft_id": draft.id,
        "revision": draft.revision,
        "prompt": draft.prompt,
        "model_id": draft.model_id,
        "private": draft.private,
        "consent_id": draft.consent_id,
        "options": _written(draft.options),
        "attachments": _written({role: asdict(file) for role, file in draft.attachments.items()}),
        "sources": _written(draft.sources),
        "inputs": _written({role: asdict(media) for role, media in draft.inputs.items()}),
        "expires_at": text_of(draft.expires_at),
    }


def _written(values: Mapping[Any, Any]) -> str:
    return json.dumps(dict(values), ensure_ascii=False)


def _draft(row: Row) -> Draft:
    return Draft(
        id=row["draft_id"],
        author_discord_id=row["author_discord_id"],
        guild_id=row["guild_id"],
        created_at=instant_of(row["created_at"]),
        expires_at=instant_of(row["expires_at"]),
        prompt=row["prompt"],
        model_id=row["model_id"],
        options=json.loads(row["options"]),
        attachments={role: Attachment(**file) for role, file in _by_role(row["attachments"]).items()},
        sources=_by_role(row["sources"]),
        inputs={role: StoredMedia(**media) for role, media in _by_role(row["inputs"]).items()},
        origin=rows.origin_of(row),
        consent_id=row["consent_id"],
        private=bool(row["private"]),
        revision=row["revision"],
    )


def _by_role(text: str) -> dict[MediaRole, Any]:
    return {MediaRole(role): value for role, value in json.loads(text).items()}
