"""What members with a role may have, where a server decided that."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.errors import Rejection
from bot.domain.money import Micros
from bot.domain.quota import LimitUsage


@dataclass(frozen=True, slots=True)
class RoleQuota:
    """A role's own rule; None: as for everybody in the server."""

    role_id: int
    daily_micros: Micros | None = None
    daily_count: int | None = None
    concurrent: int | None = None


@dataclass(eq=False)
class CountReached(Rejection):
    """The member has made as many videos today as they may."""

    usage: LimitUsage


def rule_for(rules: Iterable[RoleQuota], role_ids: Iterable[int]) -> RoleQuota | None:
    """Give the rule of the highest of these roles that has one; `role_ids` come highest first."""
    by_role = {rule.role_id: rule for rule in rules}
    return next((by_role[role_id] for role_id in role_ids if role_id in by_role), None)
