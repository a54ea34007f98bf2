"""Everything that the bot says, in English, as it stands in the code, the catalogue and the commands."""

import ast
import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any, Final, cast

from discord import app_commands

from bot.app.running import COGS
from bot.client import GreenlitBot
from bot.domain.catalogue import Choice
from bot.domain.models import CATALOGUE
from bot.services import Services
from tests.support.sources import sources

_UNDESCRIBED: Final = "…"
"""What discord.py tells Discord of a command or an option that has no description."""


@dataclass
class Spoken:
    """All that wants to be translated, as it stands in English."""

    messages: set[str] = field(default_factory=set)
    plurals: dict[str, str] = field(default_factory=dict)
    """What is said of one, by what is said of many."""
    names: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    """Places at which no literal stands, so that nobody could translate it."""

    def wanted(self, table: str) -> set[str]:
        return {"names": self.names, "messages": self.messages, "plurals": set(self.plurals)}[table]


@cache
def spoken() -> Spoken:
    """Everything that the code, the catalogue and the commands say."""
    found = Spoken()
    for source in sources("bot", "cogs"):
        if source.path != "bot/ui/language.py":
            _read(source.path, source.tree, found)
    found.messages |= set(_of_the_catalogue())
    asyncio.run(_of_the_commands(found))
    return found


def _read(path: str, tree: ast.Module, found: Spoken) -> None:
    known = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "bot.ui.language"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known:
            _collect(f"{path}:{node.lineno}", known[node.func.id], node.args, found)


def _collect(place: str, function: str, given: list[ast.expr], found: Spoken) -> None:
    texts = [arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    match function, texts:
        case ("t" | "m", [message]):
            found.messages.add(message)
        case "n", [one, many]:
            if found.plurals.setdefault(many, one) != one:
                found.wrong.append(f"{place}: another word for one of {many!r}")
        case "name", [word]:
            found.names.add(word)
        case (("n" | "m"), _):
            found.wrong.append(f"{place}: no literal")
        case "t", _ if isinstance(given[0], ast.JoinedStr | ast.BinOp | ast.IfExp):
            found.wrong.append(f"{place}: no literal")


def _of_the_catalogue() -> Iterator[str]:
    for model in CATALOGUE.models:
        yield model.summary
        for option in model.options:
            if isinstance(option.kind, Choice):
                yield from (value.description for value in option.kind.values if value.description)


async def _of_the_commands(found: Spoken) -> None:
    for command in await commands():
        found.names.add(command.name)
        if isinstance(command, app_commands.ContextMenu):
            continue
        found.messages.add(command.description)
        for parameter in command.parameters if isinstance(command, app_commands.Command) else ():
            found.names.add(parameter.display_name)
            found.messages.add(str(parameter.description))
            found.messages |= set(_labels(parameter.choices))
    found.messages.discard(_UNDESCRIBED)


def _labels(choices: Iterable[app_commands.Choice[Any]]) -> Iterator[str]:
    """The labels that are more than the value itself, or the value with the catalogue's words for it."""
    for choice in choices:
        if choice.name != str(choice.value) and not choice.name.startswith(f"{choice.value} · "):
            yield choice.name


AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


async def commands() -> list[AnyCommand]:
    """Every command that the bot has, groups and menus included."""
    tree = (await loaded()).tree
    menus = [command for command in tree.get_commands() if isinstance(command, app_commands.ContextMenu)]
    return [*tree.walk_commands(), *menus]


async def loaded() -> GreenlitBot:
    """A bot that knows its commands, and has not been anywhere."""
    bot = GreenlitBot(COGS)
    bot.services = cast(Services, SimpleNamespace(catalogue=CATALOGUE))
    for extension in COGS:
        await bot.load_extension(extension)
    return bot
