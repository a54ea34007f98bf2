"""`/settings channels`: where videos are made and posted, and where decisions are logged."""

from typing import Any, Final, Literal

from discord import AppCommandOptionType, ChannelType, Interaction, TextChannel, app_commands

from bot.client import GreenlitBot
from bot.domain.servers import SettingValue, relisted
from bot.ui.answer import Reply, answer
from bot.ui.askers import require_rights
from cogs.settings.group import changed, settings


class Channel(app_commands.Transformer):
    """Any channel of messages or posts, but for media channels, which discord.py counts among forums."""

    @property
    def type(self) -> AppCommandOptionType:
        """Have Discord offer channels."""
        return AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[ChannelType]:
        """Have Discord offer these kinds of them."""
        kinds = ChannelType
        return [kinds.text, kinds.news, kinds.voice, kinds.stage_voice, kinds.forum]

    async def transform(
        self, _interaction: Interaction[Any], value: app_commands.AppCommandChannel, /
    ) -> int:
        """Give its id."""
        return value.id


_SET: Final = {
    "allow": ("allowed_channel_ids",),
    "deny": ("denied_channel_ids",),
    "log": ("log_channel_id", "log_locale"),
    "results": ("results_channel_id",),
}
"""What each option decides."""


@settings.command()
@app_commands.describe(
    allow="A channel for videos, its threads included; once one is named, only such are",
    deny="A channel without videos",
    log="Where every decision of moderators and managers is posted",
    results="Where finished videos are posted, wherever they were asked for",
    lift="Undo a decision",
)
async def channels(
    interaction: Interaction[GreenlitBot],
    allow: app_commands.Transform[int, Channel] | None = None,
    deny: app_commands.Transform[int, Channel] | None = None,
    log: TextChannel | None = None,
    results: TextChannel | None = None,
    lift: Literal["allow", "deny", "log", "results"] | None = None,
) -> None:
    """Decide where videos are made and posted, and decisions logged."""

    async def work() -> Reply:
        now = await interaction.client.services.servers.of(interaction.guild_id or 0)
        undone: dict[str, SettingValue] = dict.fromkeys(_SET[lift]) if lift else {}
        lists = relisted("channel", now, allow=allow, deny=deny)
        return await changed(interaction, undone | lists | _logged(interaction, log) | _shown(results))

    await answer(interaction, work)


def _logged(interaction: Interaction[GreenlitBot], channel: TextChannel | None) -> dict[str, SettingValue]:
    """Have decisions logged in a channel, in the server's language; raises `CannotPostThere`."""
    if channel is None:
        return {}
    require_rights(channel)
    locale = interaction.guild_locale or interaction.locale
    return {"log_channel_id": channel.id, "log_locale": str(locale)}


def _shown(channel: TextChannel | None) -> dict[str, SettingValue]:
    """Have videos posted in a channel; raises `CannotPostThere`."""
    if channel is None:
        return {}
    require_rights(channel)
    return {"results_channel_id": channel.id}
