"""`/settings`: the group of its commands, and what they have in common."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from discord import (
    Interaction,
    Permissions,
    app_commands,
)

from bot.domain.money import Micros, from_usd
from bot.domain.servers import SettingValue
from bot.ui.answer import Reply
from bot.ui.askers import guild_owner_id, requester
from bot.ui.pages.settings import settings_page

Usd = app_commands.Range[float, 0, 1_000_000]
"""Discord has no decimals; the number is read as it was typed, never calculated with."""

settings = app_commands.Group(
    name="settings",
    description="What this server decides about its videos",
    default_permissions=Permissions(manage_guild=True),
)


def micros(usd: float | None) -> Micros | None:
    """Read dollars as they were typed."""
    return None if usd is None else from_usd(Decimal(repr(usd)))


def decided(said: Mapping[str, SettingValue], lifted: str | None) -> dict[str, SettingValue]:
    """Give what was decided anew, and None for what was lifted."""
    undone: dict[str, SettingValue] = {} if lifted is None else {lifted: None}
    return undone | {name: value for name, value in said.items() if value is not None}


async def shown(interaction: Interaction[Any]) -> Reply:
    """Show the settings; raises `ManagersOnly`."""
    services, asking = interaction.client.services, await requester(interaction)
    found = await services.servers.shown_to(asking)
    model_id = await services.planning.default_model_of(interaction.guild_id or 0)
    given = services.usage.given(interaction.guild_id or 0, guild_owner_id(interaction), model_id)
    roles, pool_micros = await services.quotas.of(asking), await services.purses.pool(asking.guild_id)
    keys = await services.keys.of(asking)
    return Reply(settings_page(found, given, roles, pool_micros, keys))


async def changed(interaction: Interaction[Any], changes: dict[str, SettingValue]) -> Reply:
    """Change settings and show all of them; raises `ManagersOnly` or `UnknownModel`."""
    await interaction.client.services.servers.change(await requester(interaction), changes)
    return await shown(interaction)
