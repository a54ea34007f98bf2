"""`/privacy`: one's own data, and what becomes of a server's once the bot has left it."""

from discord import Guild, Interaction, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui.answer import Reply, answer
from bot.ui.pages.privacy import erasure_page, exported

Part = app_commands.Range[int, 1, 10_000]


class Privacy(commands.Cog):
    """What members demand of their own data."""

    privacy = app_commands.Group(
        name="privacy", description="Your own data: take it along, or have it erased"
    )

    def __init__(self, bot: GreenlitBot) -> None:
        self.bot = bot

    @privacy.command()
    @app_commands.describe(part="Which part, if it takes several; the first has all words")
    async def export(self, interaction: Interaction[GreenlitBot], part: Part = 1) -> None:
        """Take along all that is kept about you, from any server: words as JSON, and files."""
        await answer(interaction, lambda: exported(interaction, part))

    @privacy.command()
    async def delete(self, interaction: Interaction[GreenlitBot]) -> None:
        """Have all of yours erased: prompts, files, videos, messages, in every server."""

        async def work() -> Reply:
            return Reply(erasure_page())

        await answer(interaction, work)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Compare the servers there are with those there is data of: some may have gone meanwhile."""
        await self.bot.services.privacy.seen({guild.id for guild in self.bot.guilds})

    @commands.Cog.listener()
    async def on_guild_join(self, guild: Guild) -> None:
        """Keep the data of a server that comes back."""
        await self.bot.services.privacy.joined(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: Guild) -> None:
        """Begin the time of grace after which a server's data goes."""
        await self.bot.services.privacy.left(guild.id)


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    await bot.add_cog(Privacy(bot))
