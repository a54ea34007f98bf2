"""What an interaction reaches through the client it came to."""

from pathlib import Path
from typing import Any, Protocol, cast

import discord

from bot.domain.generation import StoredMedia
from bot.services import Services


class Host(Protocol):
    """The client, as far as commands and buttons know it."""

    services: Services
    media_dir: Path
    """Where our own copies of files lie."""


def services(interaction: discord.Interaction[Any]) -> Services:
    """Give the use cases that a command or a press may call."""
    return cast("Host", interaction.client).services


def file_of(interaction: discord.Interaction[Any], media: StoredMedia) -> Path:
    """Tell where our own copy of a file lies."""
    return cast("Host", interaction.client).media_dir / media.path


async def language_of(interaction: discord.Interaction[Any]) -> str:
    """Tell in which language to speak to the member: as they prefer, else as their client does."""
    preferred = await services(interaction).preferences.language_of(interaction.user.id)
    return preferred or str(interaction.locale)
