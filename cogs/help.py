"""`/help`: the first five questions, and the commands there are."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.pages.help import help_page


class Help(commands.Cog):
    """The way in."""

    @app_commands.command()
    async def help(self, interaction: Interaction[GreenlitBot]) -> None:
        """Learn in one screen how to make videos here."""
        await answer(interaction, lambda: page(interaction.client.tree))


async def page(tree: app_commands.CommandTree[GreenlitBot]) -> str:
    """List the commands that exist under the answers."""
    found = [command for command in tree.walk_commands() if isinstance(command, app_commands.Command)]
    return help_page((command.qualified_name, command.description) for command in found)


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    await bot.add_cog(Help())
