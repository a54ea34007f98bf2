"""`/models`: what there is to choose from."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.services import Services
from bot.ui.answer import Reply, answer
from bot.ui.pages.models import models_page


class Models(commands.Cog):
    """The catalogue."""

    @app_commands.command()
    async def models(self, interaction: Interaction[GreenlitBot]) -> None:
        """See what each model can do, what it costs, and whether it works just now."""
        await answer(interaction, lambda: listed(interaction.client.services))


async def listed(services: Services) -> Reply:
    """Show every model."""
    return Reply(models_page(services.catalogue, services.troubles.of))


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    await bot.add_cog(Models())
