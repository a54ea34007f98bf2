"""`/mod report`: what this server spent."""

from discord import Interaction, app_commands

from bot.client import GreenlitBot
from bot.services.money.spending import MOST_DAYS
from bot.ui.answer import answer
from bot.ui.pages.spending import spent
from cogs.mod.group import mod


@mod.command(name="report")
@app_commands.describe(days="How many days back, today included; 30 when left out")
async def report(
    interaction: Interaction[GreenlitBot], days: app_commands.Range[int, 1, MOST_DAYS] = 30
) -> None:
    """See what was spent here, by member and by model, with a table to download."""
    await answer(interaction, lambda: spent(interaction, days))
