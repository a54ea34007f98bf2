"""What servers have decided, and the log of who decided it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from sqlite3 import Connection, Row
from typing import Any

from bot.domain.audit import Action, Decision
from bot.domain.money import Micros
from bot.domain.servers import ServerSettings, SettingValue
from bot.storage.sqlite.acceptance import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of


def server(db: Connection, guild_id: int) -> ServerSettings:
    """Read a server's settings."""
    row = queries.server(db, guild_id=guild_id)
    return ServerSettings() if row is None else _settings(row)


def change_server(
    db: Connection,
    guild_id: int,
    changes: Mapping[str, SettingValue],
    actor_discord_id: int,
    now: datetime,
) -> ServerSettings:
    """Set some settings, and log those that were different before."""
    before = server(db, guild_id)
    different = {name: value for name, value in changes.items() if getattr(before, name) != value}
    if not different:
        return before
    known: dict[str, Any] = dict(different)
    after = replace(before, **known)
    queries.keep_server(db, guild_id=guild_id, **asdict(after))
    log(db, Decision(guild_id, actor_discord_id, Action.SETTINGS_CHANGED, details=different), now)
    return after


def log(db: Connection, decision: Decision, now: datetime) -> None:
    """Write a decision down, in the transaction that carries it out."""
    subject = decision.subject_discord_id
    queries.log(
        db,
        guild_id=decision.guild_id,
        actor_member_id=member_id(db, decision.actor_discord_id),
        action=decision.action,
        subject_member_id=None if subject is None else member_id(db, subject),
        generation_id=decision.generation_id,
        reason=decision.reason,
        details=json.dumps(dict(decision.details), ensure_ascii=False, sort_keys=True),
        now=text_of(now),
    )


def _settings(row: Row) -> ServerSettings:
    above = row["confirm_above_micros"]
    return ServerSettings(
        default_model_id=row["default_model_id"],
        confirm_above_micros=None if above is None else Micros(above),
        concurrent=row["concurrent"],
    )
