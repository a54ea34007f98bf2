"""What moderators are shown of a request that waits for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from bot.domain.generation import Generation, StoredMedia
from bot.domain.moderation.approvals import ApprovalFacts, shown_files
from bot.domain.postings import Posting
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class ApprovalCards:
    """Knows what the cards in moderators' channels show."""

    store: Store

    async def gather(self, posting: Posting) -> ApprovalFacts | None:
        """Give what one card shows as things stand; None when the request is gone."""
        facts = await self.store.approval(posting.key)
        return facts and replace(facts, files=_attached(facts.generation))


def _attached(generation: Generation) -> Mapping[str, StoredMedia]:
    """Name the files as they are attached."""
    return {
        f"{role}{PurePosixPath(media.path).suffix}": media for role, media in shown_files(generation).items()
    }
