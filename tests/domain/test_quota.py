"""Windows of days and months in every zone on earth, and what is left in them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import Micros
from bot.domain.quota import Limit, LimitUsage, Scope, Window, day_window, month_window

WindowOf = Callable[[datetime, tzinfo], Window]

EITHER = pytest.mark.parametrize("window_of", [day_window, month_window])
START, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
zones = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
instants = st.integers(0, int((END - START).total_seconds())).map(
    lambda seconds: START + timedelta(seconds=seconds)
)


def require_one_window(now: datetime, zone: tzinfo, window_of: WindowOf) -> None:
    window = window_of(now, zone)

    assert window.starts_at <= now < window.ends_at
    assert window_of(window.starts_at, zone) == window
    assert window_of(window.ends_at - TICK, zone) == window
    assert window_of(window.ends_at, zone).starts_at == window.ends_at
    assert window_of(window.starts_at - TICK, zone).ends_at == window.starts_at


def changes_of_clocks(zone: tzinfo) -> list[datetime]:
    """Find each second at which a zone's distance from UTC changes."""
    found = []
    before = START
    while before < END:
        after = before + timedelta(days=7)
        if before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            found.append(_first_second(before, after, zone))
        before = after
    return found


def _first_second(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


@EITHER
@given(now=instants, zone=zones)
def test_every_instant_is_in_one_window_and_windows_meet(
    now: datetime, zone: ZoneInfo, window_of: WindowOf
) -> None:
    require_one_window(now, zone, window_of)


@EITHER
@pytest.mark.parametrize(
    "name",
    [
        "Africa/Cairo",  # skips midnight
        "Africa/Casablanca",
        "America/Asuncion",
        "America/Havana",  # has midnight twice
        "America/Nuuk",
        "America/Santiago",  # skips midnight, and 23:00 comes twice
        "America/Scoresbysund",
        "America/St_Johns",
        "Antarctica/Casey",
        "Antarctica/Troll",
        "Asia/Amman",
        "Asia/Beirut",
        "Asia/Gaza",
        "Asia/Tehran",
        "Atlantic/Azores",
        "Australia/Lord_Howe",  # half an hour
        "Europe/Berlin",
        "Pacific/Apia",
    ],
)
def test_windows_meet_wherever_clocks_change(name: str, window_of: WindowOf) -> None:
    zone = ZoneInfo(name)
    changes = changes_of_clocks(zone)

    assert changes
    for change in changes:
        for hours in (-25, -1.5, -0.5, 0, 0.5, 1.5, 25):
            require_one_window(change + timedelta(hours=hours), zone, window_of)
        require_one_window(change - TICK, zone, window_of)


@pytest.mark.parametrize(
    ("name", "day", "starts_at", "hours"),
    [
        ("UTC", date(2026, 3, 29), "2026-03-29T00:00Z", 24),
        ("Asia/Tokyo", date(2026, 3, 29), "2026-03-28T15:00Z", 24),
        ("Europe/Berlin", date(2026, 3, 29), "2026-03-28T23:00Z", 23),
        ("Europe/Berlin", date(2026, 10, 25), "2026-10-24T22:00Z", 25),
        ("America/Santiago", date(2022, 9, 11), "2022-09-11T04:00Z", 23),
        ("America/Santiago", date(2022, 4, 2), "2022-04-02T03:00Z", 25),
        ("Asia/Beirut", date(2022, 3, 27), "2022-03-26T22:00Z", 23),
        ("America/Havana", date(2022, 11, 6), "2022-11-06T04:00Z", 25),
        ("Australia/Lord_Howe", date(2022, 4, 3), "2022-04-02T13:00Z", 24.5),
    ],
)
def test_known_days(name: str, day: date, starts_at: str, hours: float) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(name))

    window = day_window(noon, ZoneInfo(name))

    assert window.starts_at == datetime.fromisoformat(starts_at)
    assert window.ends_at - window.starts_at == timedelta(hours=hours)


def test_windows_are_in_utc_and_those_of_utc_unless_told_otherwise() -> None:
    now = datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo("America/New_York"))

    assert day_window(now) == Window(datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC))
    assert month_window(now) == Window(datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC))
    assert day_window(now, ZoneInfo("Asia/Tokyo")).starts_at.tzinfo is UTC


def test_months_have_their_own_lengths() -> None:
    lengths = [month_window(datetime(2028, month, 15, tzinfo=UTC)) for month in range(1, 13)]

    assert [(window.ends_at - window.starts_at).days for window in lengths] == [
        31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("held", "spent", "left"), [(0, 0, 100), (40, 59, 1), (60, 40, 0), (0, 140, 0), (100, 40, 0)]
)
def test_what_is_left_is_never_below_nothing(held: int, spent: int, left: int) -> None:
    limit = Limit(Scope.GUILD_DAY, "10", day_window(START), Micros(100))

    assert LimitUsage(limit, Micros(held), Micros(spent)).left_micros == left
