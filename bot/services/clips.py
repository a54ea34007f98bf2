"""Results as members are shown them: by file where one fits, and by link."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import Generation, StoredMedia, Take
from bot.ports.delivery import Clip
from bot.ports.media import MediaLibrary
from bot.ports.store import Store
from bot.services.linking import Linking

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Clips:
    """Makes clips of what is stored."""

    store: Store
    media: MediaLibrary
    linking: Linking

    async def of(
        self,
        generation: Generation,
        takes: Sequence[Take],
        limit_bytes: int,
        most_files: int | None = None,
    ) -> list[Clip]:
        """Give results of a generation, the first `most_files` with files made to fit the limit."""
        with_files = takes[:most_files]
        spoiler = (await self.store.server(generation.place.guild_id)).spoiler
        return [
            await self._clip(generation, take, limit_bytes if take in with_files else 0, spoiler=spoiler)
            for take in takes
        ]

    async def _clip(self, generation: Generation, take: Take, limit_bytes: int, *, spoiler: bool) -> Clip:
        link, ends_at = self.linking.result(generation, take)
        return Clip(take, await self._fitting(take.media, limit_bytes), link, ends_at, spoiler)

    async def _fitting(self, media: StoredMedia | None, limit_bytes: int) -> StoredMedia | None:
        if media is None or not limit_bytes:
            return None
        try:
            return await self.media.fit(media, limit_bytes)
        except MediaUnavailable as error:
            _log.warning("%s cannot be given as a file: %s", media.path, error.detail)
            return None
