"""What is checked before it is used, and what moderators have to see before it is published."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.generation import Generation, StoredMedia, Take
from bot.domain.reviews import UNSEEN_AFTER, Review, ReviewMode, ReviewReason
from bot.domain.safety import Checks, ChecksDown, CheckUnavailable, InputFlagged
from bot.domain.servers import ServerSettings
from bot.ports.checking import Checker
from bot.ports.clock import Clock
from bot.ports.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Safety:
    """Asks the operator's classifier, if there is one, and does as the server wants where it is down."""

    store: Store
    checker: Checker | None
    clock: Clock

    async def require_fit(self, guild_id: int, option: str, media: StoredMedia) -> None:
        """Let a file in, or raise `InputFlagged`, or `ChecksDown` where nothing passes unchecked."""
        unfit = await self._finds_unfit(media)
        if unfit:
            raise InputFlagged(option)
        if unfit is None and _demands_checks(await self.store.server(guild_id)):
            raise ChecksDown(option, ever=self.checker is not None)

    async def kept_back(self, generation: Generation) -> bool:
        """Put a finished result before moderators where they are to see it first, and tell whether it was."""
        reason, unfit = await self._why_seen_first(generation)
        if reason is None:
            return False
        ends_at: datetime = self.clock.now() + UNSEEN_AFTER
        review = Review(reason, ends_at)
        keys = [take.key for take in unfit]
        return await self.store.ask_for_review(generation.id, review, keys, self.clock.now())

    async def unseen(self, generation: Generation) -> ReviewReason | None:
        """Tell why moderators would have seen a result first that is not going to be published at all."""
        settings = await self.store.server(generation.place.guild_id)
        if any(take.flagged for take in generation.stored_takes):
            return ReviewReason.FLAGGED
        if settings.review_mode == ReviewMode.ALL:
            return ReviewReason.MODE
        return ReviewReason.UNCHECKED if _demands_checks(settings) else None

    async def _why_seen_first(self, generation: Generation) -> tuple[ReviewReason | None, Sequence[Take]]:
        settings = await self.store.server(generation.place.guild_id)
        if any(take.flagged for take in generation.stored_takes):
            return ReviewReason.FLAGGED, ()
        takes = [(take, take.media) for take in generation.stored_takes if take.media]
        found = await asyncio.gather(*(self._finds_unfit(media) for _, media in takes))
        unfit = [take for (take, _), is_unfit in zip(takes, found, strict=True) if is_unfit]
        if unfit:
            return ReviewReason.FLAGGED, unfit
        if settings.review_mode == ReviewMode.ALL:
            return ReviewReason.MODE, ()
        unchecked = None in found and _demands_checks(settings)
        return (ReviewReason.UNCHECKED if unchecked else None), ()

    async def _finds_unfit(self, media: StoredMedia) -> bool | None:
        """Give the classifier's word; None where there is none."""
        if self.checker is None:
            return None
        try:
            return await self.checker.finds_unfit(media)
        except CheckUnavailable as error:
            _log.warning("%s could not be checked: %s", media.path, error.detail)
            return None


def _demands_checks(settings: ServerSettings) -> bool:
    return settings.safety_checks == Checks.REQUIRED
