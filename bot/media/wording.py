"""Numbers as people read them, for what was found and what is allowed."""

import math

from bot.media.limits import MEBIBYTE


def megabytes(size_bytes: int) -> str:
    """Write a limit, in the units Discord shows: 1 MB is 1 MiB."""
    return f"{size_bytes / MEBIBYTE:.4g} MB"


def megabytes_found(size_bytes: int) -> str:
    """Write a size, rounded up so that a file just above a limit never reads as being at it."""
    return f"{math.ceil(size_bytes * 10 / MEBIBYTE) / 10:.1f} MB"


def pixels(width: int, height: int) -> str:
    """Write the sides of a picture."""
    return f"{width} × {height} px"


def sides(shortest: int, longest: int) -> str:
    """Write what the sides of a picture may be."""
    return f"{shortest}–{longest} px a side"


def seconds_beyond(seconds: float, limit_seconds: float) -> str:
    """Write a length, rounded away from the limit so that it never reads as being at it."""
    tenths = math.ceil(seconds * 10) if seconds > limit_seconds else math.floor(seconds * 10)
    return f"{tenths / 10:.1f} s"


def megapixels(count: int) -> str:
    """Write a number of pixels."""
    return f"{count / 1_000_000:g} megapixels"
