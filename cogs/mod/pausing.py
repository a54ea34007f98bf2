"""`/mod pause` and `/mod resume`: this server's videos stop, and go on."""

from discord import Interaction, app_commands

from bot.client import GreenlitBot
from bot.domain.moderation.reasons import REASON_CHARACTERS
from bot.ui.answer import answer
from bot.ui.askers import requester
from bot.ui.pauses import begun, ended
from cogs.mod.group import mod

Reason = app_commands.Range[str, 1, REASON_CHARACTERS]


@mod.command()
@app_commands.describe(reason="Why; members are told, and the log keeps it")
async def pause(interaction: Interaction[GreenlitBot], reason: Reason | None = None) -> None:
    """Let nothing more be made in this server; what is being made is finished, the rest waits."""

    async def work() -> str:
        pausing = interaction.client.services.pausing
        return begun(await pausing.pause_own(await requester(interaction), reason or ""))

    await answer(interaction, work)


@mod.command()
async def resume(interaction: Interaction[GreenlitBot]) -> None:
    """Go on making this server's videos, in the order in which they were asked for."""

    async def work() -> str:
        pausing, asking = interaction.client.services.pausing, await requester(interaction)
        await pausing.resume_own(asking)
        return ended(await pausing.of(asking.guild_id))

    await answer(interaction, work)
