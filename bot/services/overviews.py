"""The servers that the bot is in, as those see them who operate it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.money import Micros
from bot.domain.overviews import OverviewPage, ServerOverview, pace
from bot.domain.quota import LimitUsage, Scope, month_window
from bot.domain.rights import require_operator
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.money.limits import LimitPolicy

PAGE: Final = 6
"""Servers on a page: as many as can be read at once."""
_PAID_ITSELF: Final = {Scope.GUILD_DAY: Scope.OWN_DAY, Scope.GUILD_MONTH: Scope.OWN_MONTH}


@dataclass(frozen=True, slots=True)
class KnownServer:
    """A server that the bot is in."""

    name: str
    owner_discord_id: int | None


@dataclass(frozen=True, slots=True)
class Overviews:
    """Looks at servers from outside; what is said in them is none of an operator's business."""

    store: Store
    policy: LimitPolicy
    clock: Clock

    async def page(self, discord_id: int, known: Mapping[int, KnownServer], number: int) -> OverviewPage:
        """Give one page of the servers, those that spent most this month first; beyond the last, the last.

        Raises `OperatorsOnly`.
        """
        require_operator(discord_id, self.policy.operator_ids)
        order = await self._order(known)
        last = max(0, (len(order) - 1) // PAGE)
        number = min(number, last)
        shown = order[number * PAGE : (number + 1) * PAGE]
        servers = [await self._overview(guild_id, known[guild_id]) for guild_id in shown]
        return OverviewPage(servers, number, last, len(order))

    async def _order(self, known: Mapping[int, KnownServer]) -> Sequence[int]:
        spent = await self.store.spenders(month_window(self.clock.now()).starts_at)
        first = [guild_id for guild_id in spent if guild_id in known]
        others = sorted(known.keys() - set(first), key=lambda guild_id: (known[guild_id].name, guild_id))
        return [*first, *others]

    async def _overview(self, guild_id: int, server: KnownServer) -> ServerOverview:
        now, settings = self.clock.now(), await self.store.server(guild_id)
        limits = self.policy.limits(0, guild_id, server.owner_discord_id, settings, now)
        of_server = [limit for limit in limits if limit.scope in {Scope.GUILD_DAY, Scope.GUILD_MONTH}]
        paid_itself = [replace(limit, scope=_PAID_ITSELF[limit.scope]) for limit in of_server]
        used = await self.store.usage([*of_server, *paid_itself])
        day, month = (_without(both, own) for both, own in zip(used[:2], used[2:], strict=True))
        return ServerOverview(
            guild_id,
            server.name,
            day,
            month,
            pace(month, now),
            self.policy.serves(guild_id, server.owner_discord_id),
            next(iter(await self.store.pauses(guild_id)), None),
            await self.store.standing(guild_id, now),
        )


def _without(usage: LimitUsage, own: LimitUsage) -> LimitUsage:
    """Leave out what the server paid by itself."""
    return replace(
        usage,
        held_micros=Micros(usage.held_micros - own.held_micros),
        spent_micros=Micros(usage.spent_micros - own.spent_micros),
    )
