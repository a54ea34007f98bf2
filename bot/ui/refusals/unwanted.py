"""Refusals of prompts for their words, and of lists that cannot be kept."""

from collections.abc import Mapping
from typing import Final

from bot.domain.words.globs import ANY
from bot.domain.words.reading import MOST_BYTES
from bot.domain.words.refusals import (
    FileTrouble,
    NothingToImport,
    PatternsFull,
    Unfit,
    UnfitWords,
    UnwantedWords,
    WordFileUnusable,
    WordsFull,
    WordUnlisted,
)
from bot.domain.words.wordlist import FEWEST_LETTERS, LONGEST_ENTRY, MOST_WORDS, Flaw
from bot.ui.language import m, n, name, t
from bot.ui.refusals.words import sentence, uncharged
from bot.ui.safe_text import code
from bot.ui.texts import option_name, together

_NAMED: Final = 6
"""Of entries that cannot be kept, so many are named: the others show once these are mended."""
_UNCHANGED: Final = m("Nothing was changed.")
_FLAWS: Final[Mapping[Flaw, str]] = {
    Flaw.EMPTY: m("{entry} has no letters"),
    Flaw.TOO_LONG: m("{entry} has more than {characters} characters"),
    Flaw.TOO_MANY_WORDS: m("{entry} has more than {words} words"),
    Flaw.PATTERN_OF_WORDS: m("{entry}: {star} goes with a single word only"),
    Flaw.TOO_FEW_LETTERS: m("{entry} would find too much: beside {star} it takes {letters} letters"),
}
_TROUBLES: Final[Mapping[FileTrouble, str]] = {
    FileTrouble.TOO_LARGE: m("{file} is too large: a list has at most {kilobytes} kB."),
    FileTrouble.NO_TEXT: m("{file} is no text in UTF-8."),
    FileTrouble.BROKEN: m("{file} is not what its name says."),
    FileTrouble.NO_WORDS: m("{file} has no list of words."),
}


def command(*words: str) -> str:
    """Name a command as the reader's client shows it."""
    return code("/" + " ".join(words))


@sentence.register
def _(rejection: UnwantedWords) -> str:
    pattern = t("{star} stands for any letters.", star=code(ANY)) if ANY in rejection.entry else ""
    return uncharged(
        t(
            "This server does not want {word} in {option}, in whatever way it is written.",
            word=code(rejection.entry),
            option=option_name(rejection.option),
        ),
        pattern,
        t("Say it in other words; those who manage the server can change its list."),
    )


@sentence.register
def _(rejection: UnfitWords) -> str:
    more = len(rejection.unfit) - _NAMED
    return together(
        n(
            "{count} entry cannot be kept, so that nothing was changed.",
            "{count} entries cannot be kept, so that nothing was changed.",
            len(rejection.unfit),
        ),
        *map(_unfit, rejection.unfit[:_NAMED]),
        n("{count} more like these.", "{count} more like these.", more) if more > 0 else "",
    )


def _unfit(unfit: Unfit) -> str:
    what = t(
        _FLAWS[unfit.flaw],
        entry=code(unfit.text, 40),
        characters=LONGEST_ENTRY,
        words=MOST_WORDS,
        star=code(ANY),
        letters=FEWEST_LETTERS,
    )
    if unfit.line is None:
        return f"{what}."
    return t("Line {line}: {what}.", line=unfit.line, what=what)


@sentence.register
def _(rejection: WordsFull) -> str:
    return together(
        t(
            "A list has room for {most} entries, and this one would have {count}.",
            most=rejection.most,
            count=rejection.count,
        ),
        t(_UNCHANGED),
    )


@sentence.register
def _(rejection: PatternsFull) -> str:
    return together(
        t(
            "Entries with {star}, or in scripts without spaces, have room for {most} letters together, and "
            "these would have {count}.",
            star=code(ANY),
            most=rejection.most,
            count=rejection.count,
        ),
        t(_UNCHANGED),
    )


@sentence.register
def _(rejection: WordUnlisted) -> str:
    word = code(rejection.entry, 60)
    if rejection.by_default:
        return t(
            "{word} is on the default list, which counts as a whole. To leave it out, switch that off with "
            "{switch}, and import the rest of it from the file that {show} gives.",
            word=word,
            switch=command(name("settings"), name("words"), name("import")),
            show=command(name("settings"), name("words"), name("list")),
        )
    return t(
        "{word} is not on this server's list; {show} gives all that is.",
        word=word,
        show=command(name("settings"), name("words"), name("list")),
    )


@sentence.register
def _(rejection: WordFileUnusable) -> str:
    what = t(_TROUBLES[rejection.trouble], file=code(rejection.filename, 60), kilobytes=MOST_BYTES // 1_024)
    return together(
        what,
        "" if rejection.line is None else t("See line {line}.", line=rejection.line),
        t("Attach a text file with one entry in each line, a CSV file, or a JSON array of texts."),
        t(_UNCHANGED),
    )


@sentence.register
def _(_rejection: NothingToImport) -> str:
    return t(
        "Attach a {file}, or say with {defaults} whether the default list counts.",
        file=option_name("file"),
        defaults=option_name("defaults"),
    )
