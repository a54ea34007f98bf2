"""Telling authors that moderators removed their videos, and why."""

from dataclasses import dataclass

from bot.domain.moderation.removals import RemovalFacts
from bot.domain.postings import Posting
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class RemovalNotices:
    """Knows what the author of a removed video is told."""

    store: Store

    async def gather(self, posting: Posting) -> RemovalFacts | None:
        """Read the reason where the decision was written down."""
        generation = await self.store.get(posting.key)
        reason = await self.store.removal_reason(posting.key)
        if generation is None or reason is None:
            return None
        return RemovalFacts(generation=generation, reason=reason)
