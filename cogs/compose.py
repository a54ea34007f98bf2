"""`/compose`: the same as `/create`, from a form."""

import discord
from discord import app_commands

from bot.client import GreenlitBot
from bot.ui.answer import Outcome, answer
from bot.ui.askers import blank
from bot.ui.drafts.forms import open_form

Interaction = discord.Interaction[GreenlitBot]


async def setup(bot: GreenlitBot) -> None:
    """Add the command."""
    bot.tree.add_command(compose)


@app_commands.command(
    name="compose", description="Make a video from a form, and look it over before it costs"
)
async def compose(interaction: Interaction) -> None:
    """Open the form over a new draft."""
    await answer(interaction, lambda: _opened(interaction), opens_form=True)


async def _opened(interaction: Interaction) -> Outcome:
    draft = await interaction.client.services.drafts.start(await blank(interaction))
    await open_form(interaction, draft)
    return None
