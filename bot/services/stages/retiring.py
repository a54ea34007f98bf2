"""Removing our own copies once they have been kept as long as the operator wants."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import Generation
from bot.ports.clock import Clock
from bot.ports.media import MediaLibrary
from bot.ports.store import Store

_log = logging.getLogger(__name__)

_BEING_ACCEPTED = timedelta(hours=1)
"""A younger file may be part of a request that is not accepted yet."""


@dataclass(frozen=True, slots=True)
class Retiring:
    """The stage that removes the files of what ended long ago; the row stays, and says that they are gone."""

    store: Store
    media: MediaLibrary
    clock: Clock
    kept: timedelta

    async def pick(self, count: int) -> Sequence[Generation]:
        """Find what ended long enough ago, for the operator or for its server."""
        now = self.clock.now()
        return await self.store.to_retire(now - self.kept, count) or await self.store.to_retire_early(
            now, count
        )

    async def act(self, generation: Generation) -> bool:
        """Remove one generation's files; after a crash in between they are removed once more."""
        files = [*generation.inputs.values(), *(take.media for take in generation.stored_takes if take.media)]
        for media in files:
            await self.media.remove(media)
        await self.store.retired(generation.id, self.clock.now())
        _log.info("removed %d files of %s", len(files), generation.id)
        return False

    async def sweep(self) -> None:
        """At start: remove inputs that no request has, left by a crash between intake and acceptance."""
        try:
            known = await self.store.input_paths()
            removed = await self.media.sweep_inputs(known, self.clock.now() - _BEING_ACCEPTED)
        except MediaUnavailable as error:
            _log.warning("inputs that nobody needs stay: %s", error.detail)
        else:
            _log.info("removed %d inputs that no request has", removed)
