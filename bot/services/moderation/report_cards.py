"""Cases of reported videos as moderators see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.generation import StoredMedia
from bot.domain.moderation.reports import Case, CaseFacts
from bot.domain.postings import Posting
from bot.ports.store import Store
from bot.services.clips import Clips

_MOST_FILES: Final = 4
_LIMIT_BYTES: Final = 10 * 1024 * 1024
"""All that a message may carry where nobody boosts a server (docs/facts/discord.md §2)."""


@dataclass(frozen=True, slots=True)
class ReportCards:
    """Knows what moderators are shown of a case; of a closed one, no video."""

    store: Store
    clips: Clips

    async def gather(self, posting: Posting) -> CaseFacts | None:
        """Read the case, with its videos while they are to be judged."""
        case = await self.store.case(int(posting.key))
        if case is None:
            return None
        return CaseFacts(case=case, files=await self._files(case))

    async def _files(self, case: Case) -> Mapping[str, StoredMedia]:
        generation = case.generation
        if case.outcome is not None or generation.retired_at:
            return {}
        takes = generation.stored_takes[:_MOST_FILES]
        clips = await self.clips.of(generation, takes, _LIMIT_BYTES // max(len(takes), 1))
        return {
            f"reported-{case.id}-{number}.{clip.file.path.rpartition('.')[2]}": clip.file
            for number, clip in enumerate(clips, 1)
            if clip.file
        }
