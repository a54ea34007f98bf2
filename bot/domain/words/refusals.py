"""Refusals of prompts for their words, and of lists that cannot be kept."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import Rejection
from bot.domain.words.wordlist import Flaw

# eq=False throughout, as in bot/domain/errors.py.


@dataclass(eq=False)
class UnwantedWords(Rejection):
    """A request has words that its server wants in none."""

    option: str
    """Where they are: `prompt` or `negative`."""
    entry: str
    """The entry of the list that they are found by."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """An entry that cannot be kept."""

    line: int | None
    """Of a file; None where there are none to speak of."""
    text: str
    flaw: Flaw


@dataclass(eq=False)
class UnfitWords(Rejection):
    """Some entries cannot be kept, so that none was."""

    unfit: tuple[Unfit, ...]


@dataclass(eq=False)
class WordsFull(Rejection):
    """A list would have too many entries."""

    count: int
    most: int


@dataclass(eq=False)
class PatternsFull(Rejection):
    """The patterns of a list would have too many letters together."""

    count: int
    most: int


@dataclass(eq=False)
class WordUnlisted(Rejection):
    """What is to be removed is not on the server's own list."""

    entry: str
    by_default: bool
    """Whether it is on Greenlit's own list, which counts as a whole."""


class FileTrouble(StrEnum):
    """Why a file is no list of words."""

    TOO_LARGE = "too_large"
    NO_TEXT = "no_text"
    BROKEN = "broken"
    """It is not what the end of its name says."""
    NO_WORDS = "no_words"
    """It says what is no word, or nothing."""


@dataclass(eq=False)
class WordFileUnusable(Rejection):
    """A file is no list of words."""

    filename: str
    trouble: FileTrouble
    line: int | None = None
    """Where it is not."""


@dataclass(eq=False)
class NothingToImport(Rejection):
    """Neither a file nor the default list was named."""
