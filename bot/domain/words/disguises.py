"""What a text says to its readers, whatever its letters are dressed up as: pure, and linear in its length."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_TILDE_OF_N: Final = "n\u0303"
"""`año` and `ano` are two words; other accents are worn off."""
_WORN: Final = {
    **dict.fromkeys(range(0x0300, 0x0370)),
    **dict.fromkeys(range(0x1AB0, 0x1B00)),
    **dict.fromkeys(range(0x1DC0, 0x1E00)),
    **dict.fromkeys(range(0x20D0, 0x2100)),
    **dict.fromkeys(range(0xFE20, 0xFE30)),
    # Vowel points of Hebrew and Arabic, and the stroke that draws Arabic words out: written as one likes.
    **dict.fromkeys((*range(0x0591, 0x05C8), *range(0x064B, 0x0656), 0x0640, 0x0670)),
}
_PICTURED: Final = {
    first + number: letter
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
    for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz")
}
"""Letters in squares and circles, and those of flags."""
_ALIKE: Final = str.maketrans(
    dict(
        zip(
            # Cyrillic, Greek, Armenian, and Latin letters from elsewhere.
            "авсԁеһіјкӏморԛтухѕгупвьԝαβεηικμνορτυχωγաոսօհգıɑɡɩℓøłđħŧƒəɛʀɴɪʟᴀᴄᴇᴏꜱᴛᴜ",
            "abcdehijklmopqtyxsrynbbwabenikuvoptuxwywnuohqiagiloldhtfeernilaceostu",
            strict=True,
        )
    )
)
_FIGURES: Final = str.maketrans("034578", "oeastb")
_SIGNS: Final = {"@": "a", "$": "s", "€": "e", "!": "i", "|": "i", "¡": "i", "+": "t"}
_SIGN: Final = re.compile(r"(?<=[^\W\d_])[!|+](?=[^\W_])|[@$€¡](?=[^\W_])|(?<=[^\W_])[@$€]+")
_DRAWN_OUT: Final = re.compile(r"(.)\1{2,}")


def folded(text: str) -> str:
    """Wear off case, width, accents and what cannot be seen; every script keeps its own letters."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    seen = "".join(char for char in apart if not _unseen(char)).translate(_PICTURED)
    return unicodedata.normalize("NFC", seen.replace(_TILDE_OF_N, "ñ").translate(_WORN))


def readings(text: str) -> Iterator[str]:
    """Read a text as it is written, then as its look-alike letters, figures and signs may be meant.

    A `1` is an i in one reading and an l in the next.
    """
    plain = folded(text)
    yield plain
    signs = _SIGN.sub(lambda found: "".join(map(_SIGNS.__getitem__, found[0])), plain)
    words = re.split(r"([\W_]+)", signs)
    for one in ("i", "l"):
        read = "".join(_unmasked(word, one) for word in words)
        if read != plain:
            yield read


def undrawn(word: str) -> tuple[str, ...]:
    """Give a word, and what it is when letters are not drawn out: `shiiiit` and `hellooo`."""
    if not _DRAWN_OUT.search(word):
        return (word,)
    return word, _DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word)


@lru_cache(maxsize=4_096)
def _unseen(char: str) -> bool:
    """Joiners, variation selectors, tags, control characters: none of them parts a word."""
    category = unicodedata.category(char)
    return category in {"Cf", "Cs", "Co", "Cn"} or (category == "Cc" and not char.isspace())


def _unmasked(word: str, one: str) -> str:
    """Read letters as Latin ones where all of a word's can be, and figures where half of it is letters."""
    if word.isascii() and word.isalpha():
        return word
    latin = word.translate(_ALIKE)
    if not latin.isascii() and any(char.isalpha() and not _is_latin(char) for char in latin):
        return word
    figures = sum(char.isdigit() for char in latin)
    if figures * 2 > len(latin):
        return latin
    return latin.replace("1", one).translate(_FIGURES)


@lru_cache(maxsize=4_096)
def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")
