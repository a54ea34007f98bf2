"""`/cancel`: take back what is not finished."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.ui import choices
from bot.ui.answer import answer
from bot.ui.buttons import requester, stop


class Queue(commands.Cog):
    """A member's own requests under way."""

    @app_commands.command()
    @app_commands.describe(id="Which one; your own are suggested, newest first")
    async def cancel(self, interaction: Interaction[GreenlitBot], id: str) -> None:  # noqa: A002 - Discord shows it
        """Cancel a video that waits, or discard one that is being made."""
        generation_id = id.strip().removeprefix("id:").strip().lower()
        await answer(interaction, lambda: stop(interaction, generation_id))

    @cancel.autocomplete("id")
    async def suggest(
        self, interaction: Interaction[GreenlitBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Suggest the member's own videos that are not finished."""
        generations = interaction.client.services.generations
        search = generations.find(requester(interaction), typed, active_only=True)
        return choices.generations(await choices.in_time(search))


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    await bot.add_cog(Queue())
