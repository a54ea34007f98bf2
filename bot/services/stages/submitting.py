"""Handing queued generations to their provider, at most once as far as money goes."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alarms import TRIED_AGAIN_AFTER, stopped_by
from bot.domain.catalogue import Catalogue
from bot.domain.errors import MediaUnavailable, ProviderError
from bot.domain.generation import Failure, FailureReason, Generation
from bot.domain.pace import backoff
from bot.ports.clock import Clock
from bot.ports.media import MediaLibrary
from bot.ports.provider import Order, Provider
from bot.ports.store import Store
from bot.services.linking import Linking, handle
from bot.services.troubles import Troubles

_log = logging.getLogger(__name__)

LEASE = timedelta(seconds=600)
"""How long a submit may take before its row is looked at again: longer than two uploads before it can."""

SUBMITS_AT_ONCE = 4
"""Runware advises a steady concurrency of 2 to 4. What is claimed is submitted at once, not queued again."""

_NOT_ABOUT_THE_TASK = frozenset(
    {
        FailureReason.KEY_REFUSED,
        FailureReason.OUT_OF_BALANCE,
        FailureReason.OWN_KEY_REFUSED,
        FailureReason.OWN_OUT_OF_BALANCE,
        FailureReason.MODEL_UNAVAILABLE,
        FailureReason.INPUT_LOST,
    }
)
"""Reasons that may be new since an earlier, unanswered submit, which may have been accepted all the same."""


@dataclass(frozen=True, slots=True)
class Submitting:
    """The stage QUEUED → SUBMITTING → RUNNING of one account at a provider."""

    provider: Provider
    catalogue: Catalogue
    store: Store
    media: MediaLibrary
    linking: Linking
    troubles: Troubles
    clock: Clock
    max_running: int
    first_poll_seconds: float
    deadline_seconds: int
    """How long what waited for money may take once there is some."""

    async def pick(self, count: int) -> Sequence[Generation]:
        """Claim at most `count` rows; the intent is committed before the provider hears of it."""
        if not self.provider.idempotent and self.troubles.resting(self.provider.name):
            # Each row has one chance, which would be lost on a provider that does not answer.
            return ()
        now = self.clock.now()
        return await self.store.claim_for_submit(
            self.provider.name, now, now + LEASE, self.max_running, count
        )

    async def act(self, generation: Generation) -> bool:
        """Submit one claimed row."""
        if generation.uncertain and not self.provider.idempotent:
            await self.store.submit_unanswered(generation.id, _never_again(generation, self.clock.now()))
            return False
        try:
            order = await self._order(generation)
            if not await self.store.sending(generation.id, self.clock.now()):
                return False
            task_id = await self.provider.submit(order)
        except MediaUnavailable as lost:
            error = ProviderError(
                self.provider.name, FailureReason.INPUT_LOST, retryable=lost.retryable, message=lost.detail
            )
            return await self._not_submitted(generation, error)
        except ProviderError as error:
            self.troubles.failed(error, generation.model_id)
            return await self._not_submitted(generation, error)
        alarm = self.troubles.stopped_by(self.provider.name)
        self.troubles.accepted(self.provider.name, generation.model_id)
        now = self.clock.now()
        first_poll = now + timedelta(seconds=self.first_poll_seconds)
        await self.store.submitted(generation.id, task_id, now, first_poll)
        if alarm:
            # What is taken is paid for.
            deadline_at = now + timedelta(seconds=self.deadline_seconds)
            await self.store.end_alarm(self.provider.name, alarm, deadline_at, now)
        return True

    async def _order(self, generation: Generation) -> Order:
        model = self.catalogue.get(generation.model_id)
        if model is None:
            raise MediaUnavailable(f"{generation.model_id} has left the catalogue", retryable=False)
        return Order(
            generation.id,
            model,
            generation.prompt,
            generation.settings,
            {role: handle(self.media, self.linking, media) for role, media in generation.inputs.items()},
            self.linking.webhook(generation),
            (await self.store.server(generation.place.guild_id)).safety,
        )

    async def _not_submitted(self, generation: Generation, error: ProviderError) -> bool:
        _log.warning("submit of %s: %s", generation.id, error)
        now = self.clock.now()
        retry_at = now + max(backoff(generation.attempts), _asked_pause(error))
        if error.uncertain or (generation.uncertain and _tells_nothing(error)):
            again_at = retry_at if self.provider.idempotent else _never_again(generation, now)
            await self.store.submit_unanswered(generation.id, again_at)
        elif alarm := stopped_by(error.reason):
            # First, so that it is not claimed again at once: it waits for money, not for an hour.
            await self.store.begin_alarm(error.provider, alarm, now, None, now + TRIED_AGAIN_AFTER)
            await self.store.submit_postponed(generation.id, now, now)
        elif error.retryable:
            await self.store.submit_postponed(generation.id, retry_at, now)
        else:
            await self.store.submit_refused(generation.id, Failure(error.reason, error.code), now)
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
