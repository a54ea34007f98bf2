"""`/mod` about people: who may make no videos, and until when."""

from discord import Interaction, User, app_commands

from bot.client import GreenlitBot
from bot.domain.moderation.reasons import REASON_CHARACTERS
from bot.ui import choices
from bot.ui.answer import answer
from bot.ui.askers import requester, requester_as
from bot.ui.blocks import blocked, unblocked
from cogs.mod.group import mod

Reason = app_commands.Range[str, 1, REASON_CHARACTERS]
End = app_commands.Range[str, 1, 50]


@mod.command()
@app_commands.describe(
    user="Who can make no videos from now on",
    until="How long, like 3d or 2 weeks, or until which day, like 2026-12-01; none: for good",
    reason="Why; they are told, and the log keeps it",
)
async def block(
    interaction: Interaction[GreenlitBot], user: User, until: End | None = None, reason: Reason | None = None
) -> None:
    """Let somebody make no videos here; what of theirs waits is cancelled."""

    async def work() -> str:
        asking, target = await requester(interaction), await requester_as(interaction, user)
        locale = str(interaction.guild_locale or interaction.locale)
        blocks = interaction.client.services.blocks
        return blocked(await blocks.block(asking, target, until, reason or "", locale))

    await answer(interaction, work)


@block.autocomplete("until")
async def suggest_ends(interaction: Interaction[GreenlitBot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the usual lengths."""
    async with choices.spoken_to(interaction):
        return choices.block_ends(typed)


@mod.command()
@app_commands.describe(user="Who can make videos again")
async def unblock(interaction: Interaction[GreenlitBot], user: User) -> None:
    """Lift a block before its time."""

    async def work() -> str:
        blocks = interaction.client.services.blocks
        return unblocked(await blocks.unblock(await requester(interaction), user.id))

    await answer(interaction, work)
