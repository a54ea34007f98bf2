"""Commands in other languages: what Discord accepts of them, and what a user's client shows."""

import re
from collections.abc import Iterator
from typing import Any

import discord
from simcord.backend.errors import BackendError
from simcord.enums import AppCommandType

JsonObject = dict[str, Any]

# docs/facts/discord.md §3; the pattern is that of Discord's documentation, "Application Command Naming".
_NAME = re.compile(r"[-_'\w]{1,32}")
_LONGEST = {"name": 32, "description": 100}
_LONGEST_CHOICE = 100
_LONGEST_COMMAND = 8_000
_LOCALES = {locale.value for locale in discord.Locale}


def localised(item: JsonObject, field: str, locale: str) -> str:
    """Give the name or description of a command or option in a language, else as it is."""
    return str((item.get(f"{field}_localizations") or {}).get(locale) or item.get(field) or "")


def untranslated(commands: list[JsonObject]) -> list[JsonObject]:
    """Leave out the translations, as Discord's list of commands does unless it is asked for them."""
    return [{key: each[key] for key in each if not key.endswith("_localizations")} for each in commands]


def check_command(command: JsonObject) -> None:
    """Raise 50035 for texts of a command, in any language, that Discord would refuse."""
    is_slash = command.get("type", AppCommandType.CHAT_INPUT) == AppCommandType.CHAT_INPUT
    for item in _items(command):
        _check_texts(item, strict=is_slash)
    for siblings in _siblings(command):
        check_unique(siblings)
    for leaf in _leaves(command):
        if (size := sum(_size(item) for item in _items(leaf))) > _LONGEST_COMMAND:
            raise _invalid(f"{command['name']}: {size} characters, at most {_LONGEST_COMMAND} are allowed.")


def _check_texts(item: JsonObject, *, strict: bool) -> None:
    is_choice = "value" in item
    for field in ("name", "description"):
        for locale, text in _texts(item, field):
            if locale is not None and locale not in _LOCALES:
                raise _invalid(f"{item['name']}: {field}_localizations: {locale!r} is no locale.")
            longest = _LONGEST_CHOICE if is_choice else _LONGEST[field]
            if strict and not 1 <= len(text) <= longest:
                raise _invalid(
                    f"{item['name']}: {field} {text!r}: Must be between 1 and {longest} in length."
                )
            named = strict and field == "name" and not is_choice
            if named and not (_NAME.fullmatch(text) and text == text.lower()):
                raise _invalid(f"{item['name']}: name {text!r}: is invalid.")


def check_unique(siblings: list[JsonObject]) -> None:
    """Raise 50035 where two names next to each other are the same in some language."""
    locales = {locale for item in siblings for locale in item.get("name_localizations") or {}}
    for locale in locales | {"en-US"}:
        names = [localised(item, "name", locale) for item in siblings]
        if len(set(names)) < len(names):
            raise _invalid(f"name_localizations: two names are the same in {locale}: {sorted(names)}.")


def _texts(item: JsonObject, field: str) -> Iterator[tuple[str | None, str]]:
    if field in item:
        yield None, item[field]
    yield from (item.get(f"{field}_localizations") or {}).items()


def _items(item: JsonObject) -> Iterator[JsonObject]:
    yield item
    for child in [*(item.get("options") or []), *(item.get("choices") or [])]:
        yield from _items(child)


def _siblings(item: JsonObject) -> Iterator[list[JsonObject]]:
    for children in (item.get("options") or [], item.get("choices") or []):
        yield children
        for child in children:
            yield from _siblings(child)


def _leaves(command: JsonObject) -> Iterator[JsonObject]:
    """A command, or each of its subcommands: what the limit of characters counts for."""
    nested = [option for option in command.get("options") or [] if option["type"] in {1, 2}]
    if not nested:
        yield command
    for option in nested:
        yield from _leaves(option)


def _size(item: JsonObject) -> int:
    """Count the characters of an item, of each text the longest translation."""
    longest = [max((len(text) for _, text in _texts(item, field)), default=0) for field in _LONGEST]
    return sum(longest) + len(str(item.get("value", "")))


def _invalid(detail: str) -> BackendError:
    return BackendError(400, 50035, f"Invalid Form Body: {detail}")
