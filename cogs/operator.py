"""`/operator`: for the people who operate the bot."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui.answer import Reply, answer
from bot.ui.pages.operating import status_page


class Operator(commands.Cog):
    """What only operators may see and do."""

    operator = app_commands.Group(name="operator", description="For the people who operate this bot")

    @operator.command()
    async def status(self, interaction: Interaction[GreenlitBot]) -> None:
        """See how each provider fares: troubles, balance, load, lost answers."""
        await answer(interaction, lambda: fares(interaction))


async def fares(interaction: Interaction[GreenlitBot]) -> Reply:
    """Show how the providers fare; raises `OperatorsOnly`."""
    operating = interaction.client.services.operating
    operating.require_operator(interaction.user.id)
    return Reply(status_page(await operating.status()))


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    await bot.add_cog(Operator())
