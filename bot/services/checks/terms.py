"""The server's own bounds on a single request."""

from dataclasses import dataclass

from bot.domain.errors import BeyondServerTerms
from bot.domain.request import GenerationRequest, Plan
from bot.domain.servers import beyond
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class WithinTerms:
    """Lets pass what is no longer, larger or more than the server wants."""

    store: Store

    async def require(self, request: GenerationRequest, planned: Plan) -> None:
        """Raise `BeyondServerTerms` for the first option that goes too far."""
        settings = await self.store.server(request.requester.guild_id)
        for option, value, most in beyond(settings, planned.settings):
            raise BeyondServerTerms(option, value, most)
