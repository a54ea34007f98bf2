"""The seeds: Runware's own pages about the models, as text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = Any
FOLDER = Path(__file__).parents[2] / "data" / "seeds"
TYPE = re.compile(r"(string|integer|float|boolean|object|array)\b")
# Properties are printed as their path and, without a space, their name: "safety»modemode".
PROPERTY = re.compile(r"((?:\w+»)+)(\w+)\2")
EXAMPLE = re.compile(r"(?<=[\n}])\{\n")
# The only parameters printed without a name.
NAMELESS = {
    "Width of the generated media in pixels.": "width",
    "Height of the generated media in pixels.": "height",
}


@dataclass(frozen=True)
class Seed:
    """One page: the parameters it lists by their paths, and its examples as pairs of request and result."""

    file: str
    parameters: frozenset[str]
    examples: tuple[tuple[Json, Json], ...]


def read(file: str) -> Seed:
    text = (FOLDER / file).read_text(encoding="utf-8")
    objects = list(_objects(text))
    return Seed(file, frozenset(_parameters(text)), tuple(zip(objects[::2], objects[1::2], strict=True)))


def _parameters(text: str) -> Iterator[str]:
    """Every bullet above the examples that is a parameter: a name above a type, or one without a name."""
    page = text[text.index("\nAPI Options\n") : text.index("\n{\n")]
    lines = page.splitlines()
    for bullet, line, following in zip(lines, lines[1:], lines[2:], strict=False):
        # The first bullet of a section stands at the end of the sentence above it.
        if not bullet.endswith("-"):
            continue
        if line in NAMELESS:
            yield NAMELESS[line]
        elif TYPE.match(following):
            named = PROPERTY.fullmatch(line)
            yield (named[1] + named[2]).replace("»", ".") if named else line


def _objects(text: str) -> Iterator[Json]:
    """The examples begin with a brace of its own, at the start of a line or right after the one before."""
    decoder = json.JSONDecoder()
    position = 0
    while start := EXAMPLE.search(text, position):
        found, position = decoder.raw_decode(text, start.start())
        yield found
