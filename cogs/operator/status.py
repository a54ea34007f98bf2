"""`/operator status`: how the providers fare."""

from discord import Interaction

from bot.client import GreenlitBot
from bot.domain.moderation.pauses import EVERYWHERE
from bot.ui.answer import Reply, answer
from bot.ui.pages.operating import status_page
from cogs.operator.group import operator


@operator.command()
async def status(interaction: Interaction[GreenlitBot]) -> None:
    """See how each provider fares: troubles, balance, load, lost answers."""
    await answer(interaction, lambda: fares(interaction))


async def fares(interaction: Interaction[GreenlitBot]) -> Reply:
    """Show how the providers fare; raises `OperatorsOnly`."""
    services = interaction.client.services
    services.operating.require_operator(interaction.user.id)
    return Reply(status_page(await services.operating.status(), await services.pausing.of(EVERYWHERE)))
