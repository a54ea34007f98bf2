"""The world behind the sockets: simcord's backend, with what it lacks and what our books need.

Everything that leans on simcord's inner workings stands here, in `handles.py`, `people.py` and `sessions.py`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import discord
from simcord.backend import Backend, errors, serializers
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel, Guild, Interaction, Message, User
from simcord.enums import AppCommandType, ChannelType

from sandbox.discord import threads
from sandbox.discord.books import Books, RecordedMessage
from sandbox.discord.cdn import Cdn
from sandbox.discord.changes import Changes
from sandbox.discord.clock import WorldClock
from sandbox.discord.extras import Extras
from sandbox.discord.localising import check_command, check_unique
from sandbox.discord.payloads import dress_channel, dress_guild, dress_interaction

LOADING = 1 << 7
SUPPRESS_NOTIFICATIONS = 1 << 12
# Discord's documentation, "Implicit Permissions": denying Connect denies all of a voice channel.
_SPOKEN = {ChannelType.VOICE, ChannelType.STAGE_VOICE}
_ALL_IN_CHANNEL = discord.Permissions.all_channel().value & ~discord.Permissions.view_channel.flag
_DISCORD_EPOCH_MS = 1420070400000
_MS_PER_DAY = 24 * 60 * 60 * 1000


class Unkept(list[Any]):
    """A log that forgets: simcord's own transcripts would grow for ever, and the books are ours."""

    def append(self, _item: object, /) -> None:
        """Drop the entry."""


@dataclass
class CurrentRequest:
    """What the REST request being applied brought that simcord ignores."""

    number: int | None = None
    nonce: str | None = None


