"""`/settings approvals`: which requests a moderator has to approve before money is spent."""

from typing import Literal

from discord import (
    Interaction,
    Role,
    TextChannel,
    app_commands,
)

from bot.client import GreenlitBot
from bot.domain.moderation.approval_terms import ApprovalTerms
from bot.domain.moderation.approvals import ApprovalMode
from bot.ui.answer import Reply, answer
from bot.ui.askers import requester, require_rights
from cogs.settings.group import Usd, changed, micros, settings
from cogs.settings.people import Days


@settings.command()
@app_commands.describe(
    mode="Which requests wait for a moderator before anything is spent",
    channel="Where moderators are asked",
    over_usd="Above how many dollars a request waits",
    member_days="For how many days of membership requests wait",
    exempt="One more role whose requests need no approval",
    hours="How many hours a request waits before it expires",
    lift="Undo a decision",
)
async def approvals(
    interaction: Interaction[GreenlitBot],
    mode: Literal["off", "all", "over", "new_members"],
    channel: TextChannel | None = None,
    over_usd: Usd | None = None,
    member_days: Days | None = None,
    exempt: Role | None = None,
    hours: app_commands.Range[int, 1, 720] | None = None,
    lift: Literal["exempt", "hours"] | None = None,
) -> None:
    """Decide which requests need a moderator's approval."""
    said = ApprovalTerms(
        ApprovalMode(mode),
        channel_id=channel.id if channel else None,
        locale=str(interaction.guild_locale or interaction.locale) if channel else None,
        over_micros=micros(over_usd),
        member_days=member_days,
        exempt_role_id=exempt.id if exempt else None,
        hours=hours,
        lifted=lift,
    )
    await answer(interaction, lambda: decided(interaction, said, channel))


async def decided(
    interaction: Interaction[GreenlitBot], said: ApprovalTerms, channel: TextChannel | None
) -> Reply:
    """Decide it; raises `ManagersOnly`, or the `Rejection` of terms that make no sense together."""
    servers, asking = interaction.client.services.servers, await requester(interaction)
    before = await servers.shown_to(asking)
    if channel:
        require_rights(channel)
    return await changed(interaction, said.changes(asking.guild_id, before))
