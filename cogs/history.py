"""`/history` and `/show`: videos of the past, and everything about one of them."""

from discord import Interaction, User, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui import choices
from bot.ui.answer import answer
from bot.ui.askers import viewer
from bot.ui.pages.history import SEARCH_CHARACTERS, turned_to
from bot.ui.pages.showing import shown

Search = app_commands.Range[str, 1, SEARCH_CHARACTERS]


class History(commands.Cog):
    """What was made."""

    @app_commands.command()
    @app_commands.describe(
        user="Whose videos; of others you see what they posted here",
        search="Words of the prompt, or the start of an id",
    )
    async def history(
        self, interaction: Interaction[GreenlitBot], user: User | None = None, search: Search | None = None
    ) -> None:
        """Look through the videos you made here, or those of another member."""
        author = user or interaction.user
        await answer(interaction, lambda: turned_to(interaction, author.id, search or "", 0))

    @app_commands.command()
    @app_commands.describe(
        id="Which one; your own are suggested, others are found by their id; /2 behind it for the second take"
    )
    async def show(self, interaction: Interaction[GreenlitBot], id: str) -> None:  # noqa: A002 - Discord shows it
        """See everything about one video, and the video itself."""
        await answer(interaction, lambda: shown(interaction, id))

    @show.autocomplete("id")
    async def suggest(
        self, interaction: Interaction[GreenlitBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Suggest the member's own videos, newest first, and others by the start of their id."""
        looking = interaction.client.services.looking
        search = looking.suggestions(await viewer(interaction), typed)
        async with choices.spoken_to(interaction):
            return choices.generations(await choices.in_time(search))


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    await bot.add_cog(History())
