"""`/settings check`: whether what is set can work."""

from discord import Interaction

from bot.client import GreenlitBot
from bot.ui.answer import Reply, answer
from bot.ui.askers import guild_owner_id, requester
from bot.ui.pages.check import Findings, check_page, roles_gone, spots
from cogs.settings.group import settings


@settings.command()
async def check(interaction: Interaction[GreenlitBot]) -> None:
    """See whether my rights, channels, roles and providers are as your settings need them."""
    await answer(interaction, lambda: checked(interaction))


async def checked(interaction: Interaction[GreenlitBot]) -> Reply:
    """Look at everything; raises `ManagersOnly`."""
    services, guild = interaction.client.services, interaction.guild
    decided = await services.servers.shown_to(await requester(interaction))
    offered = await services.servers.offered(interaction.guild_id or 0)
    given = services.usage.given(interaction.guild_id or 0, guild_owner_id(interaction), "")
    here_id = interaction.channel_id or 0
    pool_micros = await services.purses.pool(interaction.guild_id or 0)
    trouble_of = await services.accounts.troubles_in(interaction.guild_id or 0)
    own = await services.accounts.of_server(interaction.guild_id or 0)
    return Reply(
        check_page(
            Findings(
                list(spots(guild, decided, here_id)) if guild else [],
                list(roles_gone(guild, decided)) if guild else [],
                [(model, trouble_of(model)) for model in offered.models],
                funded=bool(given.server_daily_micros or pool_micros or own),
            )
        )
    )
