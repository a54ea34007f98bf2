"""Which values are nearest to one that cannot be had."""

import math
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from bot.domain.catalogue import Choice, Kind, OptionValue, Whole

_RATIO: Final = re.compile(r"([1-9]\d*):([1-9]\d*)")
_NUMBER: Final = re.compile(r"(-?\d{1,9}) ?[a-z]?")
"""As members write it: `5`, `5s`, `720p`."""


def nearest(kind: Kind, value: OptionValue) -> tuple[OptionValue, ...]:
    """List what an option takes in place of a value, nearest first; nothing where nothing is near."""
    match kind:
        case Choice(values):
            return closest([known.name for known in values], value)
        case Whole(only=only) if only:
            return closest(only, value)
        case Whole(minimum, maximum):
            number = measure(value)
            return () if number is None else (min(max(int(number), minimum), maximum),)
        case _:
            return ()


def closest(values: Sequence[OptionValue], value: OptionValue) -> tuple[OptionValue, ...]:
    """Sort values by how near they are to another, of as near ones the smaller first.

    Of words, only those are near that are spelled alike.
    """
    here = measure(value)
    sizes = {other: size for other in values if (size := measure(other)) is not None}
    if here is None or len(sizes) < len(values):
        return tuple(get_close_matches(str(value), [other for other in values if isinstance(other, str)]))
    return tuple(sorted(sizes, key=lambda other: (abs(sizes[other] - here), sizes[other])))


def measure(value: OptionValue) -> float | None:
    """Give the size of a number, or of a shape how wide it is; None for words."""
    if ratio := _RATIO.fullmatch(str(value)):
        return math.log(int(ratio[1]) / int(ratio[2]))
    number = _NUMBER.fullmatch(str(value))
    return float(number[1]) if number else None
