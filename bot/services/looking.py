"""What members are shown of generations: the queue, the history, and everything about one."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.domain.errors import GenerationUnknown, IdAmbiguous
from bot.domain.generation import Generation, Take
from bot.domain.references import typed_id, typed_take
from bot.domain.sight import Page, ServerQueue, Viewer, may_watch
from bot.ports.delivery import Clip
from bot.ports.store import Store
from bot.services.clips import Clips

SUGGESTED: Final = 25
"""Discord's limit on suggestions (docs/facts/discord.md §3)."""
_PATIENCE_SECONDS: Final = 60.0
_LEAST_OF_AN_ID: Final = 4
"""Characters; fewer would be the start of too many ids."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One generation as its viewer may see it."""

    generation: Generation
    place_in_line: int | None = None
    clips: Sequence[Clip] = field(default_factory=tuple)
    """Its videos, by file where one fits, else by link; nothing of what the viewer may not see."""
    first: int = 0
    """The number of the first of them among all of the generation's, from 0."""
    gone: bool = False
    """Whether our own copies were removed."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Finds and shows; whatever it is asked, a viewer sees only what they may."""

    store: Store
    clips: Clips

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

        `typed` is its id or the start of it, `/2` behind it for the second of its videos alone.
        Raises `GenerationUnknown` or `IdAmbiguous`.
        """
        start, number = typed_take(typed)
        generation = await self.one(viewer, start)
        place = await self.store.place_in_line(generation.id)
        if not may_watch(viewer, generation):
            return Shown(generation, place)
        if generation.retired_at or generation.removed_at:
            return Shown(generation, place, gone=bool(generation.stored_takes))
        takes = generation.stored_takes
        chosen = range(int(number) - 1, int(number)) if _is_one_of(number, takes) else range(len(takes))
        clips = await self._clips(generation, [takes[index] for index in chosen], limit_bytes, most_files)
        return Shown(generation, place, clips, first=chosen.start)

    async def _clips(
        self, generation: Generation, takes: Sequence[Take], limit_bytes: int, most_files: int
    ) -> Sequence[Clip]:
        """Give files as far as that is a matter of seconds: somebody is waiting, and a link is at hand."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self.clips.of(generation, takes, limit_bytes, most_files)
        except TimeoutError:
            return await self.clips.of(generation, takes, 0)

    async def _by_id(self, viewer: Viewer, typed: str) -> Sequence[Generation]:
        start = typed_id(typed)
        if len(start) < _LEAST_OF_AN_ID:
            return ()
        return await self.store.visible(viewer, start, SUGGESTED)


def _is_one_of(number: str, takes: Sequence[Take]) -> bool:
    return number in {str(place) for place in range(1, len(takes) + 1)}