class World(Backend):
    """One Discord: users, guilds, channels, messages, commands and interactions."""

    cdn: Cdn

    def __init__(self, clock: WorldClock, cdn: Cdn, books: Books) -> None:
        super().__init__(clock=clock)
        self.cdn = cdn
        self.books = books
        self.changes = Changes()
        self.extras = Extras()
        self.current = CurrentRequest()
        self.transcript = Unkept()
        self.http_requests = Unkept()
        self.nonces: dict[int, str] = {}
        self.lost_interactions: set[int] = set()
        self.operator = self.make_user("operator")

    # ------------------------------------------------------------------ people and places

    def make_user_of_age(self, name: str, display_name: str | None, age_days: float) -> User:
        """Create a user whose account, by its id, is that many days old."""
        milliseconds = int(self.clock.now().timestamp() * 1000 - age_days * _MS_PER_DAY) - _DISCORD_EPOCH_MS
        user = User(id=self._allocate_at(milliseconds), name=name, global_name=display_name)
        self.users[user.id] = user
        return user

    def register_commands(self, guild_id: int | None, payloads: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for payload in payloads:
            check_command(payload)
        for kind in AppCommandType:
            check_unique([each for each in payloads if each.get("type", AppCommandType.CHAT_INPUT) == kind])
        registered = super().register_commands(guild_id, payloads)
        for command in registered:
            command.setdefault("version", str(self.snowflake()))
            command.setdefault("nsfw", False)
        return registered

    # ------------------------------------------------------------------ events

    def emit(self, event: str, payload: Mapping[str, Any]) -> None:
        dressed: dict[str, Any] = dict(payload)
        if event.startswith("THREAD_") and not self._tells_of_thread(event, dressed):
            return
        if event in {"GUILD_CREATE", "GUILD_UPDATE"}:
            dressed = self._dressed_guild(dressed)
        elif event in {"CHANNEL_CREATE", "CHANNEL_UPDATE"}:
            dressed = dress_channel(self.extras, dressed)
        elif event == "INTERACTION_CREATE":
            dressed = dress_interaction(self.extras, dressed, self._locale_of(dressed.get("guild_id")))
            # A target message is told with links that are alive, as old as it may be.
            dressed["data"] = self.cdn.refreshed(dressed["data"])
        elif event == "MESSAGE_CREATE":
            dressed["nonce"] = self.nonces.get(int(payload["id"]))
        for listener in self.subscribers:
            listener(event, dressed)
        self.changes.note()

    def _locale_of(self, guild_id: str | None) -> str | None:
        return self.get_guild(int(guild_id)).preferred_locale if guild_id is not None else None

    def announce_channel(self, channel: Channel) -> None:
        """Tell of a new channel."""
        self.emit("CHANNEL_CREATE", dict(serializers.channel_payload(self, channel)))

    def announce_guild(self, dispatch: Callable[[str, object], None], guild: Guild) -> None:
        """Send a guild as it is now, as a shard gets it after READY."""
        payload = dict(serializers.guild_create_payload(self, guild))
        dispatch("GUILD_CREATE", self._dressed_guild(payload))

    def _dressed_guild(self, payload: dict[str, Any]) -> dict[str, Any]:
        dressed = dress_guild(self.extras, payload)
        if "threads" in dressed:
            dressed["threads"] = threads.visible_threads(self, payload)
        return dressed

    def _tells_of_thread(self, event: str, payload: dict[str, Any]) -> bool:
        """Add the bot's membership to news of a thread; false where Discord would not tell the bot of it."""
        thread = self.channels.get(int(payload["id"]))
        if thread is None or not thread.is_thread:
            return True
        if event == "THREAD_CREATE":
            payload |= threads.dress_thread(self, thread)
        return threads.seen_by_bot(self, thread)

    def interaction_by_token(self, token: str) -> Interaction:
        """Find the interaction of a token.

        Raises 50027 once its 15 minutes are over and 10015 for one nobody answered in 3 seconds
        (docs/facts/discord.md §1).
        """
        interaction_id = self.interaction_tokens.get(token)
        expires_at = self.interactions[interaction_id].expires_at if interaction_id is not None else None
        if expires_at is not None and self.now_iso() >= expires_at:
            raise BackendError(401, 50027, "Invalid Webhook Token")
        return super().interaction_by_token(token)

    # ------------------------------------------------------------------ messages

    def prepare_message(self, *args: Any, **fields: Any) -> Message:  # noqa: ANN401 - as in the base class
        message = super().prepare_message(*args, **fields)
        if self.current.nonce is not None:
            self.nonces[message.id] = self.current.nonce
        return message

    def commit_message(self, message: Message, *, broadcast: bool = True) -> Message:
        committed = super().commit_message(message, broadcast=broadcast)
        if message.id not in self.messages[message.channel_id]:
            # Real Discord answers 200000 instead of pretending that the message was made.
            raise BackendError(400, 200000, "Message was blocked by automatic moderation")
        entry = RecordedMessage(
            id=message.id,
            channel_id=message.channel_id,
            author_id=message.author_id,
            nonce=self.nonces.get(message.id),
            request=self.current.number,
            created_at=message.timestamp,
            ephemeral=message.is_ephemeral,
            version=_version(message),
        )
        self.books.messages[message.id] = entry
        _record_pings(entry, message)
        self.changes.note()
        return committed

    def edit_message(self, channel_id: int, message_id: int, fields: dict[str, Any]) -> Message:
        was_loading = bool(self.get_message(channel_id, message_id).flags & LOADING)
        message = super().edit_message(channel_id, message_id, fields)
        entry = self.books.messages[message_id]
        entry.edits.append(entry.version)
        entry.version = _version(message) | {"at": message.edited_timestamp}
        if was_loading:
            _record_pings(entry, message)
        self.changes.note()
        return message

    def delete_message(self, channel_id: int, message_id: int) -> None:
        super().delete_message(channel_id, message_id)
        self._record_deleted([message_id])

    def bulk_delete_messages(self, channel_id: int, message_ids: Iterable[int]) -> list[int]:
        deleted = super().bulk_delete_messages(channel_id, message_ids)
        self._record_deleted(deleted)
        return deleted

    def delete_channel(self, channel_id: int) -> None:
        gone = list(self.messages.get(channel_id, {}))
        super().delete_channel(channel_id)
        self._record_deleted(gone)

    def _record_deleted(self, message_ids: list[int]) -> None:
        for message_id in message_ids:
            self.books.messages[message_id].deleted_at = self.now_iso()
        self.changes.note()

    def compute_permissions(self, guild_id: int, user_id: int, channel_id: int | None = None) -> int:
        """Add up permissions; who may not connect to a voice channel may do nothing there."""
        bits = super().compute_permissions(guild_id, user_id, channel_id)
        if channel_id is not None and self.get_channel(channel_id).type in _SPOKEN:
            return bits if bits & discord.Permissions.connect.flag else bits & ~_ALL_IN_CHANNEL
        return bits

    def require_bot(self, channel_id: int, *permissions: str) -> None:
        """Raise 50013 (or 50001) unless the bot has these permissions in the channel."""
        channel = self.get_channel(channel_id)
        self.require_permissions(channel.guild_id, self.bot_user.id, channel_id, *permissions)


def unknown_message() -> BackendError:
    """Give Discord's answer for a message that is not there (10008)."""
    return errors.unknown_message()


def _version(message: Message) -> dict[str, Any]:
    return {
        "at": message.timestamp,
        "content": message.content,
        "embeds": message.embeds,
        "components": message.components,
        "attachments": message.attachments,
        "flags": message.flags,
        "interaction_metadata": message.interaction_metadata,
    }


def _record_pings(entry: RecordedMessage, message: Message) -> None:
    """Only a new message pings: no edit, nothing private, nothing sent silently."""
    if message.is_ephemeral or message.flags & (LOADING | SUPPRESS_NOTIFICATIONS):
        return
    entry.pinged_users = list(message.ping_user_ids)
    entry.pinged_roles = list(message.ping_role_ids)
    entry.pinged_everyone = message.mention_everyone
