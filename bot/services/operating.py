"""What the people who operate the bot see of its providers."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.catalogue import Catalogue
from bot.domain.money import ZERO, Micros
from bot.domain.rights import require_operator
from bot.domain.sight import Load
from bot.domain.troubles import Trouble
from bot.ports.clock import Clock
from bot.ports.provider import Provider
from bot.ports.store import Store
from bot.services.money.limits import LimitPolicy
from bot.services.stages.watching import Watching
from bot.services.troubles import Troubles

_LETTERS_KEPT: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class ProviderStatus:
    """How one provider fares."""

    provider: str
    models: tuple[str, ...]
    trouble: Trouble | None
    model_troubles: Mapping[str, Trouble]
    """Of models that are in trouble by themselves."""
    balance_micros: Micros | None
    """None when the provider does not say, or does not answer."""
    alert_micros: Micros
    """Below what balance operators are told."""
    load: Load
    last_webhook_at: datetime | None
    pricing: str | None
    """How asking for prices goes; None where nobody wants that."""


@dataclass(frozen=True, slots=True)
class Operating:
    """The use cases of operators."""

    catalogue: Catalogue
    store: Store
    watching: Watching
    troubles: Troubles
    policy: LimitPolicy
    clock: Clock
    patience_seconds: float = 8.0
    """Nobody waits longer for a balance."""

    def is_operator(self, discord_id: int) -> bool:
        """Tell whether somebody operates the bot."""
        return discord_id in self.policy.operator_ids

    def require_operator(self, discord_id: int) -> None:
        """Raise `OperatorsOnly` for everybody else."""
        require_operator(discord_id, self.policy.operator_ids)

    async def status(self) -> tuple[ProviderStatus, ...]:
        """Tell how every provider fares; each is asked for its balance now."""
        providers = self.watching.accounts.operators.values()
        return tuple(await asyncio.gather(*(self._status(provider) for provider in providers)))

    async def _status(self, provider: Provider) -> ProviderStatus:
        # First: the answer may tell of a trouble, or of its end.
        balance = await self._balance(provider)
        since = self.clock.now() - _LETTERS_KEPT
        models = [model for model in self.catalogue.models if model.provider == provider.name]
        trouble = self.troubles.of_provider(provider.name)
        found = {model.id: self.troubles.of(model) for model in models}
        return ProviderStatus(
            provider.name,
            tuple(model.id for model in models),
            trouble,
            {model_id: own for model_id, own in found.items() if own and own != trouble},
            balance,
            self.watching.alert_micros,
            await self._load(provider),
            await self.store.last_letter_at(provider.name, since),
            provider.pricing,
        )

    async def _load(self, provider: Provider) -> Load:
        load = await self.store.load(provider.name)
        # A submit that is sent again until it is answered leaks nothing.
        return replace(load, unanswered=0, unanswered_micros=ZERO) if provider.idempotent else load

    async def _balance(self, provider: Provider) -> Micros | None:
        try:
            async with asyncio.timeout(self.patience_seconds):
                return await self.watching.balance(provider)
        except TimeoutError:
            return None
