"""`/usage`: what is spent, held and left."""

from discord import Interaction, Member, User, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.askers import requester
from bot.ui.pages.usage import usage_report


class Usage(commands.Cog):
    """A member's and the server's money."""

    @app_commands.command()
    @app_commands.describe(user="Whose usage; moderators may look at others'")
    async def usage(self, interaction: Interaction[GreenlitBot], user: User | None = None) -> None:
        """Show what you and this server have spent today, and what is left."""
        await answer(interaction, lambda: report(interaction, user or interaction.user))


async def report(interaction: Interaction[GreenlitBot], subject: User | Member) -> str:
    """Put a member's usage into words; raises `ServerNotServed` or `UsageOfOthers`."""
    owner_id = interaction.guild.owner_id if interaction.guild else None
    usages = await interaction.client.services.usage.of_member(requester(interaction), subject.id, owner_id)
    return usage_report(usages, None if subject.id == interaction.user.id else subject.id)


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    await bot.add_cog(Usage())
