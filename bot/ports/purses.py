"""Money beyond quotas and budgets, and what roles may have."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.domain.moderation.audit import Decision
from bot.domain.money import Micros
from bot.domain.purses import Movement, MovementKind, Purse, Refund
from bot.domain.quota import Limit
from bot.domain.role_quotas import RoleQuota


class Purses(Protocol):
    """The part of the store that keeps purses, and the rules of roles."""

    async def purse(self, asked: Purse) -> Micros:
        """Give what is in a purse."""
        ...

    async def fill_purse(
        self,
        filled: Purse,
        amount_micros: Micros,
        kind: MovementKind,
        decision: Decision,
        within: Limit | None,
        now: datetime,
    ) -> Micros:
        """Put money into a purse, log the decision, and give what is in it then.

        It counts in the window of `within`; raises `BeyondPoolGrant` when there is no room.
        """
        ...

    async def give(
        self,
        giver_discord_id: int,
        giver: Limit,
        receiver: Purse,
        amount_micros: Micros,
        now: datetime,
    ) -> Micros:
        """Move money from the purse behind the giver's limit, then from its window; give what is left.

        Raises `NotEnoughToGive`; then nothing has moved.
        """
        ...

    async def refund(self, decision: Decision, now: datetime) -> Refund:
        """Give back what the decision's generation was charged, and log the decision.

        What its author's purse had paid goes back there; the rest into the day's quota if it was made in the
        day that lasts, else into the purse. Raises `AlreadyRefunded` the second time, and after a review
        that ended unanswered, which gives back as well.
        """
        ...

    async def movements(self, asked: Purse, count: int) -> Sequence[Movement]:
        """Give what came into a purse or left it but for generations, newest first."""
        ...

    async def role_quotas(self, guild_id: int) -> Sequence[RoleQuota]:
        """Give the rules of a server's roles."""
        ...

    async def change_role_quota(
        self,
        guild_id: int,
        role_id: int,
        changes: Mapping[str, Any],
        actor_discord_id: int,
        now: datetime,
    ) -> Sequence[RoleQuota]:
        """Change parts of a role's rule by name, None to leave them open, and log what really changed."""
        ...
