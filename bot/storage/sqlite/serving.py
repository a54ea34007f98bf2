"""What servers have decided, and the log of who decided it."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from sqlite3 import Connection
from typing import Any, Final

from bot.domain.moderation.audit import Action, Decision
from bot.domain.postings import NewPosting, PostingKind
from bot.domain.servers import ServerSettings, SettingValue, whole
from bot.storage.sqlite import posting
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of

_KNOWN: Final = frozenset(setting.name for setting in fields(ServerSettings))
_UNDECIDED: Final = ServerSettings()
LOCALE: Final = "en-US"


def server(db: Connection, guild_id: int) -> ServerSettings:
    """Read a server's settings, leaving out what only a newer release knows."""
    decided: dict[str, Any] = {
        row["name"]: _read(row["value"])
        for row in queries.server(db, guild_id=guild_id)
        if row["name"] in _KNOWN
    }
    return ServerSettings(**decided)


def change_server(
    db: Connection,
    guild_id: int,
    changes: Mapping[str, SettingValue],
    actor_discord_id: int,
    now: datetime,
) -> ServerSettings:
    """Set some settings, and log those that were different before."""
    before = server(db, guild_id)
    different = {
        name: value
        for name, value in changes.items()
        if getattr(before, name) != (getattr(_UNDECIDED, name) if value is None else value)
    }
    if not different:
        return before
    for name, value in different.items():
        if value is None:
            queries.undecide(db, guild_id=guild_id, name=name)
        else:
            queries.decide(db, guild_id=guild_id, name=name, value=json.dumps(value, ensure_ascii=False))
    after = server(db, guild_id)
    details = whole(after, different)
    log(db, Decision(guild_id, actor_discord_id, Action.SETTINGS_CHANGED, details=details), now)
    return after


def _read(value: str) -> SettingValue:
    read = json.loads(value)
    return tuple(read) if isinstance(read, list) else read


def log(db: Connection, decision: Decision, now: datetime) -> None:
    """Write a decision down, and have it posted, in the transaction that carries it out."""
    subject = decision.subject_discord_id
    entry_id = queries.log(
        db,
        guild_id=decision.guild_id,
        actor_member_id=member_id(db, decision.actor_discord_id),
        action=decision.action,
        subject_member_id=None if subject is None else member_id(db, subject),
        generation_id=decision.generation_id,
        reason=decision.reason,
        details=json.dumps(dict(decision.details), ensure_ascii=False, sort_keys=True),
        now=text_of(now),
    )["entry_id"]
    _announce(db, decision.guild_id, entry_id, now)


def _announce(db: Connection, guild_id: int, entry_id: int, now: datetime) -> None:
    settings = server(db, guild_id)
    if settings.log_channel_id is None:
        return
    posting.post(
        db,
        NewPosting(
            PostingKind.LOG,
            guild_id,
            str(entry_id),
            settings.log_channel_id,
            locale=settings.log_locale or LOCALE,
        ),
        now,
    )
