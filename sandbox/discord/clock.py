"""The stand-in's time: real by default, moved forward on demand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from simcord._clock import Clock


def utc_now() -> datetime:
    """Tell the real time, in UTC."""
    return datetime.now(UTC)


class WorldClock(Clock):
    """A running clock that a control call can advance; it never goes back."""

    def __init__(self, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__()
        self._now = now

    def now(self) -> datetime:
        return self._now() + timedelta(seconds=self.elapsed)

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError(f"The clock cannot go back by {-seconds} seconds; advance it by 0 or more.")
        super().advance(seconds)

    def unix(self) -> int:
        """Tell the whole seconds since 1970."""
        return int(self.now().timestamp())
