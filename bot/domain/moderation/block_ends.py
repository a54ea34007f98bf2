"""When a block ends, as a moderator types it: a length of time or a date."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from bot.domain.moderation.blocks import EndOutOfReach, EndUnclear

_FOR_GOOD: Final = frozenset({"for good", "forever", "permanent", "permanently", "always"})
_UNITS: Final = {
    "min": timedelta(minutes=1),
    "minute": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "d": timedelta(days=1),
    "day": timedelta(days=1),
    "w": timedelta(weeks=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "y": timedelta(days=365),
    "year": timedelta(days=365),
}
_PIECE: Final = re.compile(r"(\d{1,5}) ?([a-z]+?)s?(?![a-z])[ ,]*")
_LONGEST_YEARS: Final = 10
"""What is meant to last longer is meant for good."""


def read_end(typed: str, zone: tzinfo, now: datetime) -> datetime | None:
    """Give the moment at which a block ends, dates as the zone has them; None: never.

    Raises `EndUnclear` or `EndOutOfReach`.
    """
    said = " ".join(typed.casefold().split())
    if said in _FOR_GOOD:
        return None
    try:
        length = _length(said)
        ends_at = now + length if length is not None else _date(said, zone)
    except OverflowError as error:
        raise EndOutOfReach(None, _LONGEST_YEARS) from error
    if ends_at is None:
        raise EndUnclear(typed)
    if not now < ends_at <= now + timedelta(days=365 * _LONGEST_YEARS):
        raise EndOutOfReach(ends_at, _LONGEST_YEARS)
    return ends_at


def _length(said: str) -> timedelta | None:
    """Add up `1 week 2 days` and the like; None when it is nothing of that kind."""
    if not said:
        return None
    total, place = timedelta(), 0
    while place < len(said):
        piece = _PIECE.match(said, place)
        if piece is None or piece[2] not in _UNITS:
            return None
        total += int(piece[1]) * _UNITS[piece[2]]
        place = piece.end()
    return total


def _date(said: str, zone: tzinfo) -> datetime | None:
    """Read a day, which counts from its beginning, or a day with its time."""
    try:
        moment = datetime.fromisoformat(said.upper())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except ValueError:
        return None
