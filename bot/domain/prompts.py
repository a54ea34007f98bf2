"""Prompts as members type them, made fit to be counted, kept and sent."""

import unicodedata
from typing import Final

_UNSEEN: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Unicode categories without a place in a prompt: control, surrogate, private use, unassigned."""


def clean(text: str) -> str:
    """Drop characters that cannot be seen or sent, and fold white space to single spaces."""
    seen = "".join(char if unicodedata.category(char) not in _UNSEEN else " " for char in text)
    return " ".join(seen.split())
