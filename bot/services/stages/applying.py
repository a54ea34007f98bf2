"""Applying webhooks: they say that something has happened, and the provider is asked what."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.errors import ProviderError
from bot.domain.generation import Generation
from bot.domain.news import Letter
from bot.domain.pace import backoff
from bot.ports.clock import Clock
from bot.ports.provider import Provider
from bot.ports.store import Store

_log = logging.getLogger(__name__)

_PATIENCE: Final = timedelta(hours=1)
"""A webhook about none of ours for this long is about somebody else's task in the same account."""


@dataclass(frozen=True, slots=True)
class Applying:
    """The stage that has the generations asked about that webhooks speak of."""

    store: Store
    providers: Mapping[str, Provider]
    clock: Clock

    async def pick(self, count: int) -> Sequence[Letter]:
        """Find webhooks that were not applied."""
        return await self.store.letters_due(self.clock.now(), count)

    async def act(self, letter: Letter) -> bool:
        """Apply one; one that overtook the answer to our submit, or whose answer was lost, is looked up."""
        now = self.clock.now()
        if await self.store.apply(letter, now):
            return True
        in_doubt = await self.store.in_doubt(letter.provider, now)
        if await self._recognised(letter, in_doubt):
            return await self.store.apply(letter, now)
        age = now - letter.received_at
        retry_at = now + max(backoff(0), age) if in_doubt and age < _PATIENCE else None
        await self.store.postpone_letter(letter.key, retry_at)
        return False

    async def _recognised(self, letter: Letter, in_doubt: Sequence[Generation]) -> bool:
        """Find the generation whose lost submit made the task that the webhook speaks of.

        One whose answer may still come is looked at, too: it may be as like the task as a lost one.
        """
        provider = self.providers.get(letter.provider)
        if provider is None or not any(generation.uncertain for generation in in_doubt):
            return False
        for task_id in letter.task_ids:
            try:
                generation_id = await provider.recognise(task_id, in_doubt)
            except ProviderError as error:
                _log.warning("look-up of task %s: %s", task_id, error)
                continue
            if generation_id:
                _log.info("task %s is generation %s, whose submit was not answered", task_id, generation_id)
                await self.store.recognised(generation_id, task_id)
                return True
        return False


def letter_key(letter: Letter) -> str:
    """Name a webhook."""
    return letter.key
