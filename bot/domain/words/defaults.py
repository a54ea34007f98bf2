"""Greenlit's own list of unwanted words, for servers that switch it on."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from bot.domain.words.wordlist import WordList

_FILE: Final = Path(__file__).with_suffix(".toml")


@cache
def default_entries() -> tuple[str, ...]:
    """Give its entries, sorted by what they are about and then by language."""
    return tuple(entry for _, entry in default_sections())


def default_sections() -> Iterator[tuple[str, str]]:
    """Give what each entry is about, and the entry."""
    for subject, languages in tomllib.loads(_FILE.read_text(encoding="utf-8")).items():
        yield from ((subject, entry) for entries in languages.values() for entry in entries)


@cache
def default_list() -> WordList:
    """Give it made ready to be looked for, once for all servers."""
    return WordList.of(default_entries())
