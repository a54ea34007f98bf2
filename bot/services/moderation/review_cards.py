"""What moderators are shown of a video before it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from bot.domain.generation import Generation
from bot.domain.moderation.reviewing import ReviewFacts
from bot.domain.postings import Posting
from bot.ports.delivery import Clip
from bot.ports.store import Store
from bot.services.clips import Clips

_FILES: Final = 10
"""In one message (docs/facts/discord.md §2)."""


@dataclass(frozen=True, slots=True)
class ReviewCards:
    """Knows what the cards in moderators' channels show; after the decision that is no video any more."""

    store: Store
    clips: Clips

    async def gather(self, posting: Posting) -> ReviewFacts | None:
        """Give what one card shows as things stand; None when the generation is gone."""
        generation = await self.store.get(posting.key)
        return None if generation is None else await self.facts(generation)

    async def facts(self, generation: Generation) -> ReviewFacts:
        """Give what moderators are shown of one video."""
        verdict = await self.store.review_verdict(generation.id)
        if not generation.awaits_review:
            return ReviewFacts(generation=generation, verdict=verdict)
        clips = await self._clips(generation)
        stem = f"SPOILER_review-{generation.id[:8]}"
        named = {f"{stem}-{number}{_suffix(clip)}": clip for number, clip in enumerate(clips, 1)}
        return ReviewFacts(
            generation=generation,
            verdict=verdict,
            files={name: clip.file for name, clip in named.items() if clip.file},
            videos=tuple((name, clip.link) for name, clip in named.items()),
        )

    async def _clips(self, generation: Generation) -> Sequence[Clip]:
        limit_bytes = generation.place.upload_limit_bytes
        return await self.clips.of(generation, generation.stored_takes, limit_bytes, _FILES)


def _suffix(clip: Clip) -> str:
    return PurePosixPath(clip.file.path).suffix if clip.file else ""
