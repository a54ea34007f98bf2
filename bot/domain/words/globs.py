"""Many patterns with `*` at once, in time that grows with the text alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

ANY = "*"
"""Stands for any letters, or none."""


@dataclass(frozen=True, slots=True)
class Globs:
    """Patterns as one machine with a bit for each of their letters, all stepped together by whole numbers.

    The bit-parallel method of Baeza-Yates and Gonnet, "A new approach to text searching" (1992): nothing is
    ever tried again, so that no pattern and no text can make it slow.
    """

    _letters: Mapping[str, int] = field(default_factory=dict)
    """By letter, the places where a pattern has it."""
    _begins: int = 0
    _stays: int = 0
    """Places that any letter keeps, as a `*` follows."""
    _ends: int = 0
    _entries: Mapping[int, str] = field(default_factory=dict)
    """What a pattern stands for, by the place where it ends."""

    @classmethod
    def of(cls, patterns: Mapping[str, str]) -> Self:
        """Build the machine from what each pattern stands for."""
        letters: defaultdict[str, list[int]] = defaultdict(list)
        begins: list[int] = []
        stays: list[int] = []
        ends: dict[int, str] = {}
        place = 0
        for pattern, entry in sorted(patterns.items()):
            begins.append(place)
            for char in pattern:
                if char == ANY:
                    stays.append(place)
                else:
                    place += 1
                    letters[char].append(place)
            ends[place] = entry
            place += 1
        placed = {char: _bits(places) for char, places in letters.items()}
        return cls(placed, _bits(begins), _bits(stays), _bits(ends), ends)

    @property
    def width_bits(self) -> int:
        """Give the size of the numbers that each letter of a text is worth a step of."""
        return self._ends.bit_length()

    def match(self, word: str) -> str | None:
        """Give what a pattern stands for that is the whole of a word."""
        letters, stays, state = self._letters, self._stays, self._begins
        for char in word:
            if not state:
                return None
            here = letters.get(char)
            state = state & stays if here is None else (state << 1) & here | state & stays
        ended = state & self._ends
        return self._entries[ended.bit_length() - 1] if ended else None


def _bits(places: Iterable[int]) -> int:
    """Give the number with these bits, without making one for each of them."""
    ordered = list(places)
    octets = bytearray(max(ordered, default=0) // 8 + 1)
    for place in ordered:
        octets[place // 8] |= 1 << place % 8
    return int.from_bytes(octets, "little")
