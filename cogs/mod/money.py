"""`/mod grant` and `/mod refund`: money beyond quotas, and charges given back."""

from discord import Interaction, User, app_commands

from bot.client import GreenlitBot
from bot.domain.giving import GrantUnclear
from bot.ui import choices
from bot.ui.answer import answer
from bot.ui.askers import guild_owner_id, requester
from bot.ui.giving import Amount, Reason, amount, receiver
from bot.ui.purses import granted, pool_filled, refunded
from cogs.mod.group import mod


@mod.command()
@app_commands.describe(
    usd="How many dollars",
    user="Who shall have them, beyond the daily quota",
    pool="For the whole server, when its budget is used up",
    reason="Why; the log keeps it",
)
async def grant(
    interaction: Interaction[GreenlitBot],
    usd: Amount,
    user: User | None = None,
    pool: bool = False,
    reason: Reason | None = None,
) -> None:
    """Give a member money beyond the quota, or put money into the server's pool."""

    async def work() -> str:
        purses, asking = interaction.client.services.purses, await requester(interaction)
        micros = amount(usd)
        if pool and user is None:
            owner_id = guild_owner_id(interaction)
            return pool_filled(micros, await purses.grant_pool(asking, owner_id, micros, reason or ""))
        if pool or user is None:
            raise GrantUnclear
        left = await purses.grant(asking, receiver(user), micros, reason or "")
        return granted(user.id, micros, left)

    await answer(interaction, work)


@mod.command()
@app_commands.describe(
    id="Which video; the latest here are suggested, others are found by their id",
    reason="Why; the log keeps it",
)
async def refund(
    interaction: Interaction[GreenlitBot],
    id: str,  # noqa: A002 - Discord shows it
    reason: Reason | None = None,
) -> None:
    """Give back to its author what a video was charged."""

    async def work() -> str:
        purses, asking = interaction.client.services.purses, await requester(interaction)
        return refunded(await purses.refund(asking, id, reason or ""))

    await answer(interaction, work)


@refund.autocomplete("id")
async def suggest_charged(
    interaction: Interaction[GreenlitBot], typed: str
) -> list[app_commands.Choice[str]]:
    """Suggest what was last made here, to moderators alone."""
    search = interaction.client.services.removal.suggestions(await requester(interaction), typed)
    async with choices.spoken_to(interaction):
        return choices.generations(await choices.in_time(search))
