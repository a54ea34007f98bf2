"""`/settings` about people: who makes videos, and who moderates."""

from typing import Literal

from discord import (
    Interaction,
    Role,
    app_commands,
)

from bot.client import GreenlitBot
from bot.domain.servers import SettingValue
from bot.ui.answer import answer
from cogs.settings.group import changed, decided, settings

Days = app_commands.Range[int, 1, 3_650]


@settings.command()
@app_commands.describe(
    account_days="How many days old an account on Discord has to be",
    member_days="For how many days one has to be a member of this server",
    role="The role that it takes",
    lift="Undo a decision",
)
async def entry(
    interaction: Interaction[GreenlitBot],
    account_days: Days | None = None,
    member_days: Days | None = None,
    role: Role | None = None,
    lift: Literal["account_days", "member_days", "role"] | None = None,
) -> None:
    """Decide who may make videos; moderators always may."""
    said: dict[str, SettingValue] = {
        "entry_account_days": account_days,
        "entry_member_days": member_days,
        "entry_role_id": role.id if role else None,
    }
    undone = f"entry_{lift}" if lift else None
    undone = "entry_role_id" if lift == "role" else undone
    await answer(interaction, lambda: changed(interaction, decided(said, undone)))


@settings.command()
@app_commands.describe(on="Whether who posted a picture is asked before somebody else animates it")
async def consent(interaction: Interaction[GreenlitBot], on: bool) -> None:
    """Decide whether members are asked before others animate their pictures."""
    await answer(interaction, lambda: changed(interaction, {"consent": on or None}))


@settings.command()
@app_commands.describe(count="After how many strikes within 30 days somebody is blocked; none: no strikes")
async def strikes(
    interaction: Interaction[GreenlitBot], count: app_commands.Range[int, 1, 20] | None = None
) -> None:
    """Decide whether unwanted words, and what moderators turn down with a reason, block members."""
    await answer(interaction, lambda: changed(interaction, {"strikes": count}))


@settings.command()
@app_commands.describe(role="Who has it moderates like those who may manage messages; none: only they do")
async def moderators(interaction: Interaction[GreenlitBot], role: Role | None = None) -> None:
    """Decide who moderates, besides those who may manage messages."""
    changes: dict[str, SettingValue] = {"moderators_role_id": role.id if role else None}
    await answer(interaction, lambda: changed(interaction, changes))
