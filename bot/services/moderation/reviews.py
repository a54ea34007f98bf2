"""Review before publishing: moderators' decisions about videos."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.generation import Generation
from bot.domain.moderation.audit import Action
from bot.domain.moderation.reviewing import AlreadyReviewed, ReviewFacts
from bot.domain.request import Requester
from bot.domain.rights import require_moderator
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.moderation.deciding import decided_about, decision
from bot.services.moderation.review_cards import ReviewCards

_COUNTED: Final = 100
"""Nobody needs to know how many more there are."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """The use cases of moderators around videos that wait for them.

    Each raises `ModeratorsOnly`, `GenerationUnknown`, or `AlreadyReviewed` when there is nothing to decide.
    """

    store: Store
    cards: ReviewCards
    clock: Clock

    async def publish(self, requester: Requester, generation_id: str) -> Generation:
        """Let a video go on its way to its author."""
        generation = await decided_about(self.store, requester, generation_id)
        yes = decision(requester, generation, Action.PUBLISHED)
        return await self.store.publish(yes, self.clock.now()) or await self._too_late(generation_id)

    async def discard(self, requester: Requester, generation_id: str, reason: str = "") -> Generation:
        """Keep a video from being published for good; what it cost stays charged."""
        generation = await decided_about(self.store, requester, generation_id)
        no = decision(requester, generation, Action.DISCARDED, reason)
        refused = await self.store.refuse_publication(no, self.clock.now())
        return refused or await self._too_late(generation_id)

    async def require_open(self, requester: Requester, generation_id: str) -> None:
        """Do nothing where the requester may decide now."""
        generation = await decided_about(self.store, requester, generation_id)
        if not generation.awaits_review:
            await self._too_late(generation_id)

    async def waiting(self, requester: Requester, count: int) -> Sequence[Generation]:
        """Give what waits for the requester's server, longest waiting first; raises `ModeratorsOnly`."""
        require_moderator(requester)
        return await self.store.awaiting_review(requester.guild_id, count)

    async def number_waiting(self, requester: Requester) -> int:
        """Count what waits for the requester's server; raises `ModeratorsOnly`."""
        return len(await self.waiting(requester, _COUNTED))

    async def shown(self, requester: Requester, count: int) -> tuple[Sequence[ReviewFacts], int]:
        """Give the first of what waits with its videos, and how many wait in all; raises `ModeratorsOnly`."""
        waiting = await self.waiting(requester, _COUNTED)
        return [await self.cards.facts(generation) for generation in waiting[:count]], len(waiting)

    async def _too_late(self, generation_id: str) -> Generation:
        raise AlreadyReviewed(generation_id, await self.store.review_verdict(generation_id))
