"""Waits grow, and stay between their bounds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pace import backoff, poll_wait

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 2), (1, 4), (2, 8), (5, 64), (7, 256), (8, 300), (10_000, 300)]
)
def test_each_attempt_doubles_the_wait_up_to_the_slowest(attempts: int, seconds: int) -> None:
    assert backoff(attempts) == timedelta(seconds=seconds)


def test_first_and_slowest_waits_can_be_chosen() -> None:
    waits = [backoff(attempts, first_seconds=0.5, slowest_seconds=3) for attempts in range(4)]

    assert waits == [timedelta(seconds=seconds) for seconds in (0.5, 1, 2, 3)]


@pytest.mark.parametrize(
    ("age", "seconds"), [(0, 2), (30, 2), (40, 2), (100, 5), (300, 15), (3_600, 15), (-60, 2)]
)
def test_a_task_is_asked_about_less_often_the_older_it_is(age: int, seconds: int) -> None:
    assert poll_wait(NOON, NOON + timedelta(seconds=age), 2, 15) == timedelta(seconds=seconds)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_waits_never_shrink_with_age(one: int, other: int) -> None:
    younger, older = (poll_wait(NOON, NOON + timedelta(seconds=age), 2, 15) for age in sorted((one, other)))

    assert timedelta(seconds=2) <= younger <= older <= timedelta(seconds=15)
