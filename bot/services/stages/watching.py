"""Asking providers for their balance: it costs nothing, and tells whether they answer."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.money import Micros
from bot.ports.clock import Clock
from bot.ports.provider import Provider
from bot.services.troubles import Troubles

_log = logging.getLogger(__name__)

_OFTEN: Final = timedelta(minutes=1)
"""While a provider is in trouble, so that members wait no longer than they must."""
_SELDOM: Final = timedelta(minutes=10)


@dataclass(slots=True)
class Watching:
    """The stage that learns of the end of a trouble, and of an empty account before a member does."""

    providers: Mapping[str, Provider]
    troubles: Troubles
    clock: Clock
    _balances: dict[str, Micros | None] = field(default_factory=dict)
    """As last told; None when the provider does not say."""
    _asked_at: dict[str, datetime] = field(default_factory=dict)

    async def pick(self, count: int) -> Sequence[Provider]:
        """Find the providers whose turn it is."""
        now = self.clock.now()
        return [provider for provider in self.providers.values() if self._is_due(provider.name, now)][:count]

    async def act(self, provider: Provider) -> bool:
        """Ask one provider."""
        await self.balance(provider)
        return False

    async def balance(self, provider: Provider) -> Micros | None:
        """Ask what is left in an account, and note the troubles that begin or end with the answer.

        None when the provider does not say, or does not answer.
        """
        self._asked_at[provider.name] = self.clock.now()
        try:
            balance = await provider.balance()
        except ProviderError as error:
            _log.warning("balance: %s", error)
            self.troubles.failed(error)
            return None
        before, self._balances[provider.name] = self._balances.get(provider.name), balance
        self.troubles.answered(provider.name)
        if balance == 0:
            self.troubles.failed(ProviderError(provider.name, FailureReason.OUT_OF_BALANCE, retryable=False))
        elif before is not None and balance is not None and balance > before:
            # Only then: what is left may be some money and still not enough for anything.
            self.troubles.funded(provider.name)
        return balance

    def _is_due(self, name: str, now: datetime) -> bool:
        asked_at = self._asked_at.get(name)
        pause = _OFTEN if self.troubles.of_provider(name) else _SELDOM
        return asked_at is None or now - asked_at >= pause
