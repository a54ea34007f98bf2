"""Control verbs that arrange the world: servers, channels, roles, users, members."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import discord
from simcord.backend.models import Guild, Overwrite
from simcord.enums import ChannelType, OverwriteType

from sandbox.discord.world import World

JsonObject = dict[str, Any]
Verb = Callable[[JsonObject], Awaitable[object]]

_CHANNEL_TYPES = {
    "text": ChannelType.TEXT,
    "news": ChannelType.NEWS,
    "voice": ChannelType.VOICE,
    "stage": ChannelType.STAGE_VOICE,
    "forum": ChannelType.FORUM,
}

_OF_A_ROLE = 1
"""What a command's permission is about (Discord's documentation, "Application Command Permission Type")."""

INVITED = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "embed_links",
    "attach_files",
    "read_message_history",
)
"""What the link in the README asks for; simcord's bot would have everything."""


def permission_bits(names: list[str]) -> int:
    """Add up permissions by name ("send_messages"); raises ValueError for one that does not exist."""
    unknown = sorted(set(names) - discord.Permissions.VALID_FLAGS.keys())
    if unknown:
        raise ValueError(
            f"Unknown permission {unknown[0]!r}; names are those of discord.py, as 'attach_files'."
        )
    return discord.Permissions(**dict.fromkeys(names, True)).value


