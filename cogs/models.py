"""`/models`: what there is to choose from."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui.answer import Reply, answer
from bot.ui.pages.models import models_page


class Models(commands.Cog):
    """The catalogue."""

    @app_commands.command()
    async def models(self, interaction: Interaction[GreenlitBot]) -> None:
        """See what each model can do, what it costs, and whether it works just now."""
        await answer(interaction, lambda: listed(interaction))


async def listed(interaction: Interaction[GreenlitBot]) -> Reply:
    """Show every model that is used here."""
    services, guild_id = interaction.client.services, interaction.guild_id or 0
    trouble_of = await services.accounts.troubles_in(guild_id)
    return Reply(models_page(await services.servers.offered(guild_id), trouble_of))


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    await bot.add_cog(Models())
