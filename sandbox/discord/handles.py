"""The handles simcord's actors work with, found by id.

simcord's actors know what the Discord client lets a person do (visible commands, option types, ranges,
choices, disabled buttons, form fields). They expect simcord's own environment; `Stage` is the little of it
that they touch.
"""

import weakref
from typing import Any, cast

from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.backend.models import Interaction
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle
from simcord.enums import AppCommandType, ComponentType, OptionType
from simcord.env import Env
from simcord.interactions import walk_to_subcommand
from simcord.results import ResponseMessage

from sandbox.discord.world import World

JsonObject = dict[str, Any]
File = tuple[str, bytes]
Actor = MemberActor | UserHandle

_SELECT_KINDS: dict[int, str] = {
    ComponentType.USER_SELECT: "user",
    ComponentType.ROLE_SELECT: "role",
    ComponentType.MENTIONABLE_SELECT: "mentionable",
    ComponentType.CHANNEL_SELECT: "channel",
}
_OPTION_KINDS: dict[int, str] = {
    OptionType.USER: "user",
    OptionType.CHANNEL: "channel",
    OptionType.ROLE: "role",
    OptionType.MENTIONABLE: "mentionable",
}


class Stage:
    """The part of simcord's environment that actors touch; nothing settles, the sockets do."""

    def __init__(self, world: World) -> None:
        self.backend = world
        self.bot = None
        self.strict_sync = True
        self.last: Interaction | None = None
        self._message_states: weakref.WeakSet[Any] = weakref.WeakSet()

    def _notify_dispatch_observers(self, interaction: Interaction) -> None:
        self.last = interaction

    def _begin_operation(self, _label: str) -> None: ...

    def _end_operation(self) -> None: ...

    def _mark_mutation(self) -> None: ...

    async def _settle_internal(self, *, dispatch: str) -> None: ...


class Handles:
    """Finds people, places and messages for simcord's actors."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._stage = Stage(world)
        self.env = cast(Env, self._stage)

    def started(self) -> Interaction:
        """Give the interaction an actor just started; raises SetupError when there is none."""
        started, self._stage.last = self._stage.last, None
        if started is None:
            raise SetupError("No interaction was started.")
        return started

    def user(self, user_id: int) -> UserHandle:
        """Find a user."""
        return UserHandle(self.env, self._world.get_user(user_id))

    def guild(self, guild_id: int) -> GuildHandle:
        """Find a server."""
        return GuildHandle(self.env, self._world.get_guild(guild_id))

    def member(self, user_id: int, channel_id: int) -> MemberActor:
        """Find a member of the server a channel is in; raises SetupError for anybody else."""
        guild_id = self._world.get_channel(channel_id).guild_id
        if guild_id is None or user_id not in self._world.get_guild(guild_id).members:
            raise SetupError(f"User {user_id} is not a member of the server channel {channel_id} belongs to.")
        return MemberActor(self.env, self.guild(guild_id), self.user(user_id))

    def actor(self, user_id: int, channel_id: int) -> Actor:
        """Find who acts: a member in a server, a user in direct messages."""
        if self._world.get_channel(channel_id).guild_id is None:
            return self.user(user_id)
        return self.member(user_id, channel_id)

    def channel(self, channel_id: int) -> ChannelHandle:
        """Find a channel."""
        channel = self._world.get_channel(channel_id)
        guild = self.guild(channel.guild_id) if channel.guild_id is not None else None
        return ChannelHandle(self.env, guild, channel)

    def message(self, channel_id: int, message_id: int) -> ResponseMessage:
        """Find a message."""
        return ResponseMessage(self.env, self._world.get_message(channel_id, message_id))

    def person(self, actor: Actor, user_id: int) -> Actor:
        """Find a user as the actor sees them: as a member where they are one."""
        guild = getattr(actor, "guild", None)
        if guild is not None and user_id in self._world.get_guild(guild.id).members:
            return MemberActor(self.env, guild, self.user(user_id))
        return self.user(user_id)

    def role(self, actor: Actor, role_id: int) -> RoleHandle:
        """Find a role of the server the actor is in."""
        guild = getattr(actor, "guild", None)
        if guild is None:
            raise SetupError("There are no roles in a direct message.")
        return RoleHandle(self.env, guild, self._world.get_role(guild.id, role_id))

    def entity(self, actor: Actor, kind: str, entity_id: int) -> Any:  # noqa: ANN401 - one of four handles
        """Find what an option or a select menu refers to by id."""
        if kind == "channel":
            return self.channel(entity_id)
        is_role = kind == "mentionable" and entity_id not in self._world.users
        return self.role(actor, entity_id) if kind == "role" or is_role else self.person(actor, entity_id)

    def chosen(self, actor: Actor, kind: object, values: list[Any]) -> list[Any]:
        """Turn ids chosen in a menu of users, roles or channels into handles; leave texts alone."""
        name = _SELECT_KINDS.get(kind) if isinstance(kind, int) else None
        return [self.entity(actor, name, int(value)) for value in values] if name else values

    def option_values(self, actor: Actor, name: str, options: JsonObject) -> JsonObject:
        """Turn ids given for user, role and channel options into simcord's handles."""
        guild = getattr(actor, "guild", None)
        words = name.split()
        root = self._world.find_command(words[0], guild.id if guild else None, type=AppCommandType.CHAT_INPUT)
        if root is None:
            return options
        leaf, _ = walk_to_subcommand(root, words[1:])
        types = {option["name"]: option["type"] for option in leaf.get("options") or []}
        return {
            option: self.entity(actor, _OPTION_KINDS[types[option]], value)
            if types.get(option) in _OPTION_KINDS
            else value
            for option, value in options.items()
        }

    def check_sizes(self, channel_id: int, files: list[File]) -> None:
        """Raise SetupError for a file the client would not let a person upload here."""
        limit_bytes = self._world.extras.upload_limit_bytes(self._world.get_channel(channel_id).guild_id)
        for filename, content in files:
            if len(content) > limit_bytes:
                raise SetupError(
                    f"{filename} has {len(content)} bytes; here at most {limit_bytes} bytes can be uploaded."
                )
