"""`/settings` about money: budgets, quotas, and whose days they last."""

from typing import Literal

from discord import (
    Interaction,
    app_commands,
)

from bot.client import GreenlitBot
from bot.domain.servers import SettingValue
from bot.ui import choices
from bot.ui.answer import answer
from cogs.settings.group import Usd, changed, decided, micros, settings


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
    daily_usd="How many dollars one member may spend in a day; 0: none",
    concurrent="How many videos of one member may be made at once; the rest wait in line",
    lift="Undo a decision",
)
async def quota(
    interaction: Interaction[GreenlitBot],
    daily_usd: Usd | None = None,
    concurrent: app_commands.Range[int, 1, 100] | None = None,
    lift: Literal["daily_usd", "concurrent"] | None = None,
) -> None:
    """Decide how much of everything one member may have."""
    said: dict[str, SettingValue] = {"member_daily_micros": micros(daily_usd), "concurrent": concurrent}
    lifted = {"daily_usd": "member_daily_micros"}.get(lift or "", lift)
    await answer(interaction, lambda: changed(interaction, decided(said, lifted)))


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
