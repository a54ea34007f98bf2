"""Handing queued generations to their provider, at most once as far as money goes."""

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.catalogue import Catalogue
from bot.domain.errors import MediaUnavailable, ProviderError
from bot.domain.generation import Failure, FailureReason, Generation, StoredMedia
from bot.domain.pace import backoff
from bot.ports.clock import Clock
from bot.ports.media import MediaLibrary
from bot.ports.provider import InputMedia, Order, Provider
from bot.ports.store import Store

_log = logging.getLogger(__name__)

LEASE = timedelta(seconds=180)
"""How long a submit may take before its row is looked at again; longer than any HTTP timeout."""

_NOT_ABOUT_THE_TASK = frozenset(
    {FailureReason.KEY_REFUSED, FailureReason.OUT_OF_BALANCE, FailureReason.INPUT_LOST}
)


@dataclass(frozen=True, slots=True)
class Submitting:
    """The stage QUEUED → SUBMITTING → RUNNING."""

    catalogue: Catalogue
    store: Store
    media: MediaLibrary
    providers: Mapping[str, Provider]
    clock: Clock
    max_running: int
    first_poll_seconds: float

    async def pick(self, count: int) -> Sequence[Generation]:
        """Claim at most `count` rows; the intent is committed before any provider hears of it."""
        now = self.clock.now()
        claimed: list[Generation] = []
        for name in self.providers:
            room = count - len(claimed)
            claimed += await self.store.claim_for_submit(name, now, now + LEASE, self.max_running, room)
        return claimed

    async def act(self, generation: Generation) -> bool:
        """Submit one claimed row."""
        provider = self.providers[generation.provider]
        if generation.uncertain and not provider.idempotent:
            await self.store.submit_unanswered(generation.id, _never_again(generation, self.clock.now()))
            return False
        try:
            task_id = await provider.submit(await self._order(generation))
        except MediaUnavailable as lost:
            error = ProviderError(
                provider.name, FailureReason.INPUT_LOST, retryable=lost.retryable, message=lost.detail
            )
            return await self._not_submitted(generation, error)
        except ProviderError as error:
            return await self._not_submitted(generation, error)
        now = self.clock.now()
        first_poll = now + timedelta(seconds=self.first_poll_seconds)
        await self.store.submitted(generation.id, task_id, now, first_poll)
        return True

    async def _order(self, generation: Generation) -> Order:
        model = self.catalogue.get(generation.model_id)
        if model is None:
            raise MediaUnavailable(f"{generation.model_id} has left the catalogue", retryable=False)
        inputs = {role: self._input(media) for role, media in generation.inputs.items()}
        return Order(generation.id, model, generation.prompt, generation.settings, inputs)

    def _input(self, media: StoredMedia) -> InputMedia:
        async def read() -> AsyncIterator[bytes]:
            yield await self.media.read(media)

        return InputMedia(media.mime, media.size_bytes, None, read)

    async def _not_submitted(self, generation: Generation, error: ProviderError) -> bool:
        _log.warning("submit of %s: %s", generation.id, error)
        now = self.clock.now()
        retry_at = now + max(backoff(generation.attempts), _asked_pause(error))
        if error.uncertain or (generation.uncertain and _tells_nothing(error)):
            await self.store.submit_unanswered(generation.id, retry_at)
        elif error.retryable:
            await self.store.submit_postponed(generation.id, retry_at)
        else:
            await self.store.fail(generation.id, Failure(error.reason, error.code), now)
            return True
        return False


def _tells_nothing(error: ProviderError) -> bool:
    """Tell whether an error leaves open what became of an earlier, unanswered submit."""
    return error.retryable or error.reason in _NOT_ABOUT_THE_TASK


def _asked_pause(error: ProviderError) -> timedelta:
    return timedelta(seconds=error.retry_after_seconds or 0)


def _never_again(generation: Generation, now: datetime) -> datetime:
    """Let the deadline come first: without an idempotency key a second submit could be a second charge."""
    return (generation.deadline_at or now) + timedelta(days=365)
