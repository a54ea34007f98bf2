"""What a member and a server have used of their limits."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import UsageOfOthers
from bot.domain.quota import LimitUsage, Scope
from bot.domain.request import Requester
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.limits import LimitPolicy

_SHOWN = (Scope.MEMBER_DAY, Scope.GUILD_DAY)


@dataclass(frozen=True, slots=True)
class UsageReports:
    """Reports usage; the operator's own caps are not the members' business."""

    store: Store
    policy: LimitPolicy
    clock: Clock

    async def of_member(
        self, requester: Requester, discord_id: int, guild_owner_id: int | None
    ) -> Sequence[LimitUsage]:
        """Give a member's and the server's usage of today.

        Raises `ServerNotServed`, or `UsageOfOthers` when neither the member nor a moderator asks.
        """
        if discord_id != requester.discord_id and not requester.is_moderator:
            raise UsageOfOthers(discord_id)
        member_id = await self.store.member_id(discord_id)
        limits = self.policy.limits(member_id, requester.guild_id, guild_owner_id, self.clock.now())
        return await self.store.usage([limit for limit in limits if limit.scope in _SHOWN])
