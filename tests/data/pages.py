"""The seeds: the providers' own pages about the five models, as text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = Any
FOLDER = Path(__file__).parent / "seeds"
FILES = {
    "pixverse-v6": "000_2db1d97c70f36c1c.txt",
    "pixverse-v4.5": "001_fffcf180ed6fe447.txt",
    "pixverse-v5.6": "002_54b110a64f23ffd6.txt",
    "pixverse-v4": "003_92059a97204da527.txt",
    "pixverse-v6-skills": "004_80b3b4423245c7a4.txt",
}

TYPE = re.compile(r"(string|integer|number|float|boolean|object|array|enum|any)\b")
NAME = re.compile(r"\w+|\{key\}")
# A property is printed as its path and, on the same line or the next, its name: "safety»modemode".
JOINED = re.compile(r"((?:\w+»)+)(\w+)\2")
# The only parameters printed without a name.
NAMELESS = {
    "Width of the generated media in pixels.": "width",
    "Height of the generated media in pixels.": "height",
}
# An example begins with a brace of its own, at the start of a line or right after the one before.
EXAMPLE = re.compile(r"(?<=[\n}])\{\n")


@dataclass(frozen=True)
class Seed:
    """One page: the parameters it lists by their paths, and its examples as pairs of request and result."""

    parameters: frozenset[str]
    examples: tuple[tuple[Json, Json], ...]


def read(model_id: str) -> Seed:
    text = (FOLDER / FILES[model_id]).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    if "Body" in lines:
        # Its one request and its one response are placeholders that do not belong together.
        body = lines[lines.index("Body") : lines.index("Response")]
        return Seed(frozenset(_named(body)), ())
    above_examples = lines[lines.index("API Options") : lines.index("{") if "{" in lines else None]
    objects = list(_objects(text))
    return Seed(
        frozenset(_bulleted(above_examples) if "-" in above_examples else _named(above_examples)),
        tuple(zip(objects[::2], objects[1::2], strict=True)),
    )


def _named(lines: list[str]) -> Iterator[str]:
    """Every name that stands above a type."""
    for above, line, following in zip(["", *lines], lines, lines[1:], strict=False):
        if NAME.fullmatch(line) and TYPE.match(following):
            yield above.replace(" » ", ".") if above.endswith(f"» {line}") else line


def _bulleted(lines: list[str]) -> Iterator[str]:
    """Every bullet that is a parameter: a name above a type, or one without a name."""
    for bullet, line, following in zip(lines, lines[1:], lines[2:], strict=False):
        # The first bullet of a section stands at the end of the sentence above it.
        if not bullet.endswith("-"):
            continue
        if line in NAMELESS:
            yield NAMELESS[line]
        elif TYPE.match(following):
            joined = JOINED.fullmatch(line)
            yield (joined[1] + joined[2]).replace("»", ".") if joined else line


def _objects(text: str) -> Iterator[Json]:
    decoder = json.JSONDecoder()
    position = 0
    while start := EXAMPLE.search(text, position):
        found, position = decoder.raw_decode(text, start.start())
        yield found
