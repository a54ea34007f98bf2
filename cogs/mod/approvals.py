"""`/mod approvals`: what waits for a moderator before money is spent."""

from discord import Interaction

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.pages.approvals import waiting
from cogs.mod.group import mod


@mod.command()
async def approvals(interaction: Interaction[GreenlitBot]) -> None:
    """See which requests wait for an approval, and decide."""
    await answer(interaction, lambda: waiting(interaction))
