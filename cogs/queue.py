"""`/queue` and `/cancel`: what is under way, and how to take it back."""

import re

from discord import Interaction, app_commands
from discord.ext import commands

from bot.client import GreenlitBot
from bot.domain.references import typed_id
from bot.ui import choices
from bot.ui.answer import Reply, answer
from bot.ui.askers import requester, viewer
from bot.ui.buttons import UUID, stop
from bot.ui.pages.queue import LINES, queue_page


class Queue(commands.Cog):
    """Requests under way."""

    @app_commands.command()
    async def queue(self, interaction: Interaction[GreenlitBot]) -> None:
        """See what waits and what is being made in this server."""
        await answer(interaction, lambda: under_way(interaction))

    @app_commands.command()
    @app_commands.describe(id="Which one; your own are suggested, newest first")
    async def cancel(self, interaction: Interaction[GreenlitBot], id: str) -> None:  # noqa: A002 - Discord shows it
        """Cancel a video that waits, or discard one that is being made."""
        await answer(interaction, lambda: stop_meant(interaction, id))

    @cancel.autocomplete("id")
    async def suggest(
        self, interaction: Interaction[GreenlitBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Suggest the member's own videos that are not finished."""
        generations = interaction.client.services.generations
        search = generations.find(await requester(interaction), typed, active_only=True)
        async with choices.spoken_to(interaction):
            return choices.generations(await choices.in_time(search))


async def under_way(interaction: Interaction[GreenlitBot]) -> Reply:
    """Show the server's queue as the member may see it."""
    looker = await viewer(interaction)
    services = interaction.client.services
    queue = await services.looking.queue(looker, LINES)
    return Reply(queue_page(queue, looker, await services.pausing.of(looker.guild_id)))


async def stop_meant(interaction: Interaction[GreenlitBot], typed: str) -> Reply | str:
    """Stop the video whose id, or the start of it, was typed."""
    start = typed_id(typed)
    if re.fullmatch(UUID, start):
        return await stop(interaction, start)
    meant = await interaction.client.services.looking.one(await viewer(interaction), start)
    return await stop(interaction, meant.id)


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    await bot.add_cog(Queue())
