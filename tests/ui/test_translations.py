"""Every translation says what the English says: same values, same marks, within Discord's limits."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest
from discord import Locale, app_commands

from bot.ui.language import translation
from bot.ui.translator import Translator
from tests.support.messages import LANGUAGES, read
from tests.support.spoken import loaded

MARKS = re.compile(r"\*\*|`|~~|\|\||__|<[^>]*>|\n|⚠️|^-# |^> |https?://\S+", re.MULTILINE)
NAME_CHARACTERS = 32
DESCRIPTION_CHARACTERS = 100
COMMAND_CHARACTERS = 8_000
"""Discord's limits (docs/facts/discord.md §3)."""
VALID_NAME = app_commands.commands.VALID_SLASH_COMMAND_NAME
SERVED = [locale for locale in Locale if translation(str(locale)).language != "en"]


def every_message(language: str) -> Iterator[tuple[str, str]]:
    words = read(language)
    yield from words["messages"].items()
    for many, forms in words["plurals"].items():
        yield from ((many, form) for form in forms)


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def marks(message: str) -> Counter[str]:
    return Counter(MARKS.findall(message))


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_stand_in_every_translation_as_in_english(language: str) -> None:
    # What is said of one alone may say so in words.
    wrong = [
        (english, said)
        for english, said in every_message(language)
        if placeholders(said) - {"count"} != placeholders(english) - {"count"}
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_stand_in_every_translation_as_in_english(language: str) -> None:
    wrong = [(english, said) for english, said in every_message(language) if marks(english) != marks(said)]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty_or_has_loose_ends(language: str) -> None:
    wrong = [
        (english, said)
        for english, said in every_message(language)
        if not said.strip() or said != said.strip() or english.endswith("…") != said.endswith("…")
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_as_many_forms_as_the_language(language: str) -> None:
    expected = 1 if language == "ja" else 2

    assert [many for many, forms in read(language)["plurals"].items() if len(forms) != expected] == []


def test_every_language_that_discord_has_two_of_is_served_in_both() -> None:
    assert {str(locale) for locale in SERVED} == {"de", "fr", "es-ES", "es-419", "pt-BR", "ja"}


@pytest.fixture(scope="module")
def payload() -> list[dict[str, Any]]:
    return asyncio.run(_payload())


async def _payload() -> list[dict[str, Any]]:
    tree, translator = (await loaded()).tree, Translator()
    return [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]


def walk(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Commands, groups, options and choices, outermost first."""
    for item in items:
        yield item
        for inner in ("options", "choices"):
            yield from walk(item.get(inner) or [])


def test_translated_names_are_valid(payload: list[dict[str, Any]]) -> None:
    wrong = [
        word
        for item in walk(payload)
        if "description" in item
        for word in item["name_localizations"].values()
        if not VALID_NAME.fullmatch(word) or word != word.lower()
    ]

    assert wrong == []


def test_translated_labels_and_descriptions_are_short_enough(payload: list[dict[str, Any]]) -> None:
    long = [
        word
        for item in walk(payload)
        for key, most in (("name", _room(item)), ("description", DESCRIPTION_CHARACTERS))
        for word in (item.get(f"{key}_localizations") or {}).values()
        if not 1 <= len(word) <= most
    ]

    assert long == []


def _room(item: dict[str, Any]) -> int:
    """A choice's name may be longer than a command's, an option's or a menu's."""
    return DESCRIPTION_CHARACTERS if "value" in item else NAME_CHARACTERS


@pytest.mark.parametrize("locale", SERVED)
def test_names_next_to_each_other_differ(payload: list[dict[str, Any]], locale: Locale) -> None:
    levels = [payload, *(item["options"] for item in walk(payload) if item.get("options"))]
    names = [[(item.get("type"), _localised(item, "name", locale)) for item in level] for level in levels]

    assert [level for level in names if len(set(level)) < len(level)] == []


def test_every_command_stays_within_discords_8000_characters(payload: list[dict[str, Any]]) -> None:
    long = {command["name"]: size for command in payload if (size := _size(command)) > COMMAND_CHARACTERS}

    assert long == {}


def _size(command: dict[str, Any]) -> int:
    """Of every text the longest translation counts."""
    return sum(
        max(len(_localised(item, key, locale)) for locale in (Locale.american_english, *SERVED))
        for item in walk([command])
        for key in ("name", "description", "value")
    )


def _localised(item: dict[str, Any], key: str, locale: Locale) -> str:
    return str((item.get(f"{key}_localizations") or {}).get(str(locale), item.get(key, "")))


def test_a_command_is_told_with_all_its_translations(payload: list[dict[str, Any]]) -> None:
    create = next(command for command in payload if command["name"] == "create")
    style = next(option for option in create["options"] if option["name"] == "style")
    clay = next(choice for choice in style["choices"] if choice["value"] == "clay")

    assert create["name_localizations"]["de"] == "erstellen"
    assert create["description_localizations"]["ja"] == "言葉から動画を作ります"
    assert style["name_localizations"]["es-419"] == style["name_localizations"]["es-ES"] == "estilo"
    assert clay["name"] == "clay · Stop-motion clay animation appearance."
    assert clay["name_localizations"]["pt-BR"].startswith("clay · Visual de animação")
    assert "pl" not in create["name_localizations"]


def test_a_menu_is_called_by_its_translation_spaces_and_all(payload: list[dict[str, Any]]) -> None:
    (menu,) = (command for command in payload if command["name"] == "Animate this image")

    assert menu["name_localizations"]["fr"] == "Animer cette image"
