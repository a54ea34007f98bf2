"""Which providers are in trouble, on which account, since when and why, as far as their answers tell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar

from bot.domain.alarms import Alarm, AlarmKind, stopped_by
from bot.domain.catalogue import Model
from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.pace import backoff
from bot.domain.troubles import Trouble

KeyT = TypeVar("KeyT")

_AT_ONCE: Final = frozenset(
    {
        FailureReason.OUT_OF_BALANCE,
        FailureReason.KEY_REFUSED,
        FailureReason.OWN_OUT_OF_BALANCE,
        FailureReason.OWN_KEY_REFUSED,
        FailureReason.OWN_KEY_UNREADABLE,
    }
)
_EMPTY: Final = frozenset({FailureReason.OUT_OF_BALANCE, FailureReason.OWN_OUT_OF_BALANCE})
"""Reasons that the next request would meet as well; an outage may be over by then."""
_OUTAGE_AFTER: Final = timedelta(seconds=20)
_OUTAGE_FAILURES: Final = 3
_PATIENCE: Final = timedelta(minutes=10)
"""After this long without another failure a request is let through, to see whether it would fail, too."""


@dataclass(slots=True)
class _Failing:
    """Failures without a success in between."""

    reason: FailureReason
    since: datetime
    last_at: datetime
    times: int = 1

    def worsened(self, reason: FailureReason, now: datetime) -> "_Failing":
        """Count one more; another reason counts anew."""
        if reason is not self.reason:
            return _Failing(reason, now, now)
        return _Failing(reason, self.since, now, self.times + 1)


@dataclass(slots=True)
class Troubles:
    """Kept in memory: after a restart the alarms, and the first questions to a provider, tell again."""

    now: Callable[[], datetime]
    _providers: dict[str, _Failing] = field(default_factory=dict)
    _models: dict[tuple[str, str], _Failing] = field(default_factory=dict)
    """By account and model."""
    _alarms: dict[str, Trouble] = field(default_factory=dict)

    def failed(self, error: ProviderError, model_id: str | None = None) -> None:
        """Note that a provider could not do what it was asked; what is the request's own fault is none."""
        if error.reason is FailureReason.MODEL_UNAVAILABLE and model_id:
            self._note(self._models, (error.provider, model_id), error.reason)
        elif error.reason in _AT_ONCE or error.reason is FailureReason.PROVIDER_UNAVAILABLE:
            self._note(self._providers, error.provider, error.reason)

    def answered(self, provider: str) -> None:
        """Note that a provider can be reached and takes the key."""
        known = self._providers.get(provider)
        if known and known.reason not in _EMPTY:
            del self._providers[provider]

    def accepted(self, provider: str, model_id: str) -> None:
        """Note that a provider took a task: nothing can be wrong with it, nor with the model."""
        self._providers.pop(provider, None)
        self._models.pop((provider, model_id), None)

    def funded(self, provider: str) -> None:
        """Note that a provider's account is not empty."""
        self._providers.pop(provider, None)

    def alarmed(self, alarms: Iterable[Alarm]) -> None:
        """Note the providers that are given nothing at the moment."""
        self._alarms = {alarm.account: alarm.trouble for alarm in alarms if alarm.trouble}

    def stopped_by(self, provider: str) -> AlarmKind | None:
        """Give the alarm that an accepted task would end."""
        trouble = self._alarms.get(provider)
        return None if trouble is None else stopped_by(trouble.reason)

    def resting(self, provider: str) -> bool:
        """Tell whether a provider has failed so often, and so lately, that the next request would as well."""
        failing = self._providers.get(provider)
        if failing is None or failing.times < _OUTAGE_FAILURES:
            return False
        return self.now() - failing.last_at < backoff(failing.times)

    def of_provider(self, provider: str) -> Trouble | None:
        """Tell what is wrong with a provider."""
        failing = self._providers.get(provider)
        if failing is None or not self._counts(failing):
            return self._alarms.get(provider)
        return Trouble(failing.reason, failing.since)

    def of(self, model: Model, own_account: str | None = None) -> Trouble | None:
        """Tell what stands in the way of a model, on a server's own account if it has one there."""
        account = own_account or model.provider
        failing = self._models.get((account, model.id))
        if failing and self._counts(failing):
            return Trouble(failing.reason, failing.since)
        return self.of_provider(account)

    def _counts(self, failing: _Failing) -> bool:
        if self.now() - failing.last_at >= _PATIENCE:
            return False
        if failing.reason is not FailureReason.PROVIDER_UNAVAILABLE:
            return True
        return failing.times >= _OUTAGE_FAILURES and self.now() - failing.since >= _OUTAGE_AFTER

    def _note(self, failing: dict[KeyT, _Failing], name: KeyT, reason: FailureReason) -> None:
        now, known = self.now(), failing.get(name)
        failing[name] = known.worsened(reason, now) if known else _Failing(reason, now, now)
