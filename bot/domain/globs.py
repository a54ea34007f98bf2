"""Many patterns with `*` at once, in time that grows with the text alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field

ANY = "*"
"""Stands for any letters, or none."""


@dataclass(slots=True)
class Globs:
    """Patterns as one machine with a bit for each of their letters, all stepped together by whole numbers.

    The bit-parallel method of Baeza-Yates and Gonnet, "A new approach to text searching" (1992): nothing is
    ever tried again, so that no pattern and no text can make it slow.
    """

    _letters: dict[str, int] = field(default_factory=dict)
    """By letter, the places where a pattern has it."""
    _begins: int = 0
    _stays: int = 0
    """Places that any letter keeps, as a `*` follows."""
    _ends: int = 0

    @classmethod
    def of(cls, patterns: Iterable[str]) -> "Globs":
        """Build the machine."""
        globs, place = cls(), 0
        for pattern in patterns:
            globs._begins |= 1 << place
            globs._stays |= (1 << place) if pattern.startswith(ANY) else 0
            for char, following in zip(pattern, f"{pattern[1:]} ", strict=True):
                if char == ANY:
                    continue
                place += 1
                globs._letters[char] = globs._letters.get(char, 0) | 1 << place
                globs._stays |= (1 << place) if following == ANY else 0
            globs._ends |= 1 << place
            place += 1
        return globs

    def match(self, word: str) -> bool:
        """Tell whether any pattern is the whole of a word."""
        letters, stays, state = self._letters, self._stays, self._begins
        if not state:
            return False
        for char in word:
            here = letters.get(char)
            state = state & stays if here is None else (state << 1) & here | state & stays
            if not state:
                return False
        return bool(state & self._ends)
