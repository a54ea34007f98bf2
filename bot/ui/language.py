"""The language of everything that members read: English as it stands in the code, or a translation of it."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

ENGLISH: Final = "en"
_FOLDER: Final = Path(__file__).parent / "languages"
_ONE_BELOW_TWO: Final = frozenset({"fr", "pt-BR"})
"""Languages in which nothing is counted like one (Unicode CLDR, plural rules)."""
_UNCOUNTED: Final = frozenset({"ja"})
"""Languages whose words are the same for any number."""
_MARKS: Final[Mapping[str, tuple[str, str]]] = {
    "de": (".", ","),
    "es": (".", ","),
    "fr": ("\N{NARROW NO-BREAK SPACE}", ","),
    "pt-BR": (".", ","),
}
"""What stands between thousands, and before the cents, where it is not as in English (Unicode CLDR)."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One language: what stands for each English message, and for each command's or option's name."""

    language: str = ENGLISH
    messages: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the English plural."""
    names: Mapping[str, str] = field(default_factory=dict)

    def counted(self, one: str, many: str, count: int) -> str:
        """Choose the form that goes with a number."""
        forms = self.plurals.get(many, (one, many))
        if self.language in _UNCOUNTED:
            return forms[-1]
        is_one = count < 2 if self.language in _ONE_BELOW_TWO else count == 1
        return forms[0] if is_one else forms[-1]


@cache
def translations() -> Mapping[str, Translation]:
    """Give every language there is, by its Discord locale or the first part of it."""
    found = {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.toml"))}
    return {ENGLISH: _AS_WRITTEN, **found}


def translation(locale: str) -> Translation:
    """Give the language nearest to a Discord locale: `es-419` is Spanish, what is unknown English."""
    known = translations()
    return known.get(locale) or known.get(locale.partition("-")[0]) or known[ENGLISH]


def _read(path: Path) -> Translation:
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    plurals = {many: tuple(forms) for many, forms in words.get("plurals", {}).items()}
    return Translation(path.stem, words.get("messages", {}), plurals, words.get("names", {}))


_AS_WRITTEN: Final = Translation()
_spoken: ContextVar[Translation] = ContextVar("spoken", default=_AS_WRITTEN)


@contextmanager
def speaking(language: str | Translation) -> Iterator[None]:
    """Speak a language, or that of a Discord locale, within the block."""
    token = _spoken.set(translation(language) if isinstance(language, str) else language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken_language() -> str:
    """Name the language spoken, as `translation` finds it again."""
    return _spoken.get().language


def t(message: str, /, **values: Any) -> str:  # noqa: ANN401 - whatever can be written out
    """Say a message in the language spoken, with values in its `{places}`.

    Values are not looked at: whatever members wrote has to be made harmless before.
    """
    return _spoken.get().messages.get(message, message).format(**values)


def n(one: str, many: str, count: int, /, **values: Any) -> str:  # noqa: ANN401 - whatever can be written out
    """Say how many, in the form that goes with the number; `{count}` is the number itself."""
    return _spoken.get().counted(one, many, count).format(count=count, **values)


def number(whole: int, hundredths: int) -> str:
    """Write a number with two decimals as the language spoken does."""
    thousands, decimal = _marks()
    return f"{whole:,}".replace(",", thousands) + f"{decimal}{hundredths:02}"


def decimal(digits: str) -> str:
    """Write digits with a point among them as the language spoken does."""
    return digits.replace(".", _marks()[1])


def _marks() -> tuple[str, str]:
    return _MARKS.get(_spoken.get().language, (",", "."))


def m(message: str, /) -> str:
    """Mark a message of a table, to be said by `t` later."""
    return message


def name(command_or_option: str, /) -> str:
    """Give a command's or option's name as the reader's client shows it."""
    return _spoken.get().names.get(command_or_option, command_or_option)
