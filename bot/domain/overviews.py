"""What operators see of the servers that the bot is in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import Rejection
from bot.domain.moderation.pauses import Pause
from bot.domain.money import Micros
from bot.domain.quota import LimitUsage
from bot.domain.troubles import Trouble


@dataclass(eq=False)
class ServerUnknown(Rejection):
    """The bot is in no such server, or in several that are called so."""

    said: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How many members of a server are blocked, and what of theirs failed last, if anything did."""

    blocked: int
    last_trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class ServerOverview:
    """One server, as operators see it."""

    guild_id: int
    name: str
    day: LimitUsage
    month: LimitUsage
    pace_micros: Micros
    """What this month will have cost if it goes on like this."""
    served: bool
    """Whether it has the operator's budget without being funded."""
    pause: Pause | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """One page of the servers, those that spend most first; `number` counts from 0."""

    servers: Sequence[ServerOverview]
    number: int
    last: int
    total: int


def pace(month: LimitUsage, now: datetime) -> Micros:
    """Project a month's spending, what is held included; its first day counts as a whole one."""
    window = month.limit.window
    elapsed = max(now - window.starts_at, timedelta(days=1))
    used = month.held_micros + month.spent_micros
    return Micros(used * (window.ends_at - window.starts_at) // elapsed)
