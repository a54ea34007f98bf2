"""Clearing away what somebody had deleted: our own copies, and the messages with its videos."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.errors import DeliveryError
from bot.domain.generation import Generation
from bot.ports.clock import Clock
from bot.ports.delivery import Delivery
from bot.ports.media import MediaLibrary
from bot.ports.store import Store

_log = logging.getLogger(__name__)

RETRY: Final = timedelta(seconds=60)
"""Longer than one attempt takes, so that no two are made at once."""


@dataclass(frozen=True, slots=True)
class Removing:
    """The stage that deletes; every step may be done twice, so that a crash between them costs nothing."""

    store: Store
    media: MediaLibrary
    delivery: Delivery
    clock: Clock

    async def pick(self, count: int) -> Sequence[Generation]:
        """Find what is marked and due."""
        return await self.store.to_remove(self.clock.now(), count)

    async def act(self, generation: Generation) -> bool:
        """Delete everything of one generation, or put it off while Discord does not answer."""
        files = [*generation.inputs.values(), *(take.media for take in generation.takes if take.media)]
        for media in files:
            await self.media.remove(media)
        try:
            await self.delivery.remove(generation)
        except DeliveryError as error:
            _log.warning("messages of %s stay for now: %s", generation.id, error.detail)
            await self.store.removal_postponed(generation.id, self.clock.now() + RETRY)
            return False
        await self.store.removed(generation.id)
        _log.info("deleted %d files and the messages of %s", len(files), generation.id)
        return True
