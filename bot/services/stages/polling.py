"""Asking providers for news, many tasks in one request."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.accounts import provider_of
from bot.domain.errors import ProviderError
from bot.domain.generation import Generation, State
from bot.domain.pace import poll_wait
from bot.ports.clock import Clock
from bot.ports.provider import Provider
from bot.ports.store import Store
from bot.services.troubles import Troubles

_log = logging.getLogger(__name__)

_COST_PATIENCE = timedelta(days=1)
"""An expired task may still be finished and charged; after this long its provider has forgotten it."""
_LATE_FIRST_SECONDS, _LATE_SLOWEST_SECONDS = 60.0, 3600.0
_RARER_WHILE_PUSHED = 4
_PUSHES_COUNT_FOR = timedelta(minutes=10)
"""A provider whose webhooks arrive need not be asked as often; one webhook may still be lost."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The tasks of one request."""

    generations: tuple[Generation, ...]
    picked_at: datetime

    @property
    def account(self) -> str:
        """Name the one account that all of them are at."""
        return self.generations[0].account


@dataclass(frozen=True, slots=True)
class Polling:
    """The stage that brings the RUNNING generations of one account at a provider their news."""

    provider: Provider
    store: Store
    troubles: Troubles
    clock: Clock
    first_seconds: float
    slowest_seconds: float

    async def pick(self, count: int) -> Sequence[Batch]:
        """Gather what is due into at most `count` batches, and set when each is due next before asking.

        A request that is made anyway asks beside them about what would be due within one slowest interval:
        tasks fall into step, and their number costs no more requests than it must.
        """
        now = self.clock.now()
        size = self.provider.batch
        soon = now + timedelta(seconds=self.slowest_seconds)
        asked = await self.store.due_for_poll(self.provider.name, now, soon, size, count)
        if asked:
            await self.store.polled(await self._next_polls(asked))
        return [Batch(tuple(asked[first : first + size]), now) for first in range(0, len(asked), size)]

    async def act(self, batch: Batch) -> bool:
        """Ask about one batch and apply the answers."""
        task_ids = [task_id for generation in batch.generations if (task_id := self._known_as(generation))]
        if not task_ids:
            return False
        try:
            updates = await self.provider.poll(task_ids)
        except ProviderError as error:
            _log.warning("poll of %d tasks: %s", len(task_ids), error)
            self.troubles.failed(error)
            return False
        self.troubles.answered(self.provider.name)
        now = self.clock.now()
        # At once, so that they share a commit and none has to wait for those before it to succeed.
        observed = await asyncio.gather(
            *(self.store.observe(update, now) for update in updates), return_exceptions=True
        )
        for outcome in observed:
            if isinstance(outcome, BaseException):
                raise outcome
        return any(isinstance(seen, Generation) and seen.state is not State.RUNNING for seen in observed)

    def _known_as(self, generation: Generation) -> str | None:
        """Give a task's name at the provider: ours, where it takes ours, or else one that it has told us."""
        return generation.task_id or (generation.id if self.provider.idempotent else None)

    async def _next_polls(self, due: Sequence[Generation]) -> dict[str, datetime | None]:
        now = self.clock.now()
        pushed = await self.store.last_letter_at(provider_of(self.provider.name), now - _PUSHES_COUNT_FOR)
        rarity = _RARER_WHILE_PUSHED if pushed else 1
        return {generation.id: self._next_poll(generation, now, rarity) for generation in due}

    def _next_poll(self, generation: Generation, now: datetime, rarity: int) -> datetime | None:
        since = generation.submitted_at or generation.created_at
        if generation.ended_at is None:
            first, slowest = self.first_seconds * rarity, self.slowest_seconds * rarity
            return now + poll_wait(since, now, first, slowest)
        if now - generation.ended_at > _COST_PATIENCE:
            return None
        return now + poll_wait(since, now, _LATE_FIRST_SECONDS, _LATE_SLOWEST_SECONDS)


def batch_key(batch: Batch) -> str:
    """Name a batch so that no other has its name: a request that hangs must not hold up the next one."""
    return f"{batch.generations[0].id} at {batch.picked_at:%H:%M:%S.%f}"