class WorldVerbs:
    """The omnipotent hand: it asks nobody's permission."""

    def __init__(self, world: World) -> None:
        self._world = world

    def verbs(self) -> dict[str, Verb]:
        """Name the verbs."""
        return {
            "guild": self._guild,
            "change_guild": self._change_guild,
            "leave_guild": self._leave_guild,
            "channel": self._channel,
            "delete_channel": self._delete_channel,
            "thread": self._thread,
            "thread_member": self._thread_member,
            "archive_thread": self._archive_thread,
            "overwrite": self._overwrite,
            "role": self._role,
            "change_role": self._change_role,
            "user": self._user,
            "change_user": self._change_user,
            "allow_command": self._allow_command,
            "member": self._member,
            "member_roles": self._member_roles,
            "remove_member": self._remove_member,
            "direct_channel": self._direct_channel,
            "direct_messages": self._direct_messages,
            "world": self._describe,
        }

    async def _guild(self, body: JsonObject) -> object:
        guild = self._world.create_guild(
            body["name"], owner_id=body.get("owner_id"), preferred_locale=body.get("locale", "en-US")
        )
        self._invite_bot(guild, body.get("bot_permissions") or list(INVITED))
        await self._change_guild(body | {"guild_id": guild.id})
        return guild.id

    def _invite_bot(self, guild: Guild, permissions: list[str]) -> None:
        role = next(role for role in guild.roles.values() if role.managed)
        self._world.edit_role(guild.id, role.id, {"permissions": permission_bits(permissions)})

    async def _change_guild(self, body: JsonObject) -> object:
        facts = self._world.extras.guild(body["guild_id"])
        if "premium_tier" in body:
            if body["premium_tier"] not in {0, 1, 2, 3}:
                raise ValueError(f"Unknown boost tier {body['premium_tier']}: 0, 1, 2 or 3.")
            facts.premium_tier = body["premium_tier"]
        if "upload_limit_bytes" in body:
            facts.upload_limit_bytes = body["upload_limit_bytes"]
        changes = {"preferred_locale": body["locale"]} if "locale" in body else {}
        self._world.edit_guild(body["guild_id"], changes)
        return None

    async def _leave_guild(self, body: JsonObject) -> object:
        self._world.remove_guild(body["guild_id"])
        return None

    async def _channel(self, body: JsonObject) -> object:
        overwrites = [
            self._an_overwrite(body["guild_id"], int(target_id), allow, deny)
            for target_id, (allow, deny) in (body.get("overwrites") or {}).items()
        ]
        channel = self._world.create_channel(
            body["guild_id"],
            body["name"],
            type=_CHANNEL_TYPES[body.get("kind", "text")],
            overwrites=overwrites,
            announce=False,
        )
        if body.get("age_restricted"):
            self._world.extras.restricted_channels.add(channel.id)
        self._world.announce_channel(channel)
        return channel.id

    async def _delete_channel(self, body: JsonObject) -> object:
        self._world.delete_channel(body["channel_id"])
        return None

    async def _thread(self, body: JsonObject) -> object:
        """Start a thread; in a forum it is a post, of which the channel itself tells nothing."""
        world, parent_id = self._world, body["channel_id"]
        private = body.get("kind", "public") == "private"
        posted = world.get_channel(parent_id).type == ChannelType.FORUM
        kind = ChannelType.PRIVATE_THREAD if private else ChannelType.PUBLIC_THREAD
        thread = world.create_thread(
            parent_id, body["name"], body["owner_id"], type=kind, broadcast=not posted and not private
        )
        if posted:
            world.announce_thread_create(thread)
        return thread.id

    async def _thread_member(self, body: JsonObject) -> object:
        """Add somebody to a thread; the bot gets to know a private one only then."""
        thread = self._world.add_thread_member(body["channel_id"], body["user_id"])
        if body["user_id"] == self._world.bot_user.id:
            self._world.announce_thread_create(thread)
        return None

    async def _archive_thread(self, body: JsonObject) -> object:
        state = {"archived": bool(body.get("archived", True)), "locked": bool(body.get("locked"))}
        self._world.edit_channel(body["channel_id"], {}, thread_metadata=state)
        return None

    async def _overwrite(self, body: JsonObject) -> object:
        channel = self._world.get_channel(body["channel_id"])
        if channel.guild_id is None:
            raise ValueError("A direct message has no permissions to change.")
        overwrite = self._an_overwrite(channel.guild_id, body["target_id"], body["allow"], body["deny"])
        self._world.set_overwrite(channel.id, overwrite)
        return None

    async def _role(self, body: JsonObject) -> object:
        bits = permission_bits(body.get("permissions") or [])
        return self._world.create_role(body["guild_id"], body["name"], permissions=bits).id

    async def _change_role(self, body: JsonObject) -> object:
        bits = permission_bits(body["permissions"])
        self._world.edit_role(body["guild_id"], body["role_id"], {"permissions": bits})
        return None

    async def _allow_command(self, body: JsonObject) -> object:
        command = self._world.find_command(body["name"], body["guild_id"])
        if command is None:
            raise ValueError(f"The bot has no command {body['name']!r}.")
        allowed = {"id": str(body["role_id"]), "type": _OF_A_ROLE, "permission": True}
        self._world.set_command_permissions(body["guild_id"], int(command["id"]), [allowed])
        return None

    async def _user(self, body: JsonObject) -> object:
        user = self._world.make_user_of_age(
            body["name"], body.get("display_name"), body.get("created_days_ago", 365.0)
        )
        self._world.extras.locales[user.id] = body.get("locale", "en-US")
        return user.id

    async def _member(self, body: JsonObject) -> object:
        member = self._world.add_member(
            body["guild_id"],
            body["user_id"],
            roles=body.get("roles") or [],
            nick=body.get("nick"),
            announce=True,
        )
        joined = self._world.clock.now() - timedelta(days=body.get("joined_days_ago", 30.0))
        member.joined_at = joined.isoformat()
        return None

    async def _member_roles(self, body: JsonObject) -> object:
        self._world.edit_member(body["guild_id"], body["user_id"], {"role_ids": list(body["roles"])})
        return None

    async def _remove_member(self, body: JsonObject) -> object:
        self._world.remove_member(body["guild_id"], body["user_id"])
        return None

    async def _direct_channel(self, body: JsonObject) -> object:
        return self._world.get_dm_channel(body["user_id"]).id

    async def _direct_messages(self, body: JsonObject) -> object:
        closed = self._world.extras.closed_to_direct_messages
        (closed.discard if body["open"] else closed.add)(body["user_id"])
        return None

    async def _change_user(self, body: JsonObject) -> object:
        self._world.extras.locales[self._world.get_user(body["user_id"]).id] = body["locale"]
        return None

    async def _describe(self, _body: JsonObject) -> object:
        world = self._world
        scopes = world.commands.values()
        return {
            "application_id": world.application_id,
            "bot_id": world.bot_user.id,
            "operator_id": world.operator.id,
            "now": world.now_iso(),
            "commands": [command for scope in scopes for command in scope.values()],
        }

    def _an_overwrite(self, guild_id: int, target_id: int, allow: list[str], deny: list[str]) -> Overwrite:
        is_role = target_id in self._world.get_guild(guild_id).roles
        return Overwrite(
            target_id=target_id,
            type=OverwriteType.ROLE if is_role else OverwriteType.MEMBER,
            allow=permission_bits(allow),
            deny=permission_bits(deny),
        )
