"""Prompts as members type them, made fit to be counted, kept and sent."""

import unicodedata
from typing import Final

_UNSEEN: Final = frozenset({"Cc", "Cs", "Co"})
"""Unicode categories without a place in a prompt: control, surrogate, private use.

Unassigned ones stay: this Python may be older than the newest emoji.
"""
_REORDERING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Bidirectional controls, with which a prompt could turn round the text that follows it on a card."""

_INVISIBLE: Final = frozenset({"Cf", "Zs"})


def clean(text: str) -> str:
    """Drop characters that cannot be seen or sent, and fold white space to single spaces.

    Joiners stay for the emoji and scripts that need them, unless there is nothing to join.
    """
    words = " ".join("".join(" " if _dropped(char) else char for char in text).split())
    return words if any(unicodedata.category(char) not in _INVISIBLE for char in words) else ""


def _dropped(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN or unicodedata.bidirectional(char) in _REORDERING
