"""Who may ask for nothing at all."""

from dataclasses import dataclass

from bot.domain.moderation.blocks import refusal
from bot.domain.request import Requester
from bot.ports.clock import Clock
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class Unblocked:
    """Lets pass whom no moderator has blocked; whoever is blocked and has become one stays so until then."""

    store: Store
    clock: Clock

    async def require(self, requester: Requester) -> None:
        """Raise `Blocked`."""
        block = await self.store.block_of(requester.guild_id, requester.discord_id, self.clock.now())
        if block:
            raise refusal(block, await self.store.server(requester.guild_id))
