"""What the product has, found by walking it: commands, menus, suggestions, buttons, selects and forms."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

import bot.ui
from bot.client import GreenlitBot
from bot.ui import form_answers

_MENUS = (discord.AppCommandType.message, discord.AppCommandType.user)
_WORDS = re.compile(r"\w+>([a-z_]+(?:\|[a-z_]+)+)\)")
"""A group that is one of several words, behind the beginning that all groups have."""


def commands_of(bot: GreenlitBot) -> set[str]:
    """Name every command and subcommand with a slash, and every menu as it is."""
    slash = {f"/{command.qualified_name}" for command in _commands(bot)}
    return slash | {menu.name for kind in _MENUS for menu in bot.tree.get_commands(type=kind)}


def suggestions_of(bot: GreenlitBot) -> set[str]:
    """Name every option for which something is suggested, behind its command."""
    return {
        f"/{command.qualified_name}: {parameter.name}"
        for command in _commands(bot)
        for parameter in command.parameters
        if parameter.autocomplete
    }


def buttons_of(bot: GreenlitBot) -> set[str]:
    """Give how the ids of all buttons and selects begin that the bot answers to for ever."""
    patterns = bot._connection._view_store._dynamic_items
    return {beginning for pattern in patterns for beginning in _beginnings(pattern.pattern)}


def forms_of(bot: GreenlitBot) -> set[str]:
    """Give how the ids of all forms begin that are taken in, by whatever reads their ids."""
    found = {beginning for pattern in _patterns() for beginning in _beginnings(pattern)} - buttons_of(bot)
    reasons = {f"gl:reason:{deed}" for deed in form_answers._DEEDS}
    return found - {"gl:reason"} | reasons


def _commands(bot: GreenlitBot) -> Iterator[app_commands.Command[Any, ..., Any]]:
    for command in bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command


def _patterns() -> Iterator[str]:
    for found in pkgutil.walk_packages(bot.ui.__path__, "bot.ui."):
        for value in vars(importlib.import_module(found.name)).values():
            if isinstance(value, re.Pattern) and str(value.pattern).startswith("gl:"):
                yield str(value.pattern)


def _beginnings(pattern: str) -> Iterator[str]:
    """Say out the words that an id may have first; of what else varies nothing is told."""
    fixed, _, rest = pattern.removeprefix("(?s)").partition("(?P<")
    words = _WORDS.match(rest)
    yield from (fixed + word for word in words[1].split("|")) if words else (fixed.rstrip(":"),)
