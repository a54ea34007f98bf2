"""`/settings` about money: budgets, quotas, gifts, and whose days they last."""

from typing import Literal

from discord import (
    Interaction,
    Role,
    app_commands,
)

from bot.client import GreenlitBot
from bot.domain.servers import SettingValue
from bot.ui import choices
from bot.ui.answer import Reply, answer
from bot.ui.askers import requester
from cogs.settings.group import Usd, changed, decided, micros, settings, shown


@settings.command()
@app_commands.describe(
    daily="How many dollars this server may spend in a day; 0: none",
    monthly="How many dollars this server may spend in a month; 0: none",
    lift="Undo a decision",
)
async def budget(
    interaction: Interaction[GreenlitBot],
    daily: Usd | None = None,
    monthly: Usd | None = None,
    lift: Literal["daily", "monthly"] | None = None,
) -> None:
    """Decide what this server may spend."""
    said = {"daily_micros": micros(daily), "monthly_micros": micros(monthly)}
    lifted = f"{lift}_micros" if lift else None
    await answer(interaction, lambda: changed(interaction, decided(said, lifted)))


@settings.command()
@app_commands.describe(
    role="Whose quota: that of a member's highest role with one counts; none: everybody's",
    daily_usd="How many dollars one member may spend in a day; 0: none",
    daily_count="How many videos one member may have made in a day; 0: none",
    concurrent="How many videos of one member may be made at once; the rest wait in line",
    lift="Undo a decision",
)
async def quota(
    interaction: Interaction[GreenlitBot],
    role: Role | None = None,
    daily_usd: Usd | None = None,
    daily_count: app_commands.Range[int, 0, 10_000] | None = None,
    concurrent: app_commands.Range[int, 1, 100] | None = None,
    lift: Literal["daily_usd", "daily_count", "concurrent"] | None = None,
) -> None:
    """Decide how much of everything one member may have, or one with a certain role."""
    said = {"daily_usd": micros(daily_usd), "daily_count": daily_count, "concurrent": concurrent}
    await answer(interaction, lambda: allotted(interaction, role, decided(said, lift)))


async def allotted(
    interaction: Interaction[GreenlitBot], role: Role | None, said: dict[str, SettingValue]
) -> Reply:
    """Change everybody's quota, or that of a role, and show all settings; raises `ManagersOnly`."""
    of_role = role is not None and not role.is_default()
    names = _OF_A_ROLE if of_role else _OF_EVERYBODY
    changes = {names[name]: value for name, value in said.items()}
    if role is None or not of_role:
        return await changed(interaction, changes)
    await interaction.client.services.quotas.change(await requester(interaction), role.id, changes)
    return await shown(interaction)


_OF_A_ROLE = {"daily_usd": "daily_micros", "daily_count": "daily_count", "concurrent": "concurrent"}
_OF_EVERYBODY = {
    "daily_usd": "member_daily_micros",
    "daily_count": "member_daily_count",
    "concurrent": "concurrent",
}
"""What the options are called where they are kept."""


@settings.command()
@app_commands.describe(allow="Whether members may give each other money")
async def gifts(interaction: Interaction[GreenlitBot], allow: bool) -> None:
    """Decide whether members may give each other money of their quotas and purses."""
    await answer(interaction, lambda: changed(interaction, {"gifts": allow or None}))


@settings.command()
@app_commands.describe(name="Like Europe/Berlin; none: UTC")
async def timezone(interaction: Interaction[GreenlitBot], name: str | None = None) -> None:
    """Decide at whose midnight quotas and budgets reset."""
    changes: dict[str, SettingValue] = {"timezone": name.strip() if name else None}
    await answer(interaction, lambda: changed(interaction, changes))


@timezone.autocomplete("name")
async def suggest_timezones(
    interaction: Interaction[GreenlitBot], typed: str
) -> list[app_commands.Choice[str]]:
    """Suggest the zones there are."""
    async with choices.spoken_to(interaction):
        return choices.timezones(typed)
