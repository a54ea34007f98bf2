"""What a member and a server have used of their limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.errors import UsageOfOthers
from bot.domain.money import ZERO
from bot.domain.quota import DayUsage, LimitUsage, Scope, last_days
from bot.domain.request import Requester
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.limits import LimitPolicy

DAYS: Final = 30
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

    async def days_of_member(
        self, requester: Requester, discord_id: int, guild_owner_id: int | None
    ) -> Sequence[DayUsage]:
        """Give what a member used on each of the last 30 days, oldest first; raises as `of_member` does."""
        mine, _ = await self.of_member(requester, discord_id, guild_owner_id)
        windows = last_days(self.clock.now(), DAYS)
        used = {day.starts_at: day for day in await self.store.daily(mine.limit, windows[0].starts_at)}
        return [used.get(day.starts_at, DayUsage(day.starts_at, ZERO, ZERO)) for day in windows]
