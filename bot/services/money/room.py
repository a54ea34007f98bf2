"""Whether there is money for a request: the limits that it must fit into, and what is left of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.errors import LimitReached
from bot.domain.quota import Limit, LimitUsage
from bot.domain.request import GenerationRequest, Plan
from bot.domain.role_quotas import CountReached
from bot.ports.store import Store
from bot.services.money.limits import Limits
from bot.services.money.pricing import Pricing


@dataclass(frozen=True, slots=True)
class Room:
    """Looks before money moves; what counts is the hold, which is made against the same limits."""

    store: Store
    all_limits: Limits
    pricing: Pricing

    async def limits(
        self, request: GenerationRequest, planned: Plan | None, member_id: int
    ) -> tuple[Limit, ...]:
        """List the limits of a member's request; raises `ServerNotServed`."""
        return await self.all_limits.of(
            member_id,
            request.place.guild_id,
            request.guild_owner_id,
            request.requester.role_ids,
            pays_itself=planned is not None and planned.own_account is not None,
        )

    async def usages(self, request: GenerationRequest, planned: Plan | None) -> Sequence[LimitUsage]:
        """Tell what is used of each limit of a request; raises `ServerNotServed`."""
        member_id = await self.store.member_id(request.requester.discord_id)
        return await self.store.usage(await self.limits(request, planned, member_id))

    def require(self, planned: Plan, usages: Iterable[LimitUsage]) -> None:
        """Raise `LimitReached` or `CountReached` for the first limit without room."""
        # A guess may be too high: then only what leaves room for nothing at all is refused so early.
        least = 1 if self.pricing.is_asked(planned) else planned.quote.total_micros
        for usage in usages:
            if usage.is_counted_out:
                raise CountReached(usage)
            if usage.left_micros < least:
                raise LimitReached(planned.quote, usage)
