"""`/settings`: what a server decides for itself."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Literal

from discord import (
    Interaction,
    Permissions,
    Role,
    StageChannel,
    TextChannel,
    VoiceChannel,
    app_commands,
)
from discord.ext import commands

from bot.client import GreenlitBot
from bot.domain.money import Micros, from_usd
from bot.domain.servers import SettingValue, relisted
from bot.ui import choices
from bot.ui.answer import Reply, answer
from bot.ui.askers import requester
from bot.ui.pages.settings import settings_page

Usd = app_commands.Range[float, 0, 1_000_000]
"""Discord has no decimals; the number is read as it was typed, never calculated with."""

Days = app_commands.Range[int, 1, 3_650]
Channel = TextChannel | VoiceChannel | StageChannel
_LISTS: Final = {"allow": "allowed", "deny": "denied"}


class Settings(commands.Cog):
    """A server's own terms; each change shows all of them."""

    settings = app_commands.Group(
        name="settings",
        description="What this server decides about its videos",
        default_permissions=Permissions(manage_guild=True),
    )

    @settings.command()
    async def show(self, interaction: Interaction[GreenlitBot]) -> None:
        """See what is set for this server."""
        await answer(interaction, lambda: shown(interaction))

    @settings.command()
    @app_commands.describe(
        max_duration="The longest video, in seconds",
        max_resolution="The largest picture",
        max_takes="The most videos at once",
        confirm_above="Show a draft with the price before anything above so many dollars is made",
        lift="Undo a decision",
    )
    async def limits(
        self,
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
        daily="How many dollars this server may spend in a day; 0: none",
        monthly="How many dollars this server may spend in a month; 0: none",
        lift="Undo a decision",
    )
    async def budget(
        self,
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
    @app_commands.describe(name="Like Europe/Berlin; none: UTC")
    async def timezone(self, interaction: Interaction[GreenlitBot], name: str | None = None) -> None:
        """Decide at whose midnight quotas and budgets reset."""
        changes: dict[str, SettingValue] = {"timezone": name.strip() if name else None}
        await answer(interaction, lambda: changed(interaction, changes))

    @timezone.autocomplete("name")
    async def suggest_timezones(
        self, interaction: Interaction[GreenlitBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Suggest the zones there are."""
        async with choices.spoken_to(interaction):
            return choices.timezones(typed)

    @settings.command()
    @app_commands.describe(
        daily_usd="How many dollars one member may spend in a day; 0: none",
        concurrent="How many videos of one member may be made at once; the rest wait in line",
        lift="Undo a decision",
    )
    async def quota(
        self,
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
    @app_commands.describe(
        allow="A model to be used; once one is named, only such are",
        deny="A model not to be used",
        default="The model of requests that name none",
        lift="Undo a decision",
    )
    async def models(
        self,
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

    @settings.command()
    @app_commands.describe(
        allow="A channel for videos, its threads included; once one is named, only such are",
        deny="A channel without videos",
        lift="Undo a decision",
    )
    async def channels(
        self,
        interaction: Interaction[GreenlitBot],
        allow: Channel | None = None,
        deny: Channel | None = None,
        lift: Literal["allow", "deny"] | None = None,
    ) -> None:
        """Decide where videos are made."""
        undone = f"{_LISTS[lift]}_channel_ids" if lift else None

        async def work() -> Reply:
            now = await interaction.client.services.servers.of(interaction.guild_id or 0)
            lists = relisted(
                "channel",
                now,
                allow=allow.id if allow else None,
                deny=deny.id if deny else None,
            )
            return await changed(interaction, decided({}, undone) | lists)

        await answer(interaction, work)

    @settings.command()
    @app_commands.describe(
        account_days="How many days old an account on Discord has to be",
        member_days="For how many days one has to be a member of this server",
        role="The role that it takes",
        lift="Undo a decision",
    )
    async def entry(
        self,
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
    @app_commands.describe(role="Who has it moderates like those who may manage messages; none: only they do")
    async def moderators(self, interaction: Interaction[GreenlitBot], role: Role | None = None) -> None:
        """Decide who moderates, besides those who may manage messages."""
        changes: dict[str, SettingValue] = {"moderators_role_id": role.id if role else None}
        await answer(interaction, lambda: changed(interaction, changes))

    @models.autocomplete("allow")
    @models.autocomplete("deny")
    @models.autocomplete("default")
    async def suggest(
        self, interaction: Interaction[GreenlitBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Suggest the models there are."""
        async with choices.spoken_to(interaction):
            return choices.models(interaction.client.services.catalogue, typed)


def micros(usd: float | None) -> Micros | None:
    """Read dollars as they were typed."""
    return None if usd is None else from_usd(Decimal(repr(usd)))


def _bare(model_id: str | None) -> str | None:
    return model_id.strip() if model_id else None


def decided(said: Mapping[str, SettingValue], lifted: str | None) -> dict[str, SettingValue]:
    """Give what was decided anew, and None for what was lifted."""
    undone: dict[str, SettingValue] = {} if lifted is None else {lifted: None}
    return undone | {name: value for name, value in said.items() if value is not None}


async def shown(interaction: Interaction[Any]) -> Reply:
    """Show the settings; raises `ManagersOnly`."""
    services = interaction.client.services
    found = await services.servers.shown_to(await requester(interaction))
    return Reply(settings_page(found, await services.planning.default_model_of(interaction.guild_id or 0)))


async def changed(interaction: Interaction[Any], changes: dict[str, SettingValue]) -> Reply:
    """Change settings and show all of them; raises `ManagersOnly` or `UnknownModel`."""
    await interaction.client.services.servers.change(await requester(interaction), changes)
    return await shown(interaction)


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    await bot.add_cog(Settings())
