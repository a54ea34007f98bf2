"""What an interaction reaches through the client it came to."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, cast

import discord

from bot.domain.generation import StoredMedia
from bot.services import Services
from bot.ui.language import name
from bot.ui.safe_text import code


class Host(Protocol):
    """The client, as far as commands and buttons know it."""

    services: Services
    media_dir: Path
    """Where our own copies of files lie."""
    command_ids: Mapping[str, int]
    """By the names of commands, once Discord has told them."""


def services(interaction: discord.Interaction[Any]) -> Services:
    """Give the use cases that a command or a press may call."""
    return cast("Host", interaction.client).services


def file_of(interaction: discord.Interaction[Any], media: StoredMedia) -> Path:
    """Tell where our own copy of a file lies."""
    return cast("Host", interaction.client).media_dir / media.path


def mentioning(interaction: discord.Interaction[Any]) -> Callable[[str], str]:
    """Give what writes a command so that a click leads to it; without its id, as one would type it."""
    known = cast("Host", interaction.client).command_ids
    return lambda command: f"</{command}:{known[command]}>" if command in known else code(f"/{name(command)}")


async def language_of(interaction: discord.Interaction[Any]) -> str:
    """Tell in which language to speak to the member: as they prefer, else as their client does."""
    preferred = await services(interaction).preferences.language_of(interaction.user.id)
    return preferred or str(interaction.locale)
