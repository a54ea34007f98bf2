"""`/create`: a request becomes a generation with a card in the channel."""

import inspect
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any, Final

import discord
from discord import app_commands

from bot.client import GreenlitBot
from bot.domain.catalogue import Catalogue
from bot.domain.errors import PermissionsMissing
from bot.domain.generation import Generation, Place
from bot.domain.request import Attachment, GenerationRequest
from bot.domain.rules import OPTION_OF_ROLE
from bot.ui import choices
from bot.ui.answer import answer
from bot.ui.buttons import requester
from bot.ui.cards import message_link
from bot.ui.options import Offered, offered
from bot.ui.texts import money

Interaction = discord.Interaction[GreenlitBot]
Suggest = Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]

_MIB: Final = 1024 * 1024
_TIER_LIMITS: Final = {2: 50 * _MIB, 3: 100 * _MIB}
_DEFAULT_LIMIT: Final = 20 * _MIB
"""Upload limits by boost tier; discord.py 2.7.1 knows the old default (docs/facts/discord.md §2)."""


async def setup(bot: GreenlitBot) -> None:
    """Add the command, shaped by the models there are."""
    bot.tree.add_command(create_command(bot.services.catalogue))


def create_command(catalogue: Catalogue) -> app_commands.Command[Any, ..., None]:
    """Build the command with the options of the catalogue's models."""

    async def create(interaction: Interaction, **options: Any) -> None:  # noqa: ANN401 - as the options are
        await answer(interaction, lambda: request_video(interaction, options))

    known = offered(catalogue)
    vars(create)["__signature__"] = inspect.Signature(
        [_positional("interaction", Interaction), *(_parameter(option) for option in known)]
    )
    app_commands.describe(**{option.name: option.description for option in known})(create)
    app_commands.choices(**{option.name: _static(option) for option in known if option.choices})(create)
    searched = {option.name: _suggest(catalogue, option.name) for option in known if option.searched}
    app_commands.autocomplete(**searched)(create)
    return app_commands.Command(name="create", description="Make a video from your words", callback=create)


async def request_video(interaction: Interaction, options: Mapping[str, Any]) -> str | None:
    """Have a request accepted and its card shown; a private card is the answer itself."""
    private = bool(options.get("private"))
    if not private:
        require_permissions(interaction)
    services = interaction.client.services
    accepted = await services.generations.request(to_request(interaction, options, private=private))
    shown = await services.cards.show(accepted.id) or accepted
    return None if private and shown.messages.card_id else queued(shown)


def queued(generation: Generation) -> str:
    """Say that a request was accepted, where to follow it, and what is held for it."""
    card_id = generation.messages.card_id
    where = message_link(generation, card_id) if card_id else "its card follows in a moment"
    held = money(generation.quoted_micros, approximate=generation.approximate_quote)
    return f"**Queued**: {where}\n{held} is held, and charged only for videos you get.\nid: {generation.id}"


def require_permissions(interaction: Interaction) -> None:
    """Refuse where the result could not be posted; raises `PermissionsMissing`."""
    in_thread = isinstance(interaction.channel, discord.Thread)
    needed = {
        "view_channel": "View Channel",
        "send_messages_in_threads" if in_thread else "send_messages": (
            "Send Messages in Threads" if in_thread else "Send Messages"
        ),
        "attach_files": "Attach Files",
        "embed_links": "Embed Links",
    }
    granted = interaction.app_permissions
    missing = tuple(label for name, label in needed.items() if not getattr(granted, name))
    if missing:
        raise PermissionsMissing(missing, interaction.channel_id or 0)


def to_request(interaction: Interaction, options: Mapping[str, Any], *, private: bool) -> GenerationRequest:
    """Translate the command into what the member asked for, leaving out what was not said."""
    said = {name: value for name, value in options.items() if value is not None}
    files = {name: value for name, value in said.items() if isinstance(value, discord.Attachment)}
    apart = {"prompt", "model", "private", *files}
    return GenerationRequest(
        request_key=str(interaction.id),
        requester=requester(interaction),
        place=_place(interaction, private=private),
        guild_owner_id=interaction.guild.owner_id if interaction.guild else None,
        prompt=said["prompt"],
        model_id=said.get("model"),
        options={name: value for name, value in said.items() if name not in apart},
        attachments={
            role: Attachment(option, file.filename, file.url, file.size)
            for role, option in OPTION_OF_ROLE.items()
            if (file := files.get(option))
        },
        private=private,
    )


def _place(interaction: Interaction, *, private: bool) -> Place:
    tier = interaction.guild.premium_tier if interaction.guild else 0
    shown_to = interaction.locale if private else interaction.guild_locale or interaction.locale
    return Place(
        guild_id=interaction.guild_id or 0,
        channel_id=interaction.channel_id or 0,
        interaction_token=interaction.token if private else None,
        interaction_expires_at=interaction.expires_at if private else None,
        upload_limit_bytes=min(interaction.filesize_limit, _TIER_LIMITS.get(tier, _DEFAULT_LIMIT)),
        locale=str(shown_to),
    )


def _suggest(catalogue: Catalogue, option: str) -> Suggest:
    find = (
        partial(choices.models, catalogue)
        if option == "model"
        else partial(choices.values, catalogue, option)
    )

    async def suggest(_interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return find(typed)

    return suggest


def _static(option: Offered) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=value.name, value=value.name) for value in option.choices]


def _parameter(option: Offered) -> inspect.Parameter:
    default = inspect.Parameter.empty if option.required else None
    return inspect.Parameter(
        option.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=option.annotation
    )


def _positional(name: str, annotation: Any) -> inspect.Parameter:  # noqa: ANN401 - any type there is
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_ONLY, annotation=annotation)
