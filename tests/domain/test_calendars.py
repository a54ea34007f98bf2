"""A server's days and months, whatever its zone, and when it changes zones: nothing is refilled early."""

import os
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import Calendar, calendar_of, moved, timezones
from bot.domain.quota import Window, day_window, last_days
from bot.domain.servers import ServerSettings

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
ZONES = sorted(available_timezones())
LOOKED_AT = (
    ZONES if os.environ.get("ALL_ZONES") else sorted({*ZONES[::20], "Antarctica/Casey", "Africa/Cairo"})
)
"""A twentieth of all zones; `ALL_ZONES=1` looks at every one, which takes a minute."""
JUMPED_BY_HOURS = {"Antarctica/Casey": (21, 27)}
"""Changed its zone by three hours several times."""

zones = st.sampled_from(ZONES).map(ZoneInfo)
instants = st.integers(0, 21 * 365 * 24 * 3_600).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@pytest.mark.parametrize("name", LOOKED_AT)
def test_every_day_of_every_zone_follows_the_last_and_has_23_to_25_hours_or_almost(name: str) -> None:
    zone = ZoneInfo(name)
    shortest, longest = JUMPED_BY_HOURS.get(name, (22, 26))
    noons = (datetime.combine(date(2020, 1, 1) + timedelta(days=n), time(12), zone) for n in range(7_673))
    days = [day_window(noon.astimezone(UTC), zone) for noon in noons]

    assert days[-1].ends_at > datetime(2040, 12, 31, tzinfo=UTC)
    assert [pair for pair in pairwise(days) if pair[0].ends_at != pair[1].starts_at] == []
    assert all(
        timedelta(hours=shortest) <= one.ends_at - one.starts_at <= timedelta(hours=longest) for one in days
    )


@given(now=instants, moves=st.lists(st.tuples(zones, st.integers(0, 40 * 3_600)), max_size=6))
def test_however_often_a_zone_changes_a_limit_resets_after_22_hours_at_the_earliest(
    now: datetime, moves: list[tuple[ZoneInfo, int]]
) -> None:
    calendar = Calendar()
    seen = [(calendar.day(now), calendar.month(now))]
    for zone, seconds in moves:
        now += timedelta(seconds=seconds)
        before = (calendar.day(now), calendar.month(now))
        calendar = calendar.moved_to(zone, now)
        after = (calendar.day(now), calendar.month(now))
        seen += [before, after]
        # What counts usage is named by the start of its window.
        assert [one.starts_at for one in after] == [one.starts_at for one in before]
        assert all(one.holds(now) for one in after)
        assert calendar.day(after[0].ends_at).starts_at == after[0].ends_at
        assert calendar.month(after[1].ends_at).starts_at == after[1].ends_at
    for place, shortest in ((0, timedelta(hours=21)), (1, timedelta(days=26))):
        starts = sorted({windows[place].starts_at for windows in seen})
        assert all(later - earlier >= shortest for earlier, later in pairwise(starts))


def test_a_day_goes_on_until_it_may_end_in_the_new_zone() -> None:
    calendar = Calendar(BERLIN).moved_to(TOKYO, NOON)

    assert calendar.day(NOON) == Window(
        datetime(2026, 3, 13, 23, tzinfo=UTC), datetime(2026, 3, 15, 15, tzinfo=UTC)
    )
    assert calendar.day(datetime(2026, 3, 15, 15, tzinfo=UTC)).ends_at == datetime(
        2026, 3, 16, 15, tzinfo=UTC
    )


def test_a_change_that_is_taken_back_costs_nobody_a_day() -> None:
    calendar = Calendar(BERLIN).moved_to(TOKYO, NOON).moved_to(BERLIN, NOON + timedelta(minutes=1))

    assert calendar.day(NOON) == day_window(NOON, BERLIN)


def test_days_before_the_change_end_where_its_day_begins() -> None:
    calendar = Calendar(BERLIN).moved_to(TOKYO, NOON)

    days = last_days(NOON + timedelta(days=3), 30, calendar.day)

    assert all(before.ends_at == after.starts_at for before, after in pairwise(days))


def test_a_calendar_is_read_as_it_was_kept() -> None:
    berlin = ServerSettings(timezone="Europe/Berlin")
    kept = moved(berlin, "Asia/Tokyo", NOON)

    assert calendar_of(ServerSettings(timezone="Asia/Tokyo", windows_kept=kept)).day(NOON) == (
        Calendar(BERLIN).moved_to(TOKYO, NOON).day(NOON)
    )


def test_who_decided_nothing_and_a_zone_that_is_gone_count_in_utc() -> None:
    assert calendar_of(ServerSettings()) == Calendar(UTC)
    assert calendar_of(ServerSettings(timezone="Atlantis/Centre")) == Calendar(UTC)


def test_zones_are_places_and_not_what_this_machine_is_set_to() -> None:
    assert {"Europe/Berlin", "Asia/Tokyo", "UTC"} <= set(timezones())
    assert not {"localtime", "Factory"} & set(timezones())
