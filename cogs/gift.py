"""`/gift`: giving another member money of one's own."""

from discord import Interaction, User, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.askers import guild_owner_id, requester
from bot.ui.giving import Amount, amount, receiver
from bot.ui.purses import gifted


class Gift(commands.Cog):
    """Money between members."""

    @app_commands.command()
    @app_commands.describe(user="Who shall have it", usd="How many dollars")
    async def gift(self, interaction: Interaction[GreenlitBot], user: User, usd: Amount) -> None:
        """Give a member money from your purse, then from what is left of your quota for today."""

        async def work() -> str:
            purses, owner_id = interaction.client.services.purses, guild_owner_id(interaction)
            given = (receiver(user), amount(usd))
            left = await purses.gift(await requester(interaction), owner_id, *given)
            return gifted(user.id, amount(usd), left)

        await answer(interaction, work)


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    await bot.add_cog(Gift())
