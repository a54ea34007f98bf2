"""Hiding what was reported, and showing it again once moderators let it be seen."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.generation import Generation
from bot.ports.clock import Clock
from bot.ports.delivery import Delivery
from bot.ports.store import Store
from bot.services.clips import Clips
from bot.services.stages.delivering import SHARES

_log = logging.getLogger(__name__)

RETRY: Final = timedelta(seconds=60)
"""Longer than one attempt takes, so that no two are made at once."""


@dataclass(frozen=True, slots=True)
class Hiding:
    """The stage that edits messages in place; every edit may be made twice."""

    store: Store
    clips: Clips
    delivery: Delivery
    clock: Clock

    async def pick(self, count: int) -> Sequence[Generation]:
        """Find what is to be hidden or shown, and due."""
        return await self.store.hidings_due(self.clock.now(), count)

    async def act(self, generation: Generation) -> bool:
        """Hide or show one generation's videos, or put it off while Discord does not answer."""
        try:
            if generation.hidden_at:
                await self.delivery.hide(generation)
            else:
                await self._restored(generation)
        except DeliveryError as error:
            _log.warning("messages of %s stay as they are: %s", generation.id, error.detail)
            if error.trouble is DeliveryTrouble.UNAVAILABLE:
                await self.store.hiding_postponed(generation.id, self.clock.now() + RETRY)
                return False
        await self.store.hiding_done(generation.id, generation.hidden_at)
        now_is = await self.store.get(generation.id)
        if now_is and now_is.hidden_at != generation.hidden_at:
            # Decided anew during the edit, and this one may have reached Discord last.
            return await self.act(now_is)
        return True

    async def _restored(self, generation: Generation) -> None:
        """Show the videos from our own copies, with files as small as Discord wants them."""
        if generation.retired_at:
            await self.delivery.restore(generation, ())
            return
        for share in SHARES:
            if await self._fits(generation, generation.place.upload_limit_bytes // share):
                return
        # A link must do.
        await self.delivery.restore(generation, await self.clips.of(generation, generation.stored_takes, 0))

    async def _fits(self, generation: Generation, most_bytes: int) -> bool:
        clips = await self.clips.of(generation, generation.stored_takes, most_bytes)
        try:
            await self.delivery.restore(generation, clips)
        except DeliveryError as error:
            if error.trouble is not DeliveryTrouble.TOO_LARGE:
                raise
            return False
        return True
