"""Moments as Discord's client shows them to whoever looks: by how far off they are."""

import re
from datetime import datetime

STAMP = re.compile(r"<t:(\d+):R>")
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def relative(seconds: int, seen_at: datetime) -> str:
    """Say when something is, in seconds since the epoch, for somebody who looks at a moment."""
    off_seconds = seconds - round(seen_at.timestamp())
    unit, length_seconds = next((unit for unit in _UNITS if abs(off_seconds) >= unit[1]), _UNITS[-1])
    count = abs(off_seconds) // length_seconds
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {words}" if off_seconds > 0 else f"{words} ago"


def spelt_out(text: str, seen_at: datetime) -> str:
    """Replace the stamps in a message's words by what they say at a moment."""
    return STAMP.sub(lambda match: relative(int(match[1]), seen_at), text)
