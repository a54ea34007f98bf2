"""`/preferences`: what stands where a member says nothing."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.pages.preferences import preferences_of


class PreferencesCog(commands.Cog, name="Preferences"):
    """A member's own defaults."""

    @app_commands.command()
    async def preferences(self, interaction: Interaction[GreenlitBot]) -> None:
        """Choose the model, length, shape, style and language you like, and how you are told of videos."""
        await answer(interaction, lambda: preferences_of(interaction))


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    await bot.add_cog(PreferencesCog())
