"""How long to wait before trying or asking again."""

from datetime import datetime, timedelta

_AGE_PER_WAIT = 20
"""A poll waits a twentieth of the time already waited: news is at most 5 % late, and questions grow rare."""


def backoff(attempts: int, first_seconds: float = 2.0, slowest_seconds: float = 300.0) -> timedelta:
    """Double the wait with each attempt made, up to the slowest."""
    return timedelta(seconds=min(slowest_seconds, first_seconds * 2.0 ** min(attempts, 30)))


def poll_wait(
    asked_since: datetime, now: datetime, first_seconds: float, slowest_seconds: float
) -> timedelta:
    """Wait longer the longer a task has been under way, between the two bounds."""
    age = (now - asked_since).total_seconds() / _AGE_PER_WAIT
    return timedelta(seconds=min(slowest_seconds, max(first_seconds, age)))
