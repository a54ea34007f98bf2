"""What an interaction tells of who asks, from where, and what they may see there."""

from collections.abc import Iterator
from typing import Any, Final

import discord

from bot.domain.barred import CannotPostThere
from bot.domain.errors import PermissionsMissing
from bot.domain.generation import Place
from bot.domain.request import GenerationRequest, Requester
from bot.domain.sight import Viewer
from bot.ui.host import services
from bot.ui.language import m, spoken_language

Interaction = discord.Interaction[Any]

_MIB: Final = 1024 * 1024
_TIER_LIMITS: Final = {2: 50 * _MIB, 3: 100 * _MIB}
_DEFAULT_LIMIT: Final = 20 * _MIB
"""Upload limits by boost tier; discord.py 2.7.1 knows the old default (docs/facts/discord.md §2)."""

_PERMISSIONS: Final = {
    "view_channel": m("View Channel"),
    "connect": m("Connect"),
    "send_messages": m("Send Messages"),
    "send_messages_in_threads": m("Send Messages in Threads"),
    "attach_files": m("Attach Files"),
    "embed_links": m("Embed Links"),
}
"""Discord's names for what the bot needs; a voice channel's chat needs the right to connect, too."""
_UNLOCKED: Final = m("Manage Threads, as this thread is locked")
_ADDED: Final = m("a place in this private thread: mention me in it")


async def requester(interaction: Interaction) -> Requester:
    """Tell who asks; moderators may manage messages throughout the server, or have the role it chose.

    Not those who may in this channel alone: what they ask about may be in another.
    """
    return await requester_as(interaction, interaction.user)


async def requester_as(interaction: Interaction, asking: discord.User | discord.Member) -> Requester:
    """Tell what somebody who is named in an interaction could ask for there themselves."""
    guild_id = interaction.guild_id or 0
    if not isinstance(asking, discord.Member):
        return Requester(asking.id, guild_id, account_created_at=asking.created_at)
    roles = role_ids(asking)
    role_id = (await services(interaction).servers.of(guild_id)).moderators_role_id
    return Requester(
        discord_id=asking.id,
        guild_id=guild_id,
        is_moderator=asking.guild_permissions.manage_messages or role_id in roles,
        is_manager=asking.guild_permissions.manage_guild,
        role_ids=roles,
        account_created_at=asking.created_at,
        joined_at=asking.joined_at,
        channel_ids=_channel_ids(interaction),
    )


def role_ids(user: discord.abc.User) -> tuple[int, ...]:
    """List somebody's roles in this server, highest first; what everybody has is none."""
    if not isinstance(user, discord.Member):
        return ()
    return tuple(role.id for role in reversed(user.roles) if not role.is_default())


def _channel_ids(interaction: Interaction) -> tuple[int, ...]:
    there = interaction.channel
    parent_id = there.parent_id if isinstance(there, discord.Thread) else 0
    return tuple(filter(None, (interaction.channel_id, parent_id)))


def guild_owner_id(interaction: Interaction) -> int | None:
    """Tell whose server it is: an operator's own is served like those on the list."""
    return interaction.guild.owner_id if interaction.guild else None


async def blank(interaction: Interaction, *, private: bool = False) -> GenerationRequest:
    """Give a request in which nothing is said yet but who asks, where and under which key."""
    return GenerationRequest(
        request_key=str(interaction.id),
        requester=await requester(interaction),
        place=place(interaction, private=private),
        guild_owner_id=guild_owner_id(interaction),
        prompt="",
        readable=readable(interaction),
        private=private,
    )


async def viewer(interaction: Interaction) -> Viewer:
    """Tell who looks, and where they may read."""
    return Viewer.of(await requester(interaction), readable(interaction))


def place(interaction: Interaction, *, private: bool) -> Place:
    """Tell where a request is made; a private one is answered where only its author sees it."""
    shown_to = spoken_language() if private else interaction.guild_locale or interaction.locale
    return Place(
        guild_id=interaction.guild_id or 0,
        channel_id=interaction.channel_id or 0,
        interaction_token=interaction.token if private else None,
        interaction_expires_at=interaction.expires_at if private else None,
        upload_limit_bytes=upload_limit(interaction),
        locale=str(shown_to),
    )


def upload_limit(interaction: Interaction) -> int:
    """Tell how large a file may be, in bytes: what Discord announces counts the member's own Nitro, too."""
    tier = interaction.guild.premium_tier if interaction.guild else 0
    return min(interaction.filesize_limit, _TIER_LIMITS.get(tier, _DEFAULT_LIMIT))


def require_permissions(interaction: Interaction) -> None:
    """Refuse where the result could not be posted; raises `PermissionsMissing`."""
    if missing := missing_permissions(interaction):
        raise missing


def missing_permissions(interaction: Interaction) -> PermissionsMissing | None:
    """Tell what keeps a result from being posted here."""
    there = interaction.channel
    missing = lacking(there, interaction.app_permissions)
    return PermissionsMissing(missing, interaction.channel_id or 0) if missing else None


def lacking(there: object, granted: discord.Permissions) -> tuple[str, ...]:
    """Name what keeps messages with files from being posted somewhere with what is granted there.

    As Discord names it in English, for `t`.
    """
    missing = [_PERMISSIONS[name] for name in _needed(there) if not getattr(granted, name)]
    if isinstance(there, discord.Thread) and not granted.manage_threads:
        missing += _shut_out(there)
    return tuple(missing)


def require_rights(channel: discord.TextChannel) -> None:
    """Raise `CannotPostThere` for a channel in which the bot could not post what it is chosen for."""
    if missing := lacking(channel, channel.permissions_for(channel.guild.me)):
        raise CannotPostThere(channel.id, missing)


def _needed(there: object) -> Iterator[str]:
    yield "view_channel"
    if isinstance(there, discord.VoiceChannel | discord.StageChannel):
        yield "connect"
    yield "send_messages_in_threads" if isinstance(there, discord.Thread) else "send_messages"
    yield from ("attach_files", "embed_links")


def _shut_out(thread: discord.Thread) -> Iterator[str]:
    """Who does not manage threads writes in none that is locked, nor in private ones without being added."""
    if thread.locked:
        yield _UNLOCKED
    if thread.is_private() and thread.me is None:
        yield _ADDED


def readable(interaction: Interaction) -> frozenset[int]:
    """List the channels and threads that the member may read; the one they are in is one of them."""
    guild, member = interaction.guild, interaction.user
    readable = {interaction.channel_id or 0}
    if guild is not None and isinstance(member, discord.Member):
        readable |= {channel.id for channel in guild.channels if channel.permissions_for(member).view_channel}
        readable |= {thread.id for thread in guild.threads if _may_read(thread, member)}
    return frozenset(readable)


def _may_read(thread: discord.Thread, member: discord.Member) -> bool:
    """Who is in a private thread we are not told; who manages threads sees them all."""
    if thread.parent is None:
        return False
    granted = thread.parent.permissions_for(member)
    return granted.view_channel and (granted.manage_threads or not thread.is_private())
