"""`/usage`: what is spent, held and left."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.usage import usage_report


class Usage(commands.Cog):
    """A member's and the server's money."""

    @app_commands.command()
    async def usage(self, interaction: Interaction[GreenlitBot]) -> None:
        """Show what you and this server have spent today, and what is left."""
        await answer(interaction, lambda: report(interaction))


async def report(interaction: Interaction[GreenlitBot]) -> str:
    """Put the caller's usage into words; raises `ServerNotServed`."""
    owner_id = interaction.guild.owner_id if interaction.guild else None
    usages = await interaction.client.services.usage.of_member(
        interaction.user.id, interaction.guild_id or 0, owner_id
    )
    return usage_report(usages)


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    await bot.add_cog(Usage())
