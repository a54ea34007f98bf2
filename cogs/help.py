"""`/help`: the first five questions."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui.answer import Reply, answer
from bot.ui.host import mentioning
from bot.ui.pages.help import help_page


class Help(commands.Cog):
    """The way in."""

    @app_commands.command()
    async def help(self, interaction: Interaction[GreenlitBot]) -> None:
        """Learn in one screen how to make videos here."""
        await answer(interaction, lambda: answers(interaction))


async def answers(interaction: Interaction[GreenlitBot]) -> Reply:
    """Give the page, with commands that can be clicked."""
    return Reply(help_page(mentioning(interaction)))


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    await bot.add_cog(Help())
