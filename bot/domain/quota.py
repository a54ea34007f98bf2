"""Limits on spending: windows of calendar days and months, and what is left in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from bot.domain.money import ZERO, Micros
from bot.domain.purses import Purse

NO_LIMIT: Final = Micros(2**53)
"""More than anybody has; SQLite can still add to it."""


class Scope(StrEnum):
    """Whose limit it is, and over what time."""

    MEMBER_DAY = "member_day"
    GUILD_DAY = "guild_day"
    GUILD_MONTH = "guild_month"
    OPERATOR_DAY = "operator_day"
    OPERATOR_MONTH = "operator_month"
    OWN_DAY = "own_day"
    OWN_MONTH = "own_month"
    """What of a server's budgets its own accounts at providers paid; only counted."""
    POOL_DAY = "pool_day"
    """What moderators add to the server's pool; no generation counts in it."""


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, start included, end not; both in UTC."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, instant: datetime) -> bool:
        """Tell whether an instant is in it."""
        return self.starts_at <= instant < self.ends_at


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `limit_micros` held and spent together by `owner` within the window."""

    scope: Scope
    owner: str
    window: Window
    limit_micros: Micros
    limit_count: int | None = None
    """At most so many generations that lead to a video; None: as many as the money lasts for."""
    purse: Purse | None = None
    """What pays where the limit has no room; None: nothing does."""
    role_id: int | None = None
    """The role whose rule it is; None: it is the same for everybody."""

    @property
    def is_real(self) -> bool:
        """Tell whether somebody has set it; others are only counted."""
        return self.limit_micros < NO_LIMIT


@dataclass(frozen=True, slots=True)
class LimitUsage:
    """A limit and what of it is used."""

    limit: Limit
    held_micros: Micros
    spent_micros: Micros
    made_count: int = 0
    """Generations under way or made."""
    purse_micros: Micros = ZERO
    """What is in the purse behind it."""

    @property
    def window_left_micros(self) -> Micros:
        """What is left in the window; 0 when the limit is reached or overrun."""
        return Micros(max(0, self.limit.limit_micros - self.held_micros - self.spent_micros))

    @property
    def left_micros(self) -> Micros:
        """What may still be held, the purse behind the limit included."""
        return Micros(self.window_left_micros + self.purse_micros)

    @property
    def is_counted_out(self) -> bool:
        """Tell whether as many generations were made as may be."""
        return self.limit.limit_count is not None and self.made_count >= self.limit.limit_count


@dataclass(frozen=True, slots=True)
class DayUsage:
    """What was held and spent of a daily limit on one day."""

    starts_at: datetime
    held_micros: Micros
    spent_micros: Micros


def day_window(now: datetime, zone: tzinfo = UTC) -> Window:
    """Give the calendar day of `zone` that contains `now` (23 to 25 hours where clocks change)."""
    today = now.astimezone(zone).date()
    return _between(today, today + timedelta(days=1), zone)


def last_days(
    now: datetime, count: int, window_of: Callable[[datetime], Window] = day_window
) -> list[Window]:
    """Give so many days, oldest first, up to the one that contains `now`."""
    days = [window_of(now)]
    while len(days) < count:
        days.append(window_of(days[-1].starts_at - timedelta(seconds=1)))
    return days[::-1]


def month_window(now: datetime, zone: tzinfo = UTC) -> Window:
    """Give the calendar month of `zone` that contains `now`."""
    first = now.astimezone(zone).date().replace(day=1)
    return _between(first, (first + timedelta(days=32)).replace(day=1), zone)


def _between(start: date, end: date, zone: tzinfo) -> Window:
    return Window(_midnight(start, zone), _midnight(end, zone))


def _midnight(day: date, zone: tzinfo) -> datetime:
    """Give the instant a day starts; where that midnight is skipped, the first instant after it."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
