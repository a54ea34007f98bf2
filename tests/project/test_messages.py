"""Every language has words for exactly what the bot says."""

from typing import Any

import pytest

from bot.domain.models import CATALOGUE
from tests.support.messages import FOLDER, LANGUAGES, missing, read, unused, written
from tests.support.spoken import spoken

NOTHING: dict[str, list[str]] = {"names": [], "messages": [], "plurals": []}


def test_every_message_is_a_literal_so_that_it_can_be_translated() -> None:
    assert spoken().wrong == []


def test_what_the_code_the_commands_and_the_catalogue_say_is_found() -> None:
    found = spoken()

    assert "Nothing was charged." in found.messages
    assert found.plurals["{count} takes"] == "{count} take"
    assert {"create", "prompt", "status", "Animate this image"} <= found.names
    assert "Make a video from your words" in found.messages
    assert {model.summary for model in CATALOGUE.models} <= found.messages
    assert "Gradual zoom into the subject." in found.messages


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_waits_for_its_translation(language: str) -> None:
    assert missing(language) == NOTHING


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_of_something_that_nobody_says(language: str) -> None:
    assert unused(language) == NOTHING


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_sorted_as_the_tool_writes_it(language: str) -> None:
    words: dict[str, dict[str, Any]] = read(language)

    assert written(language, words) == (FOLDER / f"{language}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_begins_with_its_glossary(language: str) -> None:
    glossary = (FOLDER / f"{language}.toml").read_text(encoding="utf-8").partition("\n[")[0]

    assert all(line.startswith("#") for line in glossary.splitlines() if line)
    assert all(word in glossary for word in ("draft", "take", "quote", "hold", "quota", "budget", "approval"))


def test_no_sentence_names_a_command_or_an_option_by_its_english_name_alone() -> None:
    """Clients show them translated: they are put in by `name`."""
    found = spoken()
    named = [
        message
        for message in (*found.messages, *found.plurals)
        for name in found.names
        if f"`/{name}`" in message or f"`{name}`" in message
    ]

    assert named == []
