"""Whatever is shown is said in the language of its reader, and fits where Discord puts it."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from discord import ui

from bot.domain.models import CATALOGUE
from bot.ui.errors import sentence
from bot.ui.language import Translation, speaking
from bot.ui.pages.preferences import LANGUAGES as PREFERRED
from bot.ui.safe_text import MESSAGE_BYTES, MESSAGE_UNITS, Room, escaped, utf16_units
from tests.support.messages import LANGUAGES
from tests.support.screens import approvals, auditing, money, operators, people, reports, reviews
from tests.support.screens.__main__ import GROUPS
from tests.support.screens.answers import PROMPTS
from tests.support.screens.screen import Screen
from tests.support.spoken import spoken
from tests.ui.reading import sent
from tests.ui.test_errors import SAMPLES

_BUTTON, _SELECT, _INPUT, _TEXT, _LABEL = 2, 3, 4, 10, 18
_ROOMS: Final = {
    (_BUTTON, "label"): 80,
    (_SELECT, "placeholder"): 150,
    (_INPUT, "placeholder"): 100,
    (_LABEL, "label"): 45,
    (_LABEL, "description"): 100,
}
_OPTION_ROOM = 100
_TITLE_ROOM = 45
"""Discord's limits in characters (docs/facts/discord.md §2)."""
_SAID: Final = ("content", "label", "placeholder", "description", "title")
_ROOMS_OF_PROMPTS: Final = (Room(60, 180), Room(1_000, 3_000))
"""What lists show of a prompt, and what shows all of it."""
_VALUES: Final = re.compile(r"`[^`]*`|<[^>]*>|https?://\S+|id: [0-9a-f-]{36}|^> .*$|\d+p\b", re.MULTILINE)
_NAMES: Final = sorted(
    {
        *(model.name for model in CATALOGUE.models),
        *(model.id for model in CATALOGUE.models),
        *(
            value.name
            for name in ("camera", "effect", "style", "motion", "thinking", "format")
            for value in CATALOGUE.values(name)
        ),
        *("Runware", "skills.video", "Discord", *PREFERRED.values()),
        *(escaped(prompt, room).rstrip("…") for prompt in PROMPTS for room in _ROOMS_OF_PROMPTS),
        *auditing.REASONS,
        *(
            operators.OWN.reason,
            operators.FILM,
            operators.KITES,
            people.REASON,
            approvals.REASON,
            reviews.REASON,
            reports.REASON,
            money.REASON,
        ),
    },
    key=len,
    reverse=True,
)
"""What is called the same in every language."""


def marked(message: str) -> str:
    """Take every letter out of a message, so that what remains of a screen was not translated."""
    return re.sub(r"(\{\w+\})|[^\W\d_]", lambda found: found[1] or "¤", message)


@pytest.fixture(scope="module")
def nowhere() -> Translation:
    """A language of which no word has a letter."""
    found = spoken()
    return Translation(
        "nowhere",
        {message: marked(message) for message in found.messages},
        {many: (marked(one), marked(many)) for many, one in found.plurals.items()},
        {name: marked(name) for name in found.names},
    )


def nodes(screen: Screen) -> list[dict[str, Any]]:
    whole = screen.view.to_dict() if isinstance(screen.view, ui.Modal) else {"components": sent(screen.view)}
    return list(walk(whole))


def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in (*node.get("components", ()), *node.get("options", ())):
        yield from walk(child)
    for key in ("component", "accessory"):
        if node.get(key):
            yield from walk(node[key])


def leftovers(text: str) -> list[str]:
    """The words of a text that are no values and no names."""
    remains = _VALUES.sub("", text)
    for name in _NAMES:
        remains = remains.replace(name, "")
    return re.findall(r"[A-Za-z]{3,}", remains)


@pytest.mark.parametrize("group", GROUPS)
def test_no_screen_has_a_word_that_cannot_be_translated(group: str, nowhere: Translation) -> None:
    with speaking(nowhere):
        left = {
            (screen.name, node[key]): words
            for screen in GROUPS[group]()
            for node in nodes(screen)
            for key in _SAID
            if (words := leftovers(node.get(key) or ""))
        }

    assert left == {}


def test_no_refusal_has_a_word_that_cannot_be_translated(nowhere: Translation) -> None:
    with speaking(nowhere):
        left = {repr(sample): words for sample in SAMPLES if (words := leftovers(sentence(sample)))}

    assert left == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", GROUPS)
def test_every_screen_fits_in_every_language(language: str, group: str) -> None:
    with speaking(language):
        wrong = [
            (screen.name, problem)
            for screen in GROUPS[group]()
            for problem in (*too_long(screen), *too_much(screen))
        ]

    assert wrong == []


def too_long(screen: Screen) -> Iterator[str]:
    """What does not fit where it stands, or was cut so that it does."""
    for node in nodes(screen):
        for (kind, key), room in _ROOMS.items():
            text = node.get(key) or ""
            if node.get("type") == kind and (len(text) > room or text.endswith("…")):
                yield text
        if "value" in node and len(node.get("label") or "") > _OPTION_ROOM:
            yield node["label"]
        if len(node.get("title") or "") > _TITLE_ROOM:
            yield node["title"]


def too_much(screen: Screen) -> Iterator[str]:
    texts = [node["content"] for node in nodes(screen) if node.get("type") == _TEXT]
    if sum(map(utf16_units, texts)) > MESSAGE_UNITS:
        yield "too many characters"
    if sum(len(text.encode()) + 12 for text in texts) > MESSAGE_BYTES:
        yield "too many bytes"
