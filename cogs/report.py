"""The message menu "Report this video"."""

from typing import Final

import discord
from discord import app_commands

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.moderation.reporting import open_report

MENU: Final = "Report this video"


async def setup(bot: GreenlitBot) -> None:
    """Add the menu's entry."""
    bot.tree.add_command(app_commands.ContextMenu(name=MENU, callback=report))


async def report(interaction: discord.Interaction[GreenlitBot], message: discord.Message) -> None:
    """Open the form about the message's video."""
    await answer(interaction, lambda: open_report(interaction, message), opens_form=True)
