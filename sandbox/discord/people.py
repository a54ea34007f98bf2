"""People at their Discord clients: what a member can do, checked as the client would check it."""

from typing import Any

from simcord import _modal
from simcord.actors import MemberActor
from simcord.backend.access import channel_accessible
from simcord.backend.errors import SetupError
from simcord.backend.models import Interaction, Message
from simcord.components import walk_components
from simcord.results import InteractionResult

from sandbox.discord.handles import File, Handles
from sandbox.discord.localising import localised
from sandbox.discord.world import World

JsonObject = dict[str, Any]


class People:
    """Everything a user of the Discord client can do to the bot."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._handles = Handles(world)
        self._sent_forms: dict[int, Interaction] = {}

    # ------------------------------------------------------------------ commands

    async def slash(
        self, user_id: int, channel_id: int, name: str, options: JsonObject, files: dict[str, list[File]]
    ) -> Interaction:
        """Run a slash command; `name` holds the subcommand too ("settings budget").

        Raises SetupError for what the client would not let through.
        """
        actor = self._handles.actor(user_id, channel_id)
        attached = {option: given[0] for option, given in files.items()}
        self._handles.check_sizes(channel_id, list(attached.values()))
        values = self._handles.option_values(actor, name, options) | attached
        with self._world.cdn.ephemeral_uploads():
            if isinstance(actor, MemberActor):
                await actor.slash(self._handles.channel(channel_id), name, **values)
            else:
                await actor.slash(name, **values)
        return self._handles.started()

    def offered(self, user_id: int, channel_id: int) -> dict[str, str]:
        """List the slash commands a user is offered: descriptions by name, in their own language."""
        self._world.require_permissions(
            self._world.get_channel(channel_id).guild_id, user_id, channel_id, "view_channel"
        )
        locale = self._world.extras.locales.get(user_id, "en-US")
        commands = self._world.visible_commands(user_id=user_id, channel_id=channel_id)
        return {localised(each, "name", locale): localised(each, "description", locale) for each in commands}

    async def autocomplete(
        self, user_id: int, channel_id: int, name: str, option: str, typed: str, filled: JsonObject
    ) -> Interaction:
        """Type into an option and ask the bot for choices."""
        actor = self._handles.actor(user_id, channel_id)
        values = self._handles.option_values(actor, name, filled)
        if isinstance(actor, MemberActor):
            await actor.autocomplete(self._handles.channel(channel_id), name, option, typed, **values)
        else:
            await actor.autocomplete(name, option, typed, **values)
        return self._handles.started()

    async def message_menu(self, user_id: int, channel_id: int, name: str, message_id: int) -> Interaction:
        """Choose an entry of a message's context menu."""
        actor = self._handles.member(user_id, channel_id)
        await actor.context_menu(
            self._handles.channel(channel_id), name, self._handles.message(channel_id, message_id)
        )
        return self._handles.started()

    async def user_menu(self, user_id: int, channel_id: int, name: str, target_id: int) -> Interaction:
        """Choose an entry of a member's context menu."""
        actor = self._handles.member(user_id, channel_id)
        await actor.context_menu(
            self._handles.channel(channel_id), name, self._handles.member(target_id, channel_id)
        )
        return self._handles.started()

    # ------------------------------------------------------------------ components and forms

    async def click(
        self, user_id: int, channel_id: int, message_id: int, label: str | None, custom_id: str | None
    ) -> Interaction:
        """Click the one button with this label or custom id."""
        actor = self._handles.actor(user_id, channel_id)
        await actor.click(self._handles.message(channel_id, message_id), label=label, custom_id=custom_id)
        return self._handles.started()

    async def select(
        self, user_id: int, channel_id: int, message_id: int, values: list[Any], custom_id: str | None
    ) -> Interaction:
        """Choose values in a select menu; users, roles and channels are given by id."""
        actor = self._handles.actor(user_id, channel_id)
        message = self._handles.message(channel_id, message_id)
        for menu in walk_components(self._world.get_message(channel_id, message_id).components):
            if custom_id is None or menu.get("custom_id") == custom_id:
                values = self._handles.chosen(actor, menu.get("type"), values)
        await actor.select(message, values, custom_id=custom_id)
        return self._handles.started()

    async def submit(
        self, user_id: int, interaction_id: int, values: JsonObject, files: dict[str, list[File]]
    ) -> Interaction:
        """Fill in and send the form an interaction was answered with."""
        opened = self._world.interactions[interaction_id]
        sent = self._sent_forms.get(interaction_id)
        if sent is not None and self.unanswered(sent):
            # The client keeps a form open, with all that is in it, until the bot has answered.
            opened.modal_consumed = False
        actor = self._handles.actor(user_id, opened.channel_id)
        self._handles.check_sizes(opened.channel_id, [file for given in files.values() for file in given])
        filled: JsonObject = dict(values)
        for control in walk_components((opened.modal or {}).get("components") or []):
            custom_id = control.get("custom_id")
            if custom_id in filled and isinstance(filled[custom_id], list):
                filled[custom_id] = self._handles.chosen(actor, control.get("type"), filled[custom_id])
        shown = InteractionResult(self._handles.env, opened)
        with self._world.cdn.ephemeral_uploads():
            await _modal._submit_modal(actor, shown, filled | files)
        self._sent_forms[interaction_id] = self._handles.started()
        return self._sent_forms[interaction_id]

    def unanswered(self, record: Interaction) -> bool:
        """Tell whether the client says "The application did not respond"."""
        if record.response_kind is not None:
            return False
        deadline = record.initial_response_deadline
        late = deadline is not None and self._world.now_iso() >= deadline
        return late or record.id in self._world.lost_interactions

    # ------------------------------------------------------------------ messages

    def send(self, user_id: int, channel_id: int, content: str, files: list[File]) -> Message:
        """Write a message as a user."""
        channel = self._world.get_channel(channel_id)
        needed = ["send_messages_in_threads" if channel.is_thread else "send_messages"]
        needed += ["attach_files"] if files else []
        self._world.require_permissions(channel.guild_id, user_id, channel_id, *needed)
        self._handles.check_sizes(channel_id, files)
        attachments = self._world.store_attachments(channel_id, files)
        return self._world.create_message(channel_id, user_id, content, attachments=attachments)

    async def react(
        self, user_id: int, channel_id: int, message_id: int, emoji: str, *, reacted: bool
    ) -> None:
        """Add or take back a reaction."""
        actor = self._handles.member(user_id, channel_id)
        await actor.set_reaction(self._handles.message(channel_id, message_id), emoji, reacted=reacted)

    async def delete(self, user_id: int, channel_id: int, message_id: int) -> None:
        """Delete a message, one's own or as a moderator."""
        await self._handles.actor(user_id, channel_id).delete(self._handles.message(channel_id, message_id))

    def visible(self, user_id: int, channel_id: int) -> list[Message]:
        """List what this user sees in the channel, oldest first; raises SetupError where they see nothing."""
        if not channel_accessible(self._world, channel_id, user_id, history=True):
            raise SetupError(f"User {user_id} cannot read channel {channel_id}.")
        found = self._world.messages.get(channel_id, {}).values()
        return sorted((m for m in found if m.visible_to(user_id)), key=lambda message: message.id)
