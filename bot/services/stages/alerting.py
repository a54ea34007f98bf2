"""Having operators told how the alarms stand."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.accounts import is_own
from bot.domain.alarms import Alarm, AlarmFacts
from bot.domain.money import Micros
from bot.domain.postings import Posting
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.money.limits import LimitPolicy

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Alerting:
    """The stage that tells operators directly, and in a channel of theirs if they have one."""

    store: Store
    policy: LimitPolicy
    channel_id: int | None
    clock: Clock

    async def pick(self, count: int) -> Sequence[Alarm]:
        """Find what they do not know yet, once it is known who they are; who manages a server is."""
        untold = await self.store.untold_alarms(count)
        if self.policy.operator_ids or self.channel_id is not None:
            return untold
        return [alarm for alarm in untold if is_own(alarm.account)]

    async def act(self, alarm: Alarm) -> bool:
        """Have them told of one."""
        _log.warning("%s: %s since %s until %s", alarm.account, alarm.kind, alarm.began_at, alarm.ended_at)
        operator_ids = sorted(self.policy.operator_ids)
        await self.store.tell_alarm(alarm, operator_ids, self.channel_id, self.clock.now())
        return True


@dataclass(frozen=True, slots=True)
class AlarmNotices:
    """Knows what the messages about alarms show."""

    store: Store
    alert_micros: Micros

    async def gather(self, posting: Posting) -> AlarmFacts | None:
        """Give the alarm as it stands."""
        alarm = await self.store.alarm(int(posting.key.partition(":")[0]))
        return None if alarm is None else AlarmFacts(alarm=alarm, alert_micros=self.alert_micros)


def alarm_key(alarm: Alarm) -> str:
    """Name an alarm."""
    return str(alarm.id)
