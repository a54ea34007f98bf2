"""`/operator fund`: the operator's money for one server."""

from discord import Interaction, app_commands

from bot.client import GreenlitBot
from bot.ui import choices
from bot.ui.answer import answer
from bot.ui.giving import Amount, Reason, amount
from bot.ui.purses import pool_filled
from bot.ui.servers import server_named, servers_known
from cogs.operator.group import operator


@operator.command()
@app_commands.describe(
    server="Which server, by name or id", usd="How many dollars", reason="Why; the server's log keeps it"
)
async def fund(
    interaction: Interaction[GreenlitBot], server: str, usd: Amount, reason: Reason | None = None
) -> None:
    """Put money into a server's pool: what it spends when it has no budget, or has used it up."""

    async def work() -> str:
        services = interaction.client.services
        services.operating.require_operator(interaction.user.id)
        guild_id, micros = server_named(interaction, server), amount(usd)
        pool = await services.purses.fund(interaction.user.id, guild_id, micros, reason or "")
        return pool_filled(micros, pool)

    await answer(interaction, work)


@fund.autocomplete("server")
async def suggest_servers(
    interaction: Interaction[GreenlitBot], typed: str
) -> list[app_commands.Choice[str]]:
    """Suggest the servers that the bot is in, to operators alone."""
    if not interaction.client.services.operating.is_operator(interaction.user.id):
        return []
    return choices.servers(servers_known(interaction), typed)
