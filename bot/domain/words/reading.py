"""Lists of words as people write them: typed into a command, or as a file of text, CSV or JSON."""

import csv
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Final

from bot.domain.words.refusals import (
    FileTrouble,
    PatternsFull,
    Unfit,
    UnfitWords,
    WordFileUnusable,
    WordsFull,
)
from bot.domain.words.wordlist import (
    MOST_ENTRIES,
    MOST_MACHINE_LETTERS,
    entry,
    flaw,
    machine_letters,
    sought,
)

MOST_BYTES: Final = 256 * 1024
"""Of a file: as many of the longest entries as there may be, in the widest script."""
_REMARK: Final = "#"
_HEADINGS: Final = frozenset(
    {"word", "words", "entry", "entries", "phrase", "phrases", "pattern", "patterns"}
)
_BETWEEN: Final = re.compile(r"[,\uFF0C\u3001\n]")
"""Commas, also those of Chinese and Japanese."""


@dataclass(frozen=True, slots=True)
class Line:
    """What may be an entry, and where it stands."""

    number: int | None
    """Of the line in a file of them."""
    text: str


def typed(text: str) -> list[Line]:
    """Read entries that are separated by commas or lines."""
    return [Line(None, word) for word in _BETWEEN.split(text) if word.strip()]


def in_file(filename: str, content: bytes) -> list[Line]:
    """Read a file as what the end of its name says, anything else as text with an entry in each line.

    Raises `WordFileUnusable`.
    """
    if len(content) > MOST_BYTES:
        raise WordFileUnusable(filename, FileTrouble.TOO_LARGE)
    text = _decoded(filename, content)
    match filename.casefold().rpartition(".")[2]:
        case "json":
            lines = _of_json(filename, text)
        case "csv":
            lines = list(_of_csv(filename, text))
        case _:
            lines = list(_of_text(text))
    if not lines:
        raise WordFileUnusable(filename, FileTrouble.NO_WORDS)
    return lines


def fit(lines: Iterable[Line]) -> Mapping[str, str]:
    """Give entries by what they are looked for as; raises `UnfitWords` with all that cannot be kept."""
    kept = [(line, entry(line.text)) for line in lines]
    unfit = [Unfit(line.number, line.text, wrong) for line, text in kept if (wrong := flaw(text))]
    if unfit:
        raise UnfitWords(tuple(unfit))
    return {sought(text): text for _, text in kept}


def require_room(entries: Collection[str]) -> None:
    """Bound what a list costs; raises `WordsFull` or `PatternsFull`."""
    if len(entries) > MOST_ENTRIES:
        raise WordsFull(len(entries), MOST_ENTRIES)
    letters = sum(map(machine_letters, entries))
    if letters > MOST_MACHINE_LETTERS:
        raise PatternsFull(letters, MOST_MACHINE_LETTERS)


def written(entries: Iterable[str]) -> bytes:
    """Write a list as a file of text, which reads back as the same list."""
    return "".join(f"{each}\n" for each in entries).encode()


def _decoded(filename: str, content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = None if wide else content.count(b"\n", 0, error.start) + 1
        raise WordFileUnusable(filename, FileTrouble.NO_TEXT, line) from error


def _of_text(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith(_REMARK):
            yield from (Line(number, word) for word in _BETWEEN.split(line) if word.strip())


def _of_csv(filename: str, text: str) -> Iterator[Line]:
    """Read all cells, or where the first row names a column of words, that column."""
    reader, column = csv.reader(StringIO(text, newline="")), None
    try:
        for number, row in enumerate(reader):
            headings = [place for place, cell in enumerate(row) if cell.strip().casefold() in _HEADINGS]
            if number == 0 and headings:
                column = headings[0]
                continue
            cells = row if column is None else row[column : column + 1]
            yield from (Line(reader.line_num, cell) for cell in cells if cell.strip())
    except csv.Error as error:
        raise WordFileUnusable(filename, FileTrouble.BROKEN, reader.line_num) from error


def _of_json(filename: str, text: str) -> list[Line]:
    """Read an array of texts, or one under the name `words` or any other heading."""
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        raise WordFileUnusable(filename, FileTrouble.BROKEN, error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise WordFileUnusable(filename, FileTrouble.BROKEN) from error
    if isinstance(read, dict):
        read = next((read[name] for name in sorted(_HEADINGS & read.keys())), None)
    if not isinstance(read, list) or not all(isinstance(item, str) for item in read):
        raise WordFileUnusable(filename, FileTrouble.NO_WORDS)
    return [Line(None, item) for item in read if item.strip()]
