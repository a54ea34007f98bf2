"""Erasing what members, and servers that were left, have said and made."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.errors import DeliveryError
from bot.domain.generation import Generation, StoredMedia
from bot.domain.privacy import GRACE, HASH_KEPT
from bot.ports.clock import Clock, Ids
from bot.ports.delivery import Delivery
from bot.ports.media import MediaLibrary
from bot.ports.store import Store

_log = logging.getLogger(__name__)

RETRY: Final = timedelta(seconds=60)
"""Longer than one attempt takes, so that no two are made at once."""
_AT_ONCE: Final = 100


@dataclass(slots=True)
class Erasing:
    """The stage that forgets; every step may be done twice, so that a crash between them costs nothing."""

    store: Store
    media: MediaLibrary
    delivery: Delivery
    clock: Clock
    ids: Ids
    _traces: bool = True
    """Whether the database's files may still hold something of what was erased: a crash may have left it."""

    async def pick(self, count: int) -> Sequence[Generation]:
        """Find what is to be erased; once nothing is, bring erasures to their end."""
        found = await self.store.to_erase(self.clock.now(), count)
        if not found:
            await self._conclude()
        return found

    async def act(self, generation: Generation) -> bool:
        """Delete the files and messages of one generation and blank its row, or try again later."""
        for media in _files(generation):
            await self.media.remove(media)
        try:
            await self.delivery.erase(generation)
        except DeliveryError as error:
            _log.warning("messages of %s stay for now: %s", generation.id, error.detail)
            await self.store.erasure_postponed(generation.id, self.clock.now() + RETRY)
            return False
        await self.store.generation_erased(generation.id, self.clock.now())
        self._traces = True
        return True

    async def _conclude(self) -> None:
        now = self.clock.now()
        ended = await self.store.end_erasures(self.ids.key(), now, _AT_ONCE)
        forgotten = await self.store.forget_erased(now - HASH_KEPT, now, _AT_ONCE)
        blanked = await self.store.forget_prompts(now, _AT_ONCE)
        departed = await self.store.erase_departed(now - GRACE, now, _AT_ONCE)
        if ended or forgotten or departed:
            _log.info("erased %d members and %d servers, forgot %d hashes", ended, departed, forgotten)
        if ended or forgotten or blanked or departed or self._traces:
            await self.store.scrub()
            self._traces = False


def _files(generation: Generation) -> list[StoredMedia]:
    """List what there may still be; a video that was deleted before is known only for the books."""
    files = (*generation.inputs.values(), *(take.media for take in generation.takes if take.media))
    return [media for media in files if media.path]
