"""A server's words, and what is said of them."""

from collections.abc import Iterator

from bot.domain.words.defaults import default_entries
from bot.domain.words.refusals import Unfit, UnfitWords, UnwantedWords
from bot.domain.words.wordlist import Flaw
from bot.ports.wording import WordsChange
from bot.services.moderation.words import ServerWords
from bot.ui.answer import paged
from bot.ui.errors import sentence
from bot.ui.pages.words import changed_line, words_page
from bot.ui.texts import together
from tests.support.screens.screen import Screen

OWN = ("blue whale", "crêpe", "damn", "go to hell", "*piffle*", "tosh")


def unwanted() -> Iterator[Screen]:
    """The list with its files, a change of it, and refusals for it."""
    shown = words_page(ServerWords(OWN, default_entries()), "words.txt", "default-words.txt")
    files = {"words.txt": b"", "default-words.txt": b""}
    yield Screen("words", shown, used="/settings words list", files=files)
    yield Screen("words-none", words_page(ServerWords((), ())), used="/settings words list")
    change = paged(together(changed_line(WordsChange(3, 0, 1, 9)))).view
    yield Screen("words-added", change, used="/settings words add")
    refusal = paged(sentence(UnwantedWords("prompt", "*piffle*"))).view
    yield Screen("words-refused", refusal, used="/create")
    unfit = (Unfit(2, "***", Flaw.EMPTY), Unfit(14, "o*", Flaw.TOO_FEW_LETTERS))
    yield Screen("words-unfit", paged(sentence(UnfitWords(unfit))).view, used="/settings words import")
