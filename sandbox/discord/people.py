"""People at their Discord clients: what a member can do, checked as the client would check it.

simcord's actors know the rules (visible commands, option types, ranges, choices, disabled buttons, form
fields). They expect simcord's own environment; `Stage` is the little of it they need.
"""

import weakref
from typing import Any, cast

from simcord import _modal, results
from simcord.actors import MemberActor
from simcord.backend.access import channel_accessible
from simcord.backend.errors import SetupError
from simcord.backend.models import Interaction, Message
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle
from simcord.components import walk_components
from simcord.enums import AppCommandType, OptionType
from simcord.env import Env
from simcord.interactions import walk_to_subcommand

from sandbox.discord.world import World

JsonObject = dict[str, Any]
File = tuple[str, bytes]
Actor = MemberActor | UserHandle

_USER_SELECT, _ROLE_SELECT, _MENTIONABLE_SELECT, _CHANNEL_SELECT = 5, 6, 7, 8


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


class People:
    """Everything a user of the Discord client can do to the bot."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._stage = Stage(world)
        self._env = cast(Env, self._stage)

    # ------------------------------------------------------------------ commands

    async def slash(
        self, user_id: int, channel_id: int, name: str, options: JsonObject, files: dict[str, list[File]]
    ) -> Interaction:
        """Run a slash command; `name` holds the subcommand too ("settings budget").

        Raises SetupError for what the client would not let through.
        """
        actor = self._actor(user_id, channel_id)
        attached = {option: given[0] for option, given in files.items()}
        self._check_sizes(channel_id, list(attached.values()))
        values = self._option_values(actor, name, options) | attached
        with self._world.cdn.ephemeral_uploads():
            if isinstance(actor, MemberActor):
                await actor.slash(self._channel(channel_id), name, **values)
            else:
                await actor.slash(name, **values)
        return self._started()

    async def autocomplete(
        self, user_id: int, channel_id: int, name: str, option: str, typed: str, filled: JsonObject
    ) -> Interaction:
        """Type into an option and ask the bot for choices."""
        actor = self._actor(user_id, channel_id)
        values = self._option_values(actor, name, filled)
        if isinstance(actor, MemberActor):
            await actor.autocomplete(self._channel(channel_id), name, option, typed, **values)
        else:
            await actor.autocomplete(name, option, typed, **values)
        return self._started()

    async def message_menu(self, user_id: int, channel_id: int, name: str, message_id: int) -> Interaction:
        """Choose an entry of a message's context menu."""
        actor = self._member(user_id, channel_id)
        await actor.context_menu(self._channel(channel_id), name, self._message(channel_id, message_id))
        return self._started()

    async def user_menu(self, user_id: int, channel_id: int, name: str, target_id: int) -> Interaction:
        """Choose an entry of a member's context menu."""
        actor = self._member(user_id, channel_id)
        await actor.context_menu(self._channel(channel_id), name, self._member(target_id, channel_id))
        return self._started()

    # ------------------------------------------------------------------ components and forms

    async def click(
        self, user_id: int, channel_id: int, message_id: int, label: str | None, custom_id: str | None
    ) -> Interaction:
        """Click the one button with this label or custom id."""
        actor = self._actor(user_id, channel_id)
        await actor.click(self._message(channel_id, message_id), label=label, custom_id=custom_id)
        return self._started()

    async def select(
        self, user_id: int, channel_id: int, message_id: int, values: list[Any], custom_id: str | None
    ) -> Interaction:
        """Choose values in a select menu; users, roles and channels are given by id."""
        actor = self._actor(user_id, channel_id)
        message = self._message(channel_id, message_id)
        for menu in walk_components(self._world.get_message(channel_id, message_id).components):
            if custom_id is None or menu.get("custom_id") == custom_id:
                values = self._chosen(actor, menu.get("type"), values)
        await actor.select(message, values, custom_id=custom_id)
        return self._started()

    async def submit(
        self, user_id: int, interaction_id: int, values: JsonObject, files: dict[str, list[File]]
    ) -> Interaction:
        """Fill in and send the form an interaction was answered with."""
        opened = self._world.interactions[interaction_id]
        actor = self._actor(user_id, opened.channel_id)
        self._check_sizes(opened.channel_id, [file for given in files.values() for file in given])
        filled: JsonObject = dict(values)
        for control in walk_components((opened.modal or {}).get("components") or []):
            custom_id = control.get("custom_id")
            if custom_id in filled and isinstance(filled[custom_id], list):
                filled[custom_id] = self._chosen(actor, control.get("type"), filled[custom_id])
        shown = results.InteractionResult(self._env, opened)
        with self._world.cdn.ephemeral_uploads():
            await _modal._submit_modal(actor, shown, filled | files)  # noqa: SLF001 - same for members and DMs
        return self._started()

    # ------------------------------------------------------------------ messages

    def send(self, user_id: int, channel_id: int, content: str, files: list[File]) -> Message:
        """Write a message as a user."""
        channel = self._world.get_channel(channel_id)
        needed = ["send_messages_in_threads" if channel.is_thread else "send_messages"]
        needed += ["attach_files"] if files else []
        self._world.require_permissions(channel.guild_id, user_id, channel_id, *needed)
        self._check_sizes(channel_id, files)
        attachments = self._world.store_attachments(channel_id, files)
        return self._world.create_message(channel_id, user_id, content, attachments=attachments)

    async def react(self, user_id: int, channel_id: int, message_id: int, emoji: str, *, reacted: bool) -> None:
        """Add or take back a reaction."""
        actor = self._member(user_id, channel_id)
        await actor.set_reaction(self._message(channel_id, message_id), emoji, reacted=reacted)

    async def delete(self, user_id: int, channel_id: int, message_id: int) -> None:
        """Delete a message, one's own or as a moderator."""
        await self._actor(user_id, channel_id).delete(self._message(channel_id, message_id))

    def visible(self, user_id: int, channel_id: int) -> list[Message]:
        """List what this user sees in the channel, oldest first; raises SetupError when it is closed to them."""
        if not channel_accessible(self._world, channel_id, user_id, history=True):
            raise SetupError(f"User {user_id} cannot read channel {channel_id}.")
        found = self._world.messages.get(channel_id, {}).values()
        return sorted((m for m in found if m.visible_to(user_id)), key=lambda message: message.id)

    # ------------------------------------------------------------------ handles simcord asks for

    def _started(self) -> Interaction:
        started, self._stage.last = self._stage.last, None
        if started is None:
            raise SetupError("No interaction was started.")
        return started

    def _user(self, user_id: int) -> UserHandle:
        return UserHandle(self._env, self._world.get_user(user_id))

    def _guild(self, guild_id: int) -> GuildHandle:
        return GuildHandle(self._env, self._world.get_guild(guild_id))

    def _member(self, user_id: int, channel_id: int) -> MemberActor:
        guild_id = self._world.get_channel(channel_id).guild_id
        if guild_id is None or user_id not in self._world.get_guild(guild_id).members:
            raise SetupError(f"User {user_id} is not a member of the server channel {channel_id} belongs to.")
        return MemberActor(self._env, self._guild(guild_id), self._user(user_id))

    def _actor(self, user_id: int, channel_id: int) -> Actor:
        if self._world.get_channel(channel_id).guild_id is None:
            return self._user(user_id)
        return self._member(user_id, channel_id)

    def _channel(self, channel_id: int) -> ChannelHandle:
        channel = self._world.get_channel(channel_id)
        guild = self._guild(channel.guild_id) if channel.guild_id is not None else None
        return ChannelHandle(self._env, guild, channel)

    def _message(self, channel_id: int, message_id: int) -> results.ResponseMessage:
        return results.ResponseMessage(self._env, self._world.get_message(channel_id, message_id))

    def _person(self, actor: Actor, user_id: int) -> Actor:
        guild = getattr(actor, "guild", None)
        if guild is not None and user_id in self._world.get_guild(guild.id).members:
            return MemberActor(self._env, guild, self._user(user_id))
        return self._user(user_id)

    def _role(self, actor: Actor, role_id: int) -> RoleHandle:
        guild = getattr(actor, "guild", None)
        if guild is None:
            raise SetupError("There are no roles in a direct message.")
        return RoleHandle(self._env, guild, self._world.get_role(guild.id, role_id))

    def _entity(self, actor: Actor, kind: str, entity_id: int) -> Any:  # noqa: ANN401 - one of four handles
        if kind == "channel":
            return self._channel(entity_id)
        is_role = kind == "mentionable" and entity_id not in self._world.users
        return self._role(actor, entity_id) if kind == "role" or is_role else self._person(actor, entity_id)

    def _chosen(self, actor: Actor, kind: object, values: list[Any]) -> list[Any]:
        entities = {
            _USER_SELECT: "user",
            _ROLE_SELECT: "role",
            _MENTIONABLE_SELECT: "mentionable",
            _CHANNEL_SELECT: "channel",
        }
        name = entities.get(kind) if isinstance(kind, int) else None
        return [self._entity(actor, name, int(value)) for value in values] if name else values

    def _option_values(self, actor: Actor, name: str, options: JsonObject) -> JsonObject:
        """Turn ids given for user, role and channel options into simcord's handles."""
        guild = getattr(actor, "guild", None)
        words = name.split()
        root = self._world.find_command(
            words[0], guild.id if guild else None, type=AppCommandType.CHAT_INPUT
        )
        if root is None:
            return options
        leaf, _ = walk_to_subcommand(root, words[1:])
        types = {option["name"]: option["type"] for option in leaf.get("options") or []}
        kinds = {
            OptionType.USER: "user",
            OptionType.CHANNEL: "channel",
            OptionType.ROLE: "role",
            OptionType.MENTIONABLE: "mentionable",
        }
        return {
            option: self._entity(actor, kinds[types[option]], value) if types.get(option) in kinds else value
            for option, value in options.items()
        }

    def _check_sizes(self, channel_id: int, files: list[File]) -> None:
        limit_bytes = self._world.upload_limit_bytes(self._world.get_channel(channel_id).guild_id)
        for filename, content in files:
            if len(content) > limit_bytes:
                raise SetupError(
                    f"{filename} has {len(content)} bytes; here at most {limit_bytes} bytes can be uploaded."
                )
