"""What a member and a server have used of their limits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.calendars import calendar_of
from bot.domain.money import ZERO, Micros
from bot.domain.purses import Movement, member_purse
from bot.domain.quota import DayUsage, LimitUsage, Scope, Window, last_days
from bot.domain.request import Requester
from bot.domain.rights import UsageOfOthers
from bot.domain.servers import Given
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.money.limits import Limits

DAYS: Final = 30
MOVEMENTS: Final = 5
_NOBODY: Final = 0
"""Whose quota nobody has touched."""
_SHOWN: Final = (Scope.MEMBER_DAY, Scope.GUILD_DAY, Scope.GUILD_MONTH)


@dataclass(frozen=True, slots=True)
class UsageReports:
    """Reports usage; the operator's own caps are not the members' business."""

    store: Store
    limits: Limits
    clock: Clock

    def given(self, guild_id: int, guild_owner_id: int | None, model_id: str) -> Given:
        """Tell what a server has without deciding anything, with the model that is its default by now."""
        policy = self.limits.policy
        server_micros = policy.guild_daily_micros if policy.serves(guild_id, guild_owner_id) else ZERO
        return Given(model_id, server_micros, policy.member_daily_micros)

    async def of_member(
        self,
        requester: Requester,
        discord_id: int,
        guild_owner_id: int | None,
        role_ids: tuple[int, ...] | None = None,
    ) -> Sequence[LimitUsage]:
        """Give a member's and the server's usage of today and, where it has a budget for it, of the month.

        `role_ids` are the member's, highest first; None: they are the requester's. Raises `ServerNotServed`,
        or `UsageOfOthers` when neither the member nor a moderator asks.
        """
        if discord_id != requester.discord_id and not requester.is_moderator:
            raise UsageOfOthers(discord_id)
        member_id = await self._id_of(requester, discord_id)
        roles = requester.role_ids if role_ids is None else role_ids
        limits = await self.limits.of(member_id, requester.guild_id, guild_owner_id, roles)
        shown = [limit for limit in limits if limit.scope in _SHOWN and limit.is_real]
        return await self.store.usage(shown)

    async def movements_of_member(self, requester: Requester, discord_id: int) -> Sequence[Movement]:
        """Give the newest grants, gifts and refunds of a member's; raises `UsageOfOthers`."""
        if discord_id != requester.discord_id and not requester.is_moderator:
            raise UsageOfOthers(discord_id)
        member_id = await self._id_of(requester, discord_id)
        return await self.store.movements(member_purse(requester.guild_id, member_id), MOVEMENTS)

    async def days_of_member(
        self, requester: Requester, discord_id: int, guild_owner_id: int | None
    ) -> Sequence[DayUsage]:
        """Give what a member used on each of the last 30 days, oldest first; raises as `of_member` does."""
        mine, *_ = await self.of_member(requester, discord_id, guild_owner_id)
        calendar = calendar_of(await self.store.server(requester.guild_id))
        windows = last_days(self.clock.now(), DAYS, calendar.day)
        used = await self.store.daily(mine.limit, windows[0].starts_at)
        return [_within(window, used) for window in windows]

    async def _id_of(self, requester: Requester, discord_id: int) -> int:
        """Looking at others keeps nothing of them, and leads nobody back to the books who had gone."""
        if discord_id == requester.discord_id:
            return await self.store.member_id(discord_id)
        return await self.store.known_member_id(discord_id) or _NOBODY


def _within(window: Window, used: Iterable[DayUsage]) -> DayUsage:
    """Add up the days that began within one; under another zone they began at other hours."""
    began = [day for day in used if window.holds(day.starts_at)]
    held, spent = sum(day.held_micros for day in began), sum(day.spent_micros for day in began)
    return DayUsage(window.starts_at, Micros(held), Micros(spent))
