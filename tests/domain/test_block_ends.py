"""When a block ends, as moderators type it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moderation.block_ends import read_end
from bot.domain.moderation.blocks import EndOutOfReach, EndUnclear

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("3d", timedelta(days=3)),
        ("3 D", timedelta(days=3)),
        ("2 weeks", timedelta(weeks=2)),
        ("1 week", timedelta(weeks=1)),
        ("90min", timedelta(minutes=90)),
        ("5 minutes", timedelta(minutes=5)),
        ("12 h", timedelta(hours=12)),
        ("1 day 12 hours", timedelta(hours=36)),
        ("1w2d", timedelta(days=9)),
        ("1 week, 2 days", timedelta(days=9)),
        ("1 month", timedelta(days=30)),
        ("2 years", timedelta(days=730)),
    ],
)
def test_a_length_counts_from_now(typed: str, length: timedelta) -> None:
    assert read_end(typed, UTC, NOW) == NOW + length


@pytest.mark.parametrize("typed", ["for good", "Forever", "  permanent "])
def test_for_good_has_no_end(typed: str) -> None:
    assert read_end(typed, UTC, NOW) is None


@pytest.mark.parametrize(
    ("typed", "zone", "ends_at"),
    [
        ("2026-12-01", "UTC", datetime(2026, 12, 1, tzinfo=UTC)),
        ("2026-12-01", "Asia/Tokyo", datetime(2026, 11, 30, 15, tzinfo=UTC)),
        ("2026-12-01 18:30", "Europe/Berlin", datetime(2026, 12, 1, 17, 30, tzinfo=UTC)),
        ("2026-12-01T18:30+05:00", "Europe/Berlin", datetime(2026, 12, 1, 13, 30, tzinfo=UTC)),
        # The clock there goes from 23:59 to 01:00 on that day.
        ("2026-09-06", "America/Santiago", datetime(2026, 9, 6, 4, tzinfo=UTC)),
    ],
)
def test_a_day_begins_where_the_server_is(typed: str, zone: str, ends_at: datetime) -> None:
    assert read_end(typed, ZoneInfo(zone), NOW) == ends_at


@pytest.mark.parametrize(
    "typed", ["soon", "3", "3 parsecs", "d", "2026-13-01", "3dogs", "1d and more", "-3d", ""]
)
def test_what_is_neither_is_refused(typed: str) -> None:
    with pytest.raises(EndUnclear):
        read_end(typed, UTC, NOW)


@pytest.mark.parametrize(
    "typed", ["2026-03-04", "2020-01-01", "0 days", "11 years", "99999 years", "2099-01-01"]
)
def test_what_has_passed_or_is_far_away_is_refused(typed: str) -> None:
    with pytest.raises(EndOutOfReach):
        read_end(typed, UTC, NOW)


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31 23:59"])
def test_what_no_calendar_has_is_refused(typed: str) -> None:
    zones = {"0001-01-01": "Asia/Tokyo", "9999-12-31 23:59": "America/New_York"}
    with pytest.raises(EndOutOfReach):
        read_end(typed, ZoneInfo(zones[typed]), NOW)


@given(st.text(max_size=50))
def test_whatever_is_typed_ends_later_never_or_is_refused(typed: str) -> None:
    try:
        ends_at = read_end(typed, ZoneInfo("Europe/Berlin"), NOW)
    except (EndUnclear, EndOutOfReach):
        return
    assert ends_at is None or ends_at > NOW
