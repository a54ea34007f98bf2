"""Nothing new is begun for those whose data is just being erased."""

from dataclasses import dataclass

from bot.domain.privacy import BeingErased
from bot.domain.request import GenerationRequest, Plan
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class NotBeingErased:
    """Lets pass those of whom nothing is left to erase."""

    store: Store

    async def require(self, request: GenerationRequest, _planned: Plan) -> None:
        """Raise `BeingErased` while something is."""
        if await self.store.is_being_erased(request.requester.discord_id):
            raise BeingErased
