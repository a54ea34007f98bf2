"""Removal: a press or a moderator marks a video, and what is marked is cleared away at once or later."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.dead_ends import StillUnderWay
from bot.domain.errors import GenerationUnknown
from bot.domain.generation import Generation
from bot.domain.moderation.audit import Action, Decision
from bot.domain.references import typed_id
from bot.domain.request import Requester
from bot.domain.rights import NotYours, require_moderator
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.moderation.deciding import decision
from bot.services.stages.removing import RETRY, Removing

SUGGESTED: Final = 25
"""Discord's limit on suggestions (docs/facts/discord.md §3)."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Takes finished videos back for their authors, and for moderators; nobody's money moves."""

    store: Store
    removing: Removing
    clock: Clock

    async def remove(self, generation_id: str, requester: Requester) -> Generation:
        """Delete a result's messages and our own copies; what cannot be reached now is deleted later.

        Somebody else's is removed as by `moderate`. A second time changes nothing.
        Raises `GenerationUnknown`, `NotYours` or `StillUnderWay`.
        """
        generation = await self._visible(generation_id, requester)
        if generation.author_discord_id == requester.discord_id:
            return await self._removed(generation, None)
        if not requester.is_moderator:
            raise NotYours("delete")
        return await self._removed(generation, decision(requester, generation, Action.REMOVED))

    async def moderate(self, typed: str, requester: Requester, reason: str) -> Generation:
        """Remove a result for good: its prompt goes, too, the log has the reason, and the author hears it.

        Raises `ModeratorsOnly`, `GenerationUnknown` or `StillUnderWay`.
        """
        require_moderator(requester)
        generation = await self._visible(typed_id(typed), requester)
        if generation.place.guild_id != requester.guild_id:
            # Its author, who moderates here, but not where it was made.
            raise GenerationUnknown(generation.id)
        return await self._removed(generation, decision(requester, generation, Action.REMOVED, reason))

    async def suggestions(self, requester: Requester, typed: str) -> Sequence[Generation]:
        """Give what was last made in a moderator's server, by words or the start of the id."""
        if not requester.is_moderator:
            return ()
        return await self.store.latest(requester.guild_id, typed, SUGGESTED)

    async def _removed(self, generation: Generation, by_moderator: Decision | None) -> Generation:
        now = self.clock.now()
        marked = await self.store.remove(generation.id, now, now + RETRY, by_moderator)
        if marked is None:
            raise StillUnderWay(generation.id)
        if generation.removed_at is None:
            await self.removing.act(marked)
        return marked

    async def _visible(self, generation_id: str, requester: Requester) -> Generation:
        """Authors may everywhere, in direct messages too; others know of what is public in their server."""
        generation = await self.store.get(generation_id)
        if generation is None:
            raise GenerationUnknown(generation_id)
        public_here = not generation.private and generation.place.guild_id == requester.guild_id
        if not public_here and generation.author_discord_id != requester.discord_id:
            raise GenerationUnknown(generation_id)
        return generation
