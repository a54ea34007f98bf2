"""`/settings` about single requests: how large, and with which models."""

from typing import Final, Literal

from discord import Interaction, app_commands

from bot.client import GreenlitBot
from bot.domain.servers import SettingValue, relisted
from bot.ui import choices
from bot.ui.answer import Reply, answer
from cogs.settings.group import Usd, changed, decided, micros, settings

_LISTS: Final = {"allow": "allowed", "deny": "denied"}


@settings.command()
@app_commands.describe(
    max_duration="The longest video, in seconds",
    max_resolution="The largest picture",
    max_takes="The most videos at once",
    confirm_above="Show a draft with the price before anything above so many dollars is made",
    lift="Undo a decision",
)
async def limits(
    interaction: Interaction[GreenlitBot],
    max_duration: app_commands.Range[int, 1, 60] | None = None,
    max_resolution: Literal["360p", "540p", "720p", "1080p"] | None = None,
    max_takes: app_commands.Range[int, 1, 20] | None = None,
    confirm_above: Usd | None = None,
    lift: Literal["max_duration", "max_resolution", "max_takes", "confirm_above"] | None = None,
) -> None:
    """Decide what a single request may be."""
    said: dict[str, SettingValue] = {
        "max_duration": max_duration,
        "max_resolution": max_resolution,
        "max_takes": max_takes,
        "confirm_above_micros": micros(confirm_above),
    }
    lifted = {"confirm_above": "confirm_above_micros"}.get(lift or "", lift)
    await answer(interaction, lambda: changed(interaction, decided(said, lifted)))


@settings.command()
@app_commands.describe(
    allow="A model to be used; once one is named, only such are",
    deny="A model not to be used",
    default="The model of requests that name none",
    lift="Undo a decision",
)
async def models(
    interaction: Interaction[GreenlitBot],
    allow: str | None = None,
    deny: str | None = None,
    default: str | None = None,
    lift: Literal["allow", "deny", "default"] | None = None,
) -> None:
    """Decide which models are used here."""
    said = {"default_model_id": default.strip() if default else None}
    undone = {"default": "default_model_id"}.get(lift or "", f"{_LISTS.get(lift or '')}_model_ids")
    decisions = decided(said, undone if lift else None)

    async def work() -> Reply:
        now = await interaction.client.services.servers.of(interaction.guild_id or 0)
        lists = relisted("model", now, allow=_bare(allow), deny=_bare(deny))
        return await changed(interaction, decisions | lists)

    await answer(interaction, work)


@models.autocomplete("allow")
@models.autocomplete("deny")
@models.autocomplete("default")
async def suggest(interaction: Interaction[GreenlitBot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the models there are."""
    async with choices.spoken_to(interaction):
        return choices.models(interaction.client.services.catalogue, typed)


def _bare(model_id: str | None) -> str | None:
    return model_id.strip() if model_id else None
