"""`/operator servers`: what each server spends, and how it fares."""

from discord import Interaction

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.pages.servers import servers_at
from cogs.operator.group import operator


@operator.command()
async def servers(interaction: Interaction[GreenlitBot]) -> None:
    """See what each server spends, its pace and budget, pauses, blocks and its last trouble."""
    await answer(interaction, lambda: servers_at(interaction, 0))
