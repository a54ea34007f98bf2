"""`/usage`: what is spent, held and left."""

from discord import Interaction, User, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.pages.usage import usage_of


class Usage(commands.Cog):
    """A member's and the server's money."""

    @app_commands.command()
    @app_commands.describe(user="Whose usage; moderators may look at others'")
    async def usage(self, interaction: Interaction[GreenlitBot], user: User | None = None) -> None:
        """Show what you and this server have spent today, what is left, and your last 30 days."""
        await answer(interaction, lambda: usage_of(interaction, user or interaction.user))


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    await bot.add_cog(Usage())
