"""A server's list of words that prompts must not have: reading its entries, and finding them in disguise."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Final, Self

from bot.domain.prompts import clean
from bot.domain.words.disguises import folded, readings, undrawn
from bot.domain.words.globs import ANY, Globs

MOST_ENTRIES: Final = 1_000
LONGEST_ENTRY: Final = 60
"""In characters."""
MOST_WORDS: Final = 8
MOST_MACHINE_LETTERS: Final = 8_000
"""Of all patterns of a list together: what a list costs in memory grows with their square."""
FEWEST_LETTERS: Final = 3
"""That a pattern must say, as one with fewer would find half of all words."""
_MOST_PIECES: Final = 6
_ENDINGS: Final = frozenset("을를이가은는도의에와과로만들") | {"으로", "에서", "에게", "한테", "까지", "부터"}
"""Korean particles, which are written with the word that they follow."""
_UNSPACED: Final = ("CJK", "HIRAGANA", "THAI", "LAO", "KHMER", "MYANMAR")
"""Scripts that put no space between words, by the beginning of their letters' Unicode names."""
_APOSTROPHES: Final = frozenset("'`\u00b4\u02bc\u2018\u2019")
_PLAIN: Final = str.maketrans("\N{ASTERISK OPERATOR},，、", f"{ANY}   ")
_PAUSES: Final = frozenset("、。,.!?;:…\n「」『』()")


class Flaw(StrEnum):
    """Why an entry cannot be kept."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_WORDS = "too_many_words"
    PATTERN_OF_WORDS = "pattern_of_words"
    TOO_FEW_LETTERS = "too_few_letters"


class _Sort(StrEnum):
    """What a character is to the boundaries of words."""

    LETTER = "letter"
    KATAKANA = "katakana"
    UNSPACED = "unspaced"
    SPACE = "space"
    APOSTROPHE = "apostrophe"
    OTHER = "other"


_WORDS: Final = frozenset({_Sort.LETTER, _Sort.KATAKANA, _Sort.UNSPACED})

Pieces = list[tuple[_Sort, str]]


def entry(text: str) -> str:
    """Give an entry as it is kept: what can be seen of it, with single spaces, as it was typed.

    Neither a comma nor a `#` at its beginning is looked for, and both mean something in lists.
    """
    return clean(text.translate(_PLAIN)).lstrip("# ")


def flaw(text: str) -> Flaw | None:
    """Tell what is wrong with an entry."""
    kept = entry(text)
    words = _wanted(kept)
    if not any(word.strip(ANY) for word in words):
        return Flaw.EMPTY
    if len(kept) > LONGEST_ENTRY:
        return Flaw.TOO_LONG
    if len(words) > MOST_WORDS:
        return Flaw.TOO_MANY_WORDS
    if ANY in kept:
        return _flaw_of_pattern(words)
    return None


def _flaw_of_pattern(words: tuple[str, ...]) -> Flaw | None:
    if len(words) > 1:
        return Flaw.PATTERN_OF_WORDS
    letters = words[0].replace(ANY, "")
    return Flaw.TOO_FEW_LETTERS if len(letters) < FEWEST_LETTERS and letters.isascii() else None


def sought(kept: str) -> str:
    """Give what an entry is looked for as: two that are written differently and look for the same are one."""
    return " ".join(_wanted(kept))


def machine_letters(kept: str) -> int:
    """Count the letters that an entry costs where many patterns are looked for at once."""
    return len(kept) if ANY in kept or _is_unspaced(kept) else 0


@dataclass(frozen=True, slots=True)
class WordList:
    """Entries made ready to be looked for; building it costs more than looking."""

    words: Mapping[str, str]
    """What is looked for, and the entry that it comes from; the same below."""
    phrases: Mapping[tuple[str, ...], str]
    lengths: tuple[int, ...]
    """How many words phrases have."""
    patterns: Globs
    anywhere: Globs
    """Entries in scripts without spaces, found wherever they stand."""

    @classmethod
    def of(cls, entries: Iterable[str]) -> Self:
        """Make entries ready; those with a flaw are left out."""
        wanted = {_wanted(each): each for each in entries if flaw(each) is None}
        single = {words[0]: kept for words, kept in wanted.items() if len(words) == 1}
        phrases = {words: kept for words, kept in wanted.items() if len(words) > 1}
        unspaced = {word: kept for word, kept in single.items() if _is_unspaced(word)}
        spaced = {word: kept for word, kept in single.items() if word not in unspaced}
        return cls(
            words={word: kept for word, kept in spaced.items() if ANY not in word},
            phrases=phrases,
            lengths=tuple(sorted({len(words) for words in phrases})),
            patterns=Globs.of({word: kept for word, kept in spaced.items() if ANY in word}),
            anywhere=Globs.of({f"{ANY}{word.strip(ANY)}{ANY}": kept for word, kept in unspaced.items()}),
        )

    def hit(self, text: str) -> str | None:
        """Give an entry that a text has, however it is written there; None: it has none."""
        found = (one for reading in readings(text) for one in self._hits(_pieces(reading)))
        return next(filter(None, found), None)

    def _hits(self, pieces: Pieces) -> Iterator[str | None]:
        """Look in one way after the other; None: nothing there."""
        said = [word for sort, word in pieces if sort in _WORDS]
        whole = {form for word in (*said, *_spelled(pieces), *_linked(pieces)) for form in _forms(word)}
        yield from map(self.words.get, sorted(self.words.keys() & whole))
        yield from map(self.words.get, _parts(pieces))
        yield from map(self.patterns.match, sorted(whole))
        yield from map(self.anywhere.match, _unbroken(pieces))
        yield self._phrase(said)

    def _phrase(self, said: list[str]) -> str | None:
        runs = (
            tuple(said[start : start + length])
            for length in self.lengths
            for start in range(len(said) - length + 1)
        )
        return next((self.phrases[run] for run in runs if run in self.phrases), None)


def _wanted(kept: str) -> tuple[str, ...]:
    """Give an entry's words as they are looked for; a change of script ends none of them."""
    runs = groupby(folded(kept), lambda char: char == ANY or _sort(char) in _WORDS)
    return tuple("".join(chars) for is_word, chars in runs if is_word)


