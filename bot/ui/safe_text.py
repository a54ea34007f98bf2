"""Members' own words, made harmless: they cannot mention, link, format or break out of where they stand."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

MESSAGE_UNITS: Final = 4_000
"""Text of one Components V2 message (docs/facts/discord.md §2), counted as UTF-16, the strictest reading."""
MESSAGE_BYTES: Final = 9_500
"""Beyond about 10,170 bytes of UTF-8, 12 for each text, Discord answers 500 (docs/facts/discord.md §2)."""

_ELLIPSIS: Final = "…"
_BLANK: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, surrogates, private and unassigned characters, line and paragraph separators."""
_INVISIBLE: Final = "Cf"
"""Direction overrides, zero-width and tag characters: they vanish without leaving a gap."""
_MARKDOWN: Final = re.compile(r"[\\*_~`|<>\[@]|:(?=//)")
_AT_LINE_START: Final = re.compile(r"^(#|-|\+|\d+(?=[.)]))")


@dataclass(frozen=True, slots=True)
class Room:
    """How much text fits: UTF-16 units and UTF-8 bytes."""

    units: int
    size_bytes: int

    def holds(self, text: str) -> bool:
        """Tell whether the text fits."""
        return utf16_units(text) <= self.units and len(text.encode()) <= self.size_bytes


def utf16_units(text: str) -> int:
    """Count as Discord's own client does: a character beyond the basic plane counts twice."""
    return len(text.encode("utf-16-le")) // 2


def visible(text: str) -> str:
    """Keep what can be seen, on one line."""
    return " ".join("".join(_shown(char) for char in text).split())


def escaped(text: str, room: Room) -> str:
    """Give text for a place where markdown works, cut to the room: it reads as it was typed."""
    line = visible(text)
    pieces = [_escape(char, line[place + 1 : place + 3]) for place, char in enumerate(line)]
    if pieces and (start := _AT_LINE_START.match(line)):
        last = start.end() - 1
        pieces[last] = pieces[last] + "\\" if pieces[last].isdigit() else "\\" + pieces[last]
    return _cut(pieces, room)


def code(text: str, characters: int = 100) -> str:
    """Give text as inline code, in which Discord resolves and formats nothing."""
    line = visible(text).replace("`", "'") or "nothing"
    return f"`{plain(line, characters)}`"


def plain(text: str, characters: int) -> str:
    """Give text for a place without markdown, such as alt text and choices, cut to so many characters."""
    line = visible(text)
    return line if utf16_units(line) <= characters else _cut(list(line), Room(characters, 4 * characters))


def fitting(text: str, room: Room) -> str:
    """Give our own words, cut to the room; their markdown stays as it is."""
    return _cut(list(text), room)


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category == _INVISIBLE:
        return ""
    return " " if category in _BLANK else char


def _escape(char: str, following: str) -> str:
    return f"\\{char}" if _MARKDOWN.match(char + following) else char


def _cut(pieces: list[str], room: Room) -> str:
    """Join whole pieces, so that no escape is torn from its character."""
    whole = "".join(pieces)
    if room.holds(whole):
        return whole
    units = room.units - utf16_units(_ELLIPSIS)
    size_bytes = room.size_bytes - len(_ELLIPSIS.encode())
    kept: list[str] = []
    for piece in pieces:
        units -= utf16_units(piece)
        size_bytes -= len(piece.encode())
        if units < 0 or size_bytes < 0:
            break
        kept.append(piece)
    return "".join(kept) + _ELLIPSIS
