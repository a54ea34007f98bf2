"""What operators have to know of providers, and what keeps submits from them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.alarms import Alarm, AlarmKind
from bot.domain.moderation.audit import Decision
from bot.domain.money import Micros


class Alarming(Protocol):
    """The part of the store that keeps alarms; an account has one of each kind at a time.

    The breaker opens in the transaction that books the cost which is one too many.
    """

    async def begin_alarm(
        self,
        account: str,
        kind: AlarmKind,
        now: datetime,
        amount_micros: Micros | None = None,
        stops_until: datetime | None = None,
    ) -> None:
        """Begin or renew an alarm; until `stops_until` nothing is submitted on the account."""
        ...

    async def end_alarm(self, account: str, kind: AlarmKind, deadline_at: datetime, now: datetime) -> None:
        """End an alarm if it goes on; what waited for that has until `deadline_at` at least."""
        ...

    async def trust_again(self, decision: Decision, deadline_at: datetime, now: datetime) -> Sequence[str]:
        """Close every breaker, as somebody decided, and give the providers that go on."""
        ...

    async def alarms(self) -> Sequence[Alarm]:
        """Give the alarms that go on, longest first."""
        ...

    async def alarm(self, alarm_id: int) -> Alarm | None:
        """Read one alarm."""
        ...

    async def untold_alarms(self, count: int) -> Sequence[Alarm]:
        """Give alarms that have begun or ended since they were told."""
        ...

    async def tell_alarm(
        self, alarm: Alarm, operator_ids: Sequence[int], channel_id: int | None, now: datetime
    ) -> None:
        """Have operators told directly, and in a channel, how an alarm stands; each has one message of it."""
        ...
