"""What operators have to know of a provider: an account that runs low, costs above the quotes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.domain.accounts import is_own, provider_of
from bot.domain.generation import FailureReason
from bot.domain.money import Micros
from bot.domain.postings import Facts
from bot.domain.troubles import Trouble

TRIED_AGAIN_AFTER: Final = timedelta(minutes=10)
"""An account that was empty, and does not say that it was filled, is tried again after this long."""
OVERRUNS: Final = 3
OVERRUNS_WITHIN: Final = timedelta(minutes=10)
"""So many generations that cost more than was quoted, so close together, open the breaker."""
ROUNDING_MICROS: Final = 50
"""So much more for each take is a matter of rounding: Runware writes costs with four decimals (`cost` in
tests/data/examples)."""
FOR_GOOD: Final = datetime.max.replace(tzinfo=UTC)
"""Until when a breaker stops its provider: until somebody says otherwise."""


class AlarmKind(StrEnum):
    """What is wrong."""

    BALANCE_LOW = "balance_low"
    OUT_OF_BALANCE = "out_of_balance"
    OVERRUN = "overrun"
    """A generation cost more than was quoted; the operator bears the rest."""
    BREAKER = "breaker"
    """That happened so often that nothing more is submitted."""
    KEY_REFUSED = "key_refused"
    KEY_UNREADABLE = "key_unreadable"
    """Like an account that is empty, of a server's own key."""


QUIET_FOR: Final[Mapping[AlarmKind, timedelta]] = MappingProxyType(
    {
        AlarmKind.BALANCE_LOW: timedelta(hours=1),
        AlarmKind.OUT_OF_BALANCE: timedelta(hours=1),
        AlarmKind.OVERRUN: timedelta(days=1),
        AlarmKind.BREAKER: timedelta(0),
        AlarmKind.KEY_REFUSED: timedelta(hours=1),
        AlarmKind.KEY_UNREADABLE: timedelta(hours=1),
    }
)
"""What begins again so soon after it was over is the same alarm: nobody is told twice."""
_REASONS: Final = MappingProxyType(
    {
        AlarmKind.OUT_OF_BALANCE: FailureReason.OUT_OF_BALANCE,
        AlarmKind.BREAKER: FailureReason.COST_OVERRUN,
        AlarmKind.KEY_REFUSED: FailureReason.OWN_KEY_REFUSED,
        AlarmKind.KEY_UNREADABLE: FailureReason.OWN_KEY_UNREADABLE,
    }
)
_OWN: Final = MappingProxyType(
    {
        FailureReason.OUT_OF_BALANCE: FailureReason.OWN_OUT_OF_BALANCE,
        FailureReason.KEY_REFUSED: FailureReason.OWN_KEY_REFUSED,
    }
)
_STOPPING: Final = MappingProxyType(
    {
        FailureReason.OUT_OF_BALANCE: AlarmKind.OUT_OF_BALANCE,
        FailureReason.OWN_OUT_OF_BALANCE: AlarmKind.OUT_OF_BALANCE,
        FailureReason.OWN_KEY_REFUSED: AlarmKind.KEY_REFUSED,
        FailureReason.OWN_KEY_UNREADABLE: AlarmKind.KEY_UNREADABLE,
    }
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that operators are told, and whether it is over."""

    id: int
    account: str
    kind: AlarmKind
    amount_micros: Micros | None
    """What was left in the account, or what the operator bears; None: nobody knows."""
    began_at: datetime
    ended_at: datetime | None = None

    @property
    def provider(self) -> str:
        """Name the provider that the account is at."""
        return provider_of(self.account)

    @property
    def trouble(self) -> Trouble | None:
        """Tell what stands in the way of its provider; None when it only tells of something."""
        reason = _REASONS.get(self.kind)
        if reason is None:
            return None
        return Trouble(own_reason(reason) if is_own(self.account) else reason, self.began_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmFacts(Facts):
    """What is posted of an alarm."""

    alarm: Alarm
    alert_micros: Micros
    """Below what balance operators want to be told."""


def own_reason(reason: FailureReason) -> FailureReason:
    """Give what a trouble is when it is a server's own account that has it."""
    return _OWN.get(reason, reason)


def stopped_by(reason: FailureReason) -> AlarmKind | None:
    """Give the alarm of a trouble for which nothing is at fault that waits in line."""
    return _STOPPING.get(reason)


def is_low(balance_micros: Micros, alert_micros: Micros, *, was_low: bool) -> bool:
    """Tell whether a balance is low; one that was has to rise by a quarter of the threshold beyond it."""
    return balance_micros < (alert_micros * 5 // 4 if was_low else alert_micros)
