"""Moments as Discord's client writes them (`<t:seconds:style>`), in UTC and English."""

from datetime import UTC, datetime

_UNITS = (
    ("year", 31_536_000),
    ("month", 2_592_000),
    ("day", 86_400),
    ("hour", 3_600),
    ("minute", 60),
    ("second", 1),
)
_FORMATS = {
    "t": "%H:%M",
    "T": "%H:%M:%S",
    "d": "%d/%m/%Y",
    "D": "%-d %B %Y",
    "f": "%-d %B %Y %H:%M",
    "F": "%A, %-d %B %Y %H:%M",
}
_FULL = "f"


def relative(seconds: int, seen_at: datetime) -> str:
    """Say when something is, in seconds since the epoch, for somebody who looks at a moment."""
    off_seconds = seconds - round(seen_at.timestamp())
    if not off_seconds:
        return "now"
    unit, length_seconds = next((unit for unit in _UNITS if abs(off_seconds) >= unit[1]), _UNITS[-1])
    count = abs(off_seconds) // length_seconds
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {words}" if off_seconds > 0 else f"{words} ago"


def written(seconds: int, style: str, seen_at: datetime) -> str:
    """Write a moment in one of Discord's styles; what is no date is shown as Discord does."""
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return "Invalid date"
    if style == "R":
        return relative(seconds, seen_at)
    return moment.strftime(_FORMATS.get(style, _FORMATS[_FULL]))
