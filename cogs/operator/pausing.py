"""`/operator pause` and `/operator resume`: videos stop and go on, in one server or everywhere."""

from discord import Interaction, app_commands

from bot.client import GreenlitBot
from bot.domain.moderation.pauses import EVERYWHERE
from bot.domain.moderation.reasons import REASON_CHARACTERS
from bot.ui import choices
from bot.ui.answer import answer
from bot.ui.pauses import begun, trusted
from bot.ui.servers import server_named, servers_known
from cogs.operator.group import operator

Reason = app_commands.Range[str, 1, REASON_CHARACTERS]


@operator.command()
@app_commands.describe(
    server="Which server, by name or id; none: all of them", reason="Why; members are told"
)
async def pause(
    interaction: Interaction[GreenlitBot], server: str | None = None, reason: Reason | None = None
) -> None:
    """Let nothing more be made, in one server or anywhere; what is being made is finished."""

    async def work() -> str:
        services = interaction.client.services
        services.operating.require_operator(interaction.user.id)
        guild_id = server_named(interaction, server) if server else None
        return begun(await services.pausing.pause_any(interaction.user.id, guild_id, reason or ""))

    await answer(interaction, work)


@operator.command()
@app_commands.describe(server="Which server, by name or id; none: all of them")
async def resume(interaction: Interaction[GreenlitBot], server: str | None = None) -> None:
    """Go on making videos after a pause, or after costs that were above the quotes."""

    async def work() -> str:
        services = interaction.client.services
        services.operating.require_operator(interaction.user.id)
        guild_id = server_named(interaction, server) if server else None
        providers = await services.pausing.resume_any(interaction.user.id, guild_id)
        return trusted(providers, await services.pausing.of(guild_id or EVERYWHERE))

    await answer(interaction, work)


@pause.autocomplete("server")
@resume.autocomplete("server")
async def suggest(interaction: Interaction[GreenlitBot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the servers that the bot is in, to operators alone."""
    if not interaction.client.services.operating.is_operator(interaction.user.id):
        return []
    return choices.servers(servers_known(interaction), typed)
