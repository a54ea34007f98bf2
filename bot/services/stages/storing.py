"""Fetching results to our own copies before anybody is charged."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import Generation, Take
from bot.domain.pace import backoff
from bot.ports.clock import Clock
from bot.ports.media import MediaLibrary
from bot.ports.store import Store

_log = logging.getLogger(__name__)

_TRIES = 6
"""With waits of 2 to 32 s between them: a minute for a result that is announced but not there yet."""


@dataclass(frozen=True, slots=True)
class Storing:
    """The stage that proves results to be videos; the store settles once no result is left to fetch."""

    store: Store
    media: MediaLibrary
    clock: Clock

    async def pick(self, count: int) -> Sequence[Generation]:
        """Find generations with results to fetch."""
        return await self.store.to_store(self.clock.now(), count)

    async def act(self, generation: Generation) -> bool:
        """Fetch every result of one generation that is due."""
        now = self.clock.now()
        for number, take in enumerate(generation.takes):
            if take.fetch_due_at and take.fetch_due_at <= now:
                await self._fetch(generation, take, f"{generation.id}-{number}")
        return True

    async def _fetch(self, generation: Generation, take: Take, name: str) -> None:
        container = str(generation.settings.get("format", "mp4"))
        try:
            media = await self.media.fetch_result(name, take.url, container, generation.provider)
        except MediaUnavailable as error:
            _log.warning("result %s of %s: %s", take.key, generation.id, error.detail)
            now = self.clock.now()
            again = error.retryable and (_worth_waiting(generation, error, now) or take.attempts + 1 < _TRIES)
            retry_at = now + backoff(take.attempts) if again else None
            await self.store.take_missed(generation.id, take.key, retry_at, now)
        else:
            await self.store.take_stored(generation.id, take.key, media, self.clock.now())


def _worth_waiting(generation: Generation, error: MediaUnavailable, now: datetime) -> bool:
    """A video that was paid is not given up for an outage, as long as its author may still expect it."""
    return error.outage and generation.deadline_at is not None and now < generation.deadline_at
