"""Removing drafts that nobody came back to."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.drafts import Draft
from bot.ports.clock import Clock
from bot.ports.media import MediaLibrary
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class Clearing:
    """The stage that lets drafts expire, quietly; files left by a crash in between are swept at start."""

    store: Store
    media: MediaLibrary
    clock: Clock

    async def pick(self, count: int) -> Sequence[Draft]:
        """Find drafts whose time is over."""
        return await self.store.expired_drafts(self.clock.now(), count)

    async def act(self, draft: Draft) -> bool:
        """Remove one draft and then its files, unless it was changed or used meanwhile."""
        if await self.store.remove_draft(draft):
            for media in draft.inputs.values():
                await self.media.remove(media)
        return False