def _pieces(reading: str) -> Pieces:
    """Cut a text where words end, and keep what is between them."""
    return [(sort, "".join(chars)) for sort, chars in groupby(reading, _sort)]


@lru_cache(maxsize=8_192)
def _sort(char: str) -> _Sort:
    if char.isspace():
        return _Sort.SPACE
    if char in _APOSTROPHES:
        return _Sort.APOSTROPHE
    if unicodedata.category(char)[0] not in "LMN":
        return _Sort.OTHER
    name = unicodedata.name(char, "")
    if name.startswith("KATAKANA"):
        return _Sort.KATAKANA
    return _Sort.UNSPACED if name.startswith(_UNSPACED) else _Sort.LETTER


def _forms(word: str) -> Iterator[str]:
    """Give what a word may be meant as: without figures around it, particles after it, letters drawn out."""
    for bare in {word, word.strip("0123456789")}:
        yield from undrawn(bare)
    if "가" <= word[0] <= "힣":
        yield from (word[:-length] for length in (1, 2) if word[-length:] in _ENDINGS)


def _is_unspaced(word: str) -> bool:
    return any(_sort(char) is _Sort.UNSPACED for char in word)


def _chunks(pieces: Pieces) -> Iterator[list[str]]:
    """Give the words of each stretch without a space or an apostrophe."""
    for apart, chunk in groupby(pieces, lambda piece: piece[0] in {_Sort.SPACE, _Sort.APOSTROPHE}):
        if not apart:
            yield [word for sort, word in chunk if sort in _WORDS]


def _linked(pieces: Pieces) -> Iterator[str]:
    """Join what signs alone hold apart: `sh-it`."""
    return ("".join(words) for words in _chunks(pieces) if len(words) > 1)


def _parts(pieces: Pieces) -> Iterator[str]:
    """Join some of what signs alone hold apart: `you,sh-it`."""
    for words in _chunks(pieces):
        for start in range(len(words)):
            for end in range(start + 2, min(start + _MOST_PIECES, len(words)) + 1):
                yield "".join(words[start:end])


def _spelled(pieces: Pieces) -> Iterator[str]:
    """Join letters that stand alone: `s h i t`, also after a word of one letter, as in `a s h i t`."""
    said = [word for sort, word in pieces if sort in _WORDS]
    for single, letters in groupby(said, lambda word: len(word) == 1):
        run = "".join(letters)
        if single and len(run) > 1:
            yield from {run, run[1:], run[:-1], run[1:-1]} - {""}


def _unbroken(pieces: Pieces) -> Iterator[str]:
    """Give the stretches between pauses with nothing between their letters, where words need no space."""
    if not any(sort is _Sort.UNSPACED for sort, _ in pieces):
        return
    for pause, stretch in groupby(pieces, _is_pause):
        if not pause:
            yield "".join(word for sort, word in stretch if sort in _WORDS)


def _is_pause(piece: tuple[_Sort, str]) -> bool:
    sort, text = piece
    return sort not in _WORDS and not _PAUSES.isdisjoint(text)
