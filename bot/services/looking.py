"""What members are shown of generations: the queue, the history, and everything about one."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.domain.errors import GenerationUnknown, IdAmbiguous, MediaUnavailable
from bot.domain.generation import Generation, StoredMedia, Take
from bot.domain.references import typed_id
from bot.domain.sight import Page, ServerQueue, Viewer, may_watch
from bot.ports.delivery import Clip
from bot.ports.media import MediaLibrary
from bot.ports.store import Store
from bot.services.linking import Linking

_log = logging.getLogger(__name__)

SUGGESTED: Final = 25
"""Discord's limit on suggestions (docs/facts/discord.md §3)."""
_LEAST_OF_AN_ID: Final = 4
"""Characters; fewer would be the start of too many ids."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One generation as its viewer may see it."""

    generation: Generation
    place_in_line: int | None = None
    clips: Sequence[Clip] = field(default_factory=tuple)
    """Its videos, by file where one fits, else by link; nothing of what the viewer may not see."""
    gone: bool = False
    """Whether our own copies were removed."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Finds and shows; whatever it is asked, a viewer sees only what they may."""

    store: Store
    media: MediaLibrary
    linking: Linking

    async def queue(self, viewer: Viewer, count: int) -> ServerQueue:
        """Give what is under way in the viewer's server, the first `count` of it one by one."""
        return await self.store.server_queue(viewer, count)

    async def history(
        self, viewer: Viewer, author_discord_id: int, search: str, number: int, size: int
    ) -> Page:
        """Give a page of somebody's generations in the viewer's server, newest first."""
        return await self.store.history(viewer, author_discord_id, search, number, size)

    async def suggestions(self, viewer: Viewer, typed: str) -> Sequence[Generation]:
        """Find the viewer's own generations, and others by their ids."""
        own = await self.store.find(viewer.discord_id, viewer.guild_id, typed, SUGGESTED)
        known = {generation.id for generation in own}
        others = [one for one in await self._by_id(viewer, typed) if one.id not in known]
        return [*own, *others][:SUGGESTED]

    async def results(self, viewer: Viewer, typed: str) -> Sequence[Generation]:
        """Find the viewer's own generations of which a video is kept."""
        return await self.store.find(viewer.discord_id, viewer.guild_id, typed, SUGGESTED, with_video=True)

    async def one(self, viewer: Viewer, typed: str) -> Generation:
        """Find a generation by its id or the start of it; raises `GenerationUnknown` or `IdAmbiguous`."""
        found = await self._by_id(viewer, typed)
        if not found:
            raise GenerationUnknown(typed)
        if len(found) > 1:
            raise IdAmbiguous(typed, tuple(one.id for one in found))
        return found[0]

    async def show(self, viewer: Viewer, typed: str, limit_bytes: int, most_files: int) -> Shown:
        """Give everything about one generation, with at most `most_files` videos made to fit the limit.

        `typed` is its id or the start of it. Raises `GenerationUnknown` or `IdAmbiguous`.
        """
        generation = await self.one(viewer, typed)
        place = await self.store.place_in_line(generation.id)
        takes = generation.stored_takes if may_watch(viewer, generation) else ()
        if takes and generation.retired_at:
            return Shown(generation, place, gone=True)
        clips = [
            await self._clip(generation, take, limit_bytes if number < most_files else 0)
            for number, take in enumerate(takes)
        ]
        return Shown(generation, place, clips)

    async def _by_id(self, viewer: Viewer, typed: str) -> Sequence[Generation]:
        start = typed_id(typed)
        if len(start) < _LEAST_OF_AN_ID:
            return ()
        return await self.store.visible(viewer, start, SUGGESTED)

    async def _clip(self, generation: Generation, take: Take, limit_bytes: int) -> Clip:
        link, ends_at = self.linking.result(generation, take)
        return Clip(take, await self._fitting(take.media, limit_bytes), link, ends_at)

    async def _fitting(self, media: StoredMedia | None, limit_bytes: int) -> StoredMedia | None:
        if media is None or not limit_bytes:
            return None
        try:
            return await self.media.fit(media, limit_bytes)
        except MediaUnavailable as error:
            _log.warning("%s cannot be shown as a file: %s", media.path, error.detail)
            return None
