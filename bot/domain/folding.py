"""Words as they are searched: however somebody types an accent, a capital or a full-width letter."""

import unicodedata
from typing import Final

_ACCENTS: Final = dict.fromkeys(range(0x0300, 0x0370))
"""Combining marks of Latin, Greek and Cyrillic; those of other scripts tell words apart."""


def fold(text: str) -> str:
    """Give a text in which equal words are equal: `ÉLÉGANTE` and `elegante`, `Straße` and `STRASSE`."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", apart.translate(_ACCENTS))
