"""Whether anything new is taken on at all."""

from dataclasses import dataclass

from bot.domain.moderation.pauses import Paused
from bot.domain.request import GenerationRequest, Plan
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class Unpaused:
    """Lets pass what no pause is about."""

    store: Store

    async def require(self, request: GenerationRequest, planned: Plan) -> None:  # noqa: ARG002
        """Raise `Paused`."""
        for pause in await self.store.pauses(request.place.guild_id):
            raise Paused(pause)
