"""What the people who operate the bot see of its providers."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, runtime_checkable

from bot.domain.catalogue import Catalogue
from bot.domain.errors import OperatorsOnly, ProviderError
from bot.domain.money import Micros
from bot.domain.troubles import Trouble
from bot.ports.clock import Clock
from bot.ports.provider import Provider
from bot.ports.store import Store
from bot.services.limits import LimitPolicy
from bot.services.troubles import Troubles

_LETTERS_KEPT: Final = timedelta(days=3)


@runtime_checkable
class DryRunning(Protocol):
    """A provider that can be asked for prices, should the operator want it."""

    @property
    def dry_run(self) -> bool:
        """Tell whether prices are asked."""
        ...

    @property
    def dry_run_off_reason(self) -> str:
        """Tell why they are not asked any more; nothing when that was never wanted."""
        ...


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
    waiting: int
    running: int
    unanswered: int
    """Submits whose answer was lost, and of which nothing was heard since."""
    unanswered_micros: Micros
    """What those may have cost the operator."""
    last_webhook_at: datetime | None
    dry_run: str | None
    """How asking for prices goes; None where it is not wanted."""


@dataclass(frozen=True, slots=True)
class Operating:
    """The use cases of operators."""

    catalogue: Catalogue
    store: Store
    providers: Mapping[str, Provider]
    troubles: Troubles
    policy: LimitPolicy
    clock: Clock
    patience_seconds: float = 8.0
    """Nobody waits longer for a balance."""

    def require_operator(self, discord_id: int) -> None:
        """Raise `OperatorsOnly` for everybody else."""
        if discord_id not in self.policy.operator_ids:
            raise OperatorsOnly

    async def status(self) -> tuple[ProviderStatus, ...]:
        """Tell how every provider fares; each is asked for its balance now."""
        return tuple(await asyncio.gather(*(self._status(provider) for provider in self.providers.values())))

    async def _status(self, provider: Provider) -> ProviderStatus:
        # First: the answer may tell of a trouble, or of its end.
        balance = await self._balance(provider)
        load = await self.store.load(provider.name)
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
            load.waiting,
            load.running,
            load.unanswered,
            load.unanswered_micros,
            await self.store.last_letter_at(provider.name, since),
            _dry_run(provider),
        )

    async def _balance(self, provider: Provider) -> Micros | None:
        try:
            async with asyncio.timeout(self.patience_seconds):
                balance = await provider.balance()
        except ProviderError as error:
            self.troubles.failed(error)
            return None
        except TimeoutError:
            return None
        self.troubles.answered(provider.name)
        return balance


def _dry_run(provider: Provider) -> str | None:
    if not isinstance(provider, DryRunning):
        return None
    if provider.dry_run:
        return "on"
    return f"off: {provider.dry_run_off_reason}" if provider.dry_run_off_reason else None
