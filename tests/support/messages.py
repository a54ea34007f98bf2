"""The catalogues of messages, held against what the bot says.

`python -m tests.support.messages` tells what each language lacks and what it has too much of; with `--write`
it sorts the files and drops what nobody says any more; with `--add de more.toml` it adds to one of them.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests.support.sources import ROOT
from tests.support.spoken import spoken

FOLDER: Final = ROOT / "bot" / "ui" / "languages"
LANGUAGES: Final = ("de", "es", "fr", "ja", "pt-BR")
_TABLES: Final = ("names", "messages", "plurals")


def read(language: str) -> dict[str, dict[str, Any]]:
    """One language's file, by table."""
    words = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return {table: words.get(table, {}) for table in _TABLES}


def missing(language: str) -> dict[str, list[str]]:
    """What is said and not translated, by table."""
    return {table: sorted(spoken().wanted(table) - have.keys()) for table, have in read(language).items()}


def unused(language: str) -> dict[str, list[str]]:
    """What is translated and not said, by table."""
    return {table: sorted(have.keys() - spoken().wanted(table)) for table, have in read(language).items()}


def written(language: str, words: Mapping[str, Mapping[str, Any]]) -> str:
    """A language's file with these words, sorted, under the glossary it begins with."""
    glossary, _, _ = (FOLDER / f"{language}.toml").read_text(encoding="utf-8").partition("\n[")
    lines = [glossary.rstrip()]
    for table in _TABLES:
        lines += ["", f"[{table}]"]
        lines += [f"{_quoted(key)} = {_quoted(value)}" for key, value in sorted(words[table].items())]
    return "\n".join([*lines, ""])


def _quoted(value: Any) -> str:
    """TOML writes strings and lists as JSON does."""
    return json.dumps(value, ensure_ascii=False)


def _report(language: str) -> Iterator[str]:
    for what, found in (("missing", missing(language)), ("unused", unused(language))):
        for table, keys in found.items():
            yield from (f"{language}: {what} in [{table}]: {_quoted(key)}" for key in keys)


def _rewrite(language: str, more: Mapping[str, Mapping[str, Any]]) -> None:
    words = {table: {**have, **more.get(table, {})} for table, have in read(language).items()}
    wanted = {
        table: {key: value for key, value in have.items() if key in spoken().wanted(table)}
        for table, have in words.items()
    }
    path = FOLDER / f"{language}.toml"
    path.write_text(written(language, wanted), encoding="utf-8")


def main() -> None:
    """List, sort or add."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--add", nargs=2, metavar=("LANGUAGE", "FILE"))
    asked = parser.parse_args()
    if asked.add:
        language, file = asked.add
        _rewrite(language, tomllib.loads(Path(file).read_text(encoding="utf-8")))
    for language in LANGUAGES:
        if asked.write:
            _rewrite(language, {})
        sys.stdout.writelines(f"{line}\n" for line in _report(language))
    sys.stdout.writelines(f"{line}\n" for line in spoken().wrong)


if __name__ == "__main__":
    main()
