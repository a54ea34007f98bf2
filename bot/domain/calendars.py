"""In which zone a server counts days and months, and how it changes zones without refilling anything."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.domain.quota import Window, day_window, month_window
from bot.domain.servers import ServerSettings

_NO_PLACES: Final = frozenset({"Factory", "localtime"})
"""Names that stand for whatever a machine is set to."""
_SHORTEST_DAY: Final = timedelta(hours=22)
_SHORTEST_MONTH: Final = timedelta(days=26)
"""A month of the westernmost zone that goes on in the easternmost."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A zone's days and months, but for those in which the zone was chosen: they go on until they may end."""

    zone: tzinfo = UTC
    kept_day: Window | None = None
    kept_month: Window | None = None

    def day(self, now: datetime) -> Window:
        """Give the day that contains `now`."""
        return _kept_or(self.kept_day, now, self.zone, day_window)

    def month(self, now: datetime) -> Window:
        """Give the month that contains `now`."""
        return _kept_or(self.kept_month, now, self.zone, month_window)

    def moved_to(self, zone: tzinfo, now: datetime) -> "Calendar":
        """Count in another zone from the next midnight there that does not end the day of `now` early."""
        return Calendar(
            zone,
            _lengthened(self.day(now), _SHORTEST_DAY, now, zone, day_window),
            _lengthened(self.month(now), _SHORTEST_MONTH, now, zone, month_window),
        )


def calendar_of(settings: ServerSettings) -> Calendar:
    """Read a server's calendar from its settings; UTC's where nothing is decided."""
    instants = [datetime.fromisoformat(instant) for instant in settings.windows_kept]
    calendar = Calendar(_zone(settings.timezone))
    if not instants:
        return calendar
    day_start, day_end, month_start, month_end = instants
    return replace(calendar, kept_day=Window(day_start, day_end), kept_month=Window(month_start, month_end))


def moved(settings: ServerSettings, timezone: str | None, now: datetime) -> tuple[str, ...]:
    """Give the `windows_kept` of settings that are to have another zone; None: UTC."""
    calendar = calendar_of(settings).moved_to(_zone(timezone), now)
    kept = (calendar.day(now), calendar.month(now))
    return tuple(instant.isoformat() for window in kept for instant in (window.starts_at, window.ends_at))


@cache
def timezones() -> tuple[str, ...]:
    """List the IANA names that this machine knows."""
    return tuple(sorted(available_timezones() - _NO_PLACES))


def _zone(name: str | None) -> tzinfo:
    """Find a zone; one that this machine does not know any more is counted as UTC."""
    try:
        return ZoneInfo(name) if name else UTC
    except ZoneInfoNotFoundError:
        return UTC


_WindowOf = Callable[[datetime, tzinfo], Window]


def _kept_or(kept: Window | None, now: datetime, zone: tzinfo, window_of: _WindowOf) -> Window:
    if kept is None:
        return window_of(now, zone)
    if kept.holds(now):
        return kept
    window = window_of(now, zone)
    # The last one before it was another zone's, and ended when it began.
    return Window(window.starts_at, kept.starts_at) if window.holds(kept.starts_at) else window


def _lengthened(
    window: Window, shortest: timedelta, now: datetime, zone: tzinfo, window_of: _WindowOf
) -> Window:
    last = window_of(max(now, window.starts_at + shortest - timedelta(microseconds=1)), zone)
    return Window(window.starts_at, last.ends_at)
