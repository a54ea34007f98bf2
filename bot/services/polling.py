"""Asking providers for news, many tasks in one request."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import ProviderError
from bot.domain.generation import Generation, State
from bot.domain.pace import poll_wait
from bot.ports.clock import Clock
from bot.ports.provider import Provider
from bot.ports.store import Store

_log = logging.getLogger(__name__)

_COST_PATIENCE = timedelta(days=1)
"""An expired task may still be finished and charged; after this long its provider has forgotten it."""
_LATE_FIRST_SECONDS, _LATE_SLOWEST_SECONDS = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Batch:
    """The tasks of one request."""

    provider: Provider
    generations: tuple[Generation, ...]
    picked_at: datetime


@dataclass(frozen=True, slots=True)
class Polling:
    """The stage that brings RUNNING generations their news; `observe` does not care who brought it."""

    store: Store
    providers: Mapping[str, Provider]
    clock: Clock
    first_seconds: float
    slowest_seconds: float
    batch_size: int

    async def pick(self, count: int) -> Sequence[Batch]:
        """Gather what is due into at most `count` batches, and set when each is due next before asking.

        A request that is made anyway asks beside them about what would be due within one slowest interval:
        tasks fall into step, and their number costs no more requests than it must.
        """
        batches: list[Batch] = []
        for provider in self.providers.values():
            now = self.clock.now()
            soon = now + timedelta(seconds=self.slowest_seconds)
            room = count - len(batches)
            asked = await self.store.due_for_poll(provider.name, now, soon, self.batch_size, room)
            if asked:
                await self.store.polled(self._next_polls(asked))
            batches += [
                Batch(provider, tuple(asked[first : first + self.batch_size]), now)
                for first in range(0, len(asked), self.batch_size)
            ]
        return batches

    async def act(self, batch: Batch) -> bool:
        """Ask about one batch and apply the answers."""
        task_ids = [generation.task_id or generation.id for generation in batch.generations]
        try:
            updates = await batch.provider.poll(task_ids)
        except ProviderError as error:
            _log.warning("poll of %d tasks: %s", len(task_ids), error)
            return False
        now = self.clock.now()
        # At once, so that they share a commit and none has to wait for those before it to succeed.
        observed = await asyncio.gather(
            *(self.store.observe(update, now) for update in updates), return_exceptions=True
        )
        for outcome in observed:
            if isinstance(outcome, BaseException):
                raise outcome
        return any(isinstance(seen, Generation) and seen.state is not State.RUNNING for seen in observed)

    def _next_polls(self, due: Sequence[Generation]) -> dict[str, datetime | None]:
        now = self.clock.now()
        return {generation.id: self._next_poll(generation, now) for generation in due}

    def _next_poll(self, generation: Generation, now: datetime) -> datetime | None:
        since = generation.submitted_at or generation.created_at
        if generation.ended_at is None:
            return now + poll_wait(since, now, self.first_seconds, self.slowest_seconds)
        if now - generation.ended_at > _COST_PATIENCE:
            return None
        return now + poll_wait(since, now, _LATE_FIRST_SECONDS, _LATE_SLOWEST_SECONDS)


def batch_key(batch: Batch) -> str:
    """Name a batch so that no other has its name: a request that hangs must not hold up the next one."""
    return f"{batch.generations[0].id} at {batch.picked_at:%H:%M:%S.%f}"
