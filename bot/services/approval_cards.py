"""What moderators are shown of a request that waits for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from bot.domain.approvals import ApprovalFacts
from bot.domain.generation import Generation, StoredMedia
from bot.domain.postings import Posting
from bot.ports.store import Store

_LARGEST_BYTES: Final = 8 * 1024 * 1024
"""Below the smallest upload limit there is or was (docs/facts/discord.md §2); images are smaller already."""


@dataclass(frozen=True, slots=True)
class ApprovalCards:
    """Knows what the cards in moderators' channels show."""

    store: Store

    async def gather(self, posting: Posting) -> ApprovalFacts | None:
        """Give what one card shows as things stand; None when the request is gone."""
        facts = await self.store.approval(posting.key)
        return facts and replace(facts, files=_attached(facts.generation))


def _attached(generation: Generation) -> Mapping[str, StoredMedia]:
    """Give the files that the request begins with, by the names under which they are attached."""
    if generation.retired_at:
        return {}
    return {
        f"{role}{PurePosixPath(media.path).suffix}": media
        for role, media in generation.inputs.items()
        if media.size_bytes <= _LARGEST_BYTES
    }
