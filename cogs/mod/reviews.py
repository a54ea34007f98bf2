"""`/mod reviews`: the videos that moderators are to see before they are published."""

from discord import Interaction

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.pages.reviews import waiting_reviews
from cogs.mod.group import mod


@mod.command()
async def reviews(interaction: Interaction[GreenlitBot]) -> None:
    """See which videos wait for a review, and decide."""
    await answer(interaction, lambda: waiting_reviews(interaction))
