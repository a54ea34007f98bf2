"""`/create`: a request becomes a generation with a card in the channel."""

import inspect
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.client import GreenlitBot
from bot.domain.catalogue import Catalogue
from bot.domain.request import Attachment, GenerationRequest
from bot.domain.rules import OPTION_OF_ROLE, SOURCE_OPTIONS
from bot.ui import choices
from bot.ui.answer import Outcome, answer
from bot.ui.askers import blank, viewer
from bot.ui.drafts.requesting import ask
from bot.ui.options import Offered, explained, offered

Interaction = discord.Interaction[GreenlitBot]
Suggest = Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]


async def setup(bot: GreenlitBot) -> None:
    """Add the command, shaped by the models there are."""
    bot.tree.add_command(create_command(bot.services.catalogue))


def create_command(catalogue: Catalogue) -> app_commands.Command[Any, ..., None]:
    """Build the command with the options of the catalogue's models."""

    async def create(interaction: Interaction, **options: Any) -> None:  # noqa: ANN401 - as the options are
        await answer(interaction, lambda: _ask(interaction, options))

    known = offered(catalogue)
    vars(create)["__signature__"] = inspect.Signature(
        [_positional("interaction", Interaction), *(_parameter(option) for option in known)]
    )
    app_commands.describe(**{option.name: option.description for option in known})(create)
    app_commands.choices(**{option.name: _static(option) for option in known if option.choices})(create)
    own = {"model": _suggest_models, **dict.fromkeys(SOURCE_OPTIONS.values(), _suggest_results)}
    searched = {
        option.name: own.get(option.name) or _suggest(catalogue, option.name)
        for option in known
        if option.searched
    }
    app_commands.autocomplete(**searched)(create)
    return app_commands.Command(name="create", description="Make a video from your words", callback=create)


async def _ask(interaction: Interaction, options: Mapping[str, Any]) -> Outcome:
    return await ask(interaction, await to_request(interaction, options))


async def to_request(interaction: Interaction, options: Mapping[str, Any]) -> GenerationRequest:
    """Translate the command into what the member asked for, leaving out what was not said."""
    said = {name: value for name, value in options.items() if value is not None}
    files = {name: value for name, value in said.items() if isinstance(value, discord.Attachment)}
    private = bool(said.get("private"))
    apart = {"prompt", "model", "private", *files, *SOURCE_OPTIONS.values()}
    return replace(
        await blank(interaction, private=private),
        prompt=said["prompt"],
        model_id=said.get("model"),
        options={name: value for name, value in said.items() if name not in apart},
        attachments={
            role: Attachment(option, file.filename, file.url, file.size)
            for role, option in OPTION_OF_ROLE.items()
            if (file := files.get(option))
        },
        sources={role: said[option] for role, option in SOURCE_OPTIONS.items() if option in said},
    )


def _suggest(catalogue: Catalogue, option: str) -> Suggest:
    async def suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        async with choices.spoken_to(interaction):
            return choices.values(catalogue, option, typed)

    return suggest


async def _suggest_models(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the models that this server uses."""
    found = await interaction.client.services.servers.offered(interaction.guild_id or 0)
    async with choices.spoken_to(interaction):
        return choices.models(found, typed)


async def _suggest_results(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the member's own videos, newest first."""
    search = interaction.client.services.looking.results(await viewer(interaction), typed)
    async with choices.spoken_to(interaction):
        return choices.results(await choices.in_time(search), interaction.created_at)


def _static(option: Offered) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=explained(value), value=value.name) for value in option.choices]


def _parameter(option: Offered) -> inspect.Parameter:
    default = inspect.Parameter.empty if option.required else None
    return inspect.Parameter(
        option.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=option.annotation
    )


def _positional(name: str, annotation: Any) -> inspect.Parameter:  # noqa: ANN401 - any type there is
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_ONLY, annotation=annotation)
