"""Asking providers for their balance: it costs nothing, and tells whether they answer."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.domain.accounts import is_own
from bot.domain.alarms import TRIED_AGAIN_AFTER, Alarm, AlarmKind, is_low, own_reason, stopped_by
from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.money import ZERO, Micros
from bot.ports.clock import Clock
from bot.ports.provider import Provider
from bot.ports.store import Store
from bot.services.accounts import Accounts
from bot.services.troubles import Troubles

_log = logging.getLogger(__name__)

_OFTEN: Final = timedelta(minutes=1)
"""While a provider is in trouble, so that members wait no longer than they must."""
_SELDOM: Final = timedelta(minutes=10)
_ABOUT_KEYS: Final = (AlarmKind.KEY_REFUSED, AlarmKind.KEY_UNREADABLE)


@dataclass(slots=True)
class Watching:
    """The stage that learns of the end of a trouble, and of an empty account before a member does."""

    accounts: Accounts
    store: Store
    troubles: Troubles
    clock: Clock
    alert_micros: Micros
    """Below what balance operators want to be told."""
    deadline_seconds: int
    """How long what waited may take once there is money again."""
    _balances: dict[str, Micros | None] = field(default_factory=dict)
    """As last told; None when the provider does not say."""
    _asked_at: dict[str, datetime] = field(default_factory=dict)

    async def pick(self, count: int) -> Sequence[Provider]:
        """Find the providers whose turn it is."""
        await self.accounts.forget_spent()
        await self.look_at_alarms()
        now, known = self.clock.now(), await self.accounts.in_use()
        return [provider for provider in known if self._is_due(provider.name, now)][:count]

    async def act(self, provider: Provider) -> bool:
        """Ask one provider."""
        await self.balance(provider)
        return False

    async def look_at_alarms(self) -> None:
        """Learn which providers are given nothing at the moment, whoever has noted that."""
        self.troubles.alarmed(await self.store.alarms())

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
            await self._stop(error)
            return None
        before, self._balances[provider.name] = self._balances.get(provider.name), balance
        await self._answered(provider.name)
        if balance is not None:
            await self._note(provider.name, balance, before)
        await self.look_at_alarms()
        return balance

    async def _stop(self, error: ProviderError) -> None:
        """Let nothing more be submitted with a server's key that is good for nothing."""
        if is_own(error.provider) and (kind := stopped_by(error.reason)):
            now = self.clock.now()
            await self.store.begin_alarm(error.provider, kind, now, None, now + TRIED_AGAIN_AFTER)
            await self.look_at_alarms()

    async def _answered(self, name: str) -> None:
        """End what kept a server's key from being used."""
        self.troubles.answered(name)
        if self.troubles.stopped_by(name) in _ABOUT_KEYS:
            for kind in _ABOUT_KEYS:
                await self._end(name, kind, self.clock.now())

    async def _note(self, name: str, balance: Micros, before: Micros | None) -> None:
        alarms = {alarm.kind: alarm for alarm in await self.store.alarms() if alarm.account == name}
        now = self.clock.now()
        if balance == 0:
            self.troubles.failed(_empty(name))
            until = now + TRIED_AGAIN_AFTER
            await self.store.begin_alarm(name, AlarmKind.OUT_OF_BALANCE, now, ZERO, until)
        elif _is_funded(balance, before, alarms.get(AlarmKind.OUT_OF_BALANCE)):
            self.troubles.funded(name)
            await self._end(name, AlarmKind.OUT_OF_BALANCE, now)
        if is_own(name):
            # How much a server keeps there is its own affair.
            return
        was_low = AlarmKind.BALANCE_LOW in alarms
        low = is_low(balance, self.alert_micros, was_low=was_low)
        if low and not was_low:
            _log.warning("balance: %s has less than the alert asks for", name)
            await self.store.begin_alarm(name, AlarmKind.BALANCE_LOW, now, balance)
        elif was_low and not low:
            await self._end(name, AlarmKind.BALANCE_LOW, now)

    async def _end(self, name: str, kind: AlarmKind, now: datetime) -> None:
        await self.store.end_alarm(name, kind, now + timedelta(seconds=self.deadline_seconds), now)

    def _is_due(self, name: str, now: datetime) -> bool:
        asked_at = self._asked_at.get(name)
        pause = _OFTEN if self.troubles.of_provider(name) else _SELDOM
        return asked_at is None or now - asked_at >= pause


def _empty(name: str) -> ProviderError:
    reason = FailureReason.OUT_OF_BALANCE
    return ProviderError(name, own_reason(reason) if is_own(name) else reason, retryable=False)


def _is_funded(balance: Micros, before: Micros | None, empty: Alarm | None) -> bool:
    """Tell whether there is more than there was; what was left may be some money, and enough for nothing."""
    known = before if empty is None or empty.amount_micros is None else empty.amount_micros
    return known is not None and balance > known
