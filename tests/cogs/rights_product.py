"""What the product has, found by walking it: commands, menus, buttons, selects and forms."""

import discord
from discord import app_commands

from bot.client import GreenlitBot

_MENUS = (discord.AppCommandType.message, discord.AppCommandType.user)


def commands_of(bot: GreenlitBot) -> set[str]:
    """Name every command and subcommand with a slash, and every menu as it is."""
    slash = {
        f"/{command.qualified_name}"
        for command in bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }
    return slash | {menu.name for kind in _MENUS for menu in bot.tree.get_commands(type=kind)}
