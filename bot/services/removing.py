"""Delete: a press marks a result, and what is marked is cleared away at once or later."""

from dataclasses import dataclass

from bot.domain.dead_ends import StillUnderWay
from bot.domain.errors import GenerationUnknown
from bot.domain.generation import Generation
from bot.domain.request import Requester
from bot.domain.rights import NotYours
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.stages.removing import RETRY, Removing


@dataclass(frozen=True, slots=True)
class Removal:
    """Takes finished videos back for their authors, and for moderators; nobody's money moves."""

    store: Store
    removing: Removing
    clock: Clock

    async def remove(self, generation_id: str, requester: Requester) -> Generation:
        """Delete a result's messages and our own copies; what cannot be reached now is deleted later.

        A second time changes nothing. Raises `GenerationUnknown`, `NotYours` or `StillUnderWay`.
        """
        generation = await self.store.get(generation_id)
        if generation is None:
            raise GenerationUnknown(generation_id)
        _require_right(generation, requester)
        now = self.clock.now()
        marked = await self.store.remove(generation_id, now, now + RETRY)
        if marked is None:
            raise StillUnderWay(generation_id)
        if generation.removed_at is None:
            await self.removing.act(marked)
        return marked


def _require_right(generation: Generation, requester: Requester) -> None:
    """Authors may everywhere, in direct messages too; moderators what is public in their server."""
    if generation.author_discord_id == requester.discord_id:
        return
    if generation.private or generation.place.guild_id != requester.guild_id:
        raise GenerationUnknown(generation.id)
    if not requester.is_moderator:
        raise NotYours("delete")
