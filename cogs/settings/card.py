"""`/settings show`: all that a server has decided."""

from discord import (
    Interaction,
)

from bot.client import GreenlitBot
from bot.ui.answer import answer
from cogs.settings.group import settings, shown


@settings.command()
async def show(interaction: Interaction[GreenlitBot]) -> None:
    """See what is set for this server."""
    await answer(interaction, lambda: shown(interaction))
