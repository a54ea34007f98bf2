"""The servers that the bot is in, for those who operate it."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.domain.overviews import ServerUnknown
from bot.services.overviews import KnownServer


def servers_entered(interaction: discord.Interaction[Any]) -> Mapping[int, KnownServer]:
    """Give the servers that the bot is in, with names and owners, by their ids."""
    return {guild.id: KnownServer(guild.name, guild.owner_id) for guild in interaction.client.guilds}


def servers_known(interaction: discord.Interaction[Any]) -> Mapping[int, str]:
    """Give the names of the servers that the bot is in, by their ids."""
    return {guild_id: server.name for guild_id, server in servers_entered(interaction).items()}


def server_named(interaction: discord.Interaction[Any], said: str) -> int:
    """Find a server by its id, or by its name if no other is called so; raises `ServerUnknown`."""
    names, wanted = servers_known(interaction), said.strip()
    matching = [
        guild_id
        for guild_id, name in names.items()
        if wanted == str(guild_id) or wanted.casefold() == name.casefold()
    ]
    if len(matching) != 1:
        raise ServerUnknown(said)
    return matching[0]
