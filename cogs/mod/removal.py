"""`/mod remove`: taking a video back, for good."""

from discord import Interaction, app_commands

from bot.client import GreenlitBot
from bot.domain.moderation.reasons import REASON_CHARACTERS
from bot.ui import choices
from bot.ui.answer import answer
from bot.ui.askers import requester
from bot.ui.removals import removed
from cogs.mod.group import mod

Reason = app_commands.Range[str, 1, REASON_CHARACTERS]


@mod.command()
@app_commands.describe(
    id="Which video; the latest here are suggested, others are found by their id",
    reason="Why; its author is told, and the log keeps it",
)
async def remove(
    interaction: Interaction[GreenlitBot],
    id: str,  # noqa: A002 - Discord shows it
    reason: Reason | None = None,
) -> None:
    """Remove a video: its messages, our copies and its prompt. Only the log remembers it."""
    await answer(interaction, lambda: removed(interaction, id, reason or ""))


@remove.autocomplete("id")
async def suggest(interaction: Interaction[GreenlitBot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest what was last made here, to moderators alone."""
    search = interaction.client.services.removal.suggestions(await requester(interaction), typed)
    async with choices.spoken_to(interaction):
        return choices.generations(await choices.in_time(search))
