"""Quotas begin anew at midnight UTC, so what counts on one quota is played on one day."""

import asyncio
import time
from typing import Final

_DAY_SECONDS: Final = 86_400


def seconds_to_wait(now_seconds: float, needed_seconds: float) -> float:
    """Tell how long to wait, at a Unix time, for a day that has so many seconds left."""
    left = _DAY_SECONDS - now_seconds % _DAY_SECONDS
    return left if left < needed_seconds else 0.0


async def wait_for_a_day_of(needed_seconds: float) -> None:
    """Wait for midnight if it would come in the middle."""
    seconds = seconds_to_wait(time.time(), needed_seconds)
    if seconds:
        print(f"waiting {seconds:.0f} s for the new day: quotas begin anew at midnight UTC", flush=True)
        await asyncio.sleep(seconds)
