"""What members with a role may have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from sqlite3 import Connection
from typing import Any

from bot.domain.moderation.audit import Action, Decision
from bot.domain.quota import Limit
from bot.domain.role_quotas import RoleQuota, rule_for
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log


def role_quotas(db: Connection, guild_id: int) -> Sequence[RoleQuota]:
    """Read every rule of a server."""
    return [RoleQuota(**row) for row in queries.role_quotas(db, guild_id=guild_id)]


def change_role_quota(
    db: Connection,
    guild_id: int,
    role_id: int,
    changes: Mapping[str, Any],
    actor_discord_id: int,
    now: datetime,
) -> Sequence[RoleQuota]:
    """Change a role's rule, and log what really changed; a rule that says nothing is none."""
    before = rule_for(role_quotas(db, guild_id), [role_id]) or RoleQuota(role_id)
    after = replace(before, **changes)
    if after == before:
        return role_quotas(db, guild_id)
    if after == RoleQuota(role_id):
        queries.unrule_role(db, guild_id=guild_id, role_id=role_id)
    else:
        queries.rule_role(db, guild_id=guild_id, **asdict(after))
    different = {name: value for name, value in asdict(after).items() if getattr(before, name) != value}
    details = {"role_id": role_id, **different}
    log(db, Decision(guild_id, actor_discord_id, Action.ROLE_QUOTA_CHANGED, details=details), now)
    return role_quotas(db, guild_id)


def note_role(db: Connection, guild_id: int, member_id: int, limits: Iterable[Limit]) -> None:
    """Remember whose rule a member's limits came from, for the line, which knows nobody's roles."""
    role_id = next((limit.role_id for limit in limits if limit.role_id is not None), None)
    if role_id is None:
        queries.forget_role(db, guild_id=guild_id, member_id=member_id)
    else:
        queries.note_role(db, guild_id=guild_id, member_id=member_id, role_id=role_id)
