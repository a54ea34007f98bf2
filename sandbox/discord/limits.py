"""Limits Discord sets and simcord does not: uploads, their permission, text bytes, autocomplete choices."""

from datetime import datetime, timedelta
from typing import Any

from simcord.backend.errors import BackendError
from simcord.backend.models import Interaction
from simcord.components import walk_components
from simcord.enums import ChannelType

from sandbox.discord.wire import Call, Upload
from sandbox.discord.world import World

JsonObject = dict[str, Any]

MAX_FILES = 10
MAX_CHOICES = 25
MAX_CHOICE_LENGTH = 100
# Beyond these Discord answers 500, not 400 (docs/facts/discord.md §2; discord-api-docs#8554 and #7528).
MAX_TEXT_BYTES = 10_170
BYTES_PER_TEXT = 12
MAX_MEDIA = 64
_TEXT_DISPLAY, _GALLERY, _THUMBNAIL, _FILE = 10, 12, 11, 13


def check_uploads(world: World, channel_id: int, uploads: list[Upload], limit_bytes: int) -> None:
    """Raise 30015 for too many files, 413/40005 for one that is too large."""
    world.get_channel(channel_id)
    if len(uploads) > MAX_FILES:
        raise BackendError(400, 30015, f"Maximum number of attachments in a message reached ({MAX_FILES})")
    if any(upload.size > limit_bytes for upload in uploads):
        raise BackendError(413, 40005, "Request entity too large")


def check_bot_message(world: World, channel_id: int, body: JsonObject, uploads: list[Upload]) -> None:
    """Raise 50013 where the bot may not attach or embed, 50008 in a forum, 160002 where it may not reply."""
    channel = world.get_channel(channel_id)
    if channel.guild_id is None:
        return
    world.require_bot(channel_id)
    if channel.type == ChannelType.FORUM:
        raise BackendError(400, 50008, "Cannot send messages in a non-text channel")
    if uploads:
        world.require_bot(channel_id, "attach_files")
    if body.get("embeds") or body.get("embed"):
        world.require_bot(channel_id, "embed_links")
    if (body.get("message_reference") or {}).get("type", 1) == 0:
        _check_reply(world, channel_id)


def check_direct_message(world: World, channel_id: int) -> None:
    """Raise 50007 for a user who closed their direct messages, 50278 for one in no server with the bot."""
    for user_id in world.get_channel(channel_id).recipient_ids:
        if user_id in world.extras.closed_to_direct_messages:
            raise BackendError(403, 50007, "Cannot send messages to this user")
        if not any(user_id in guild.members for guild in world.guilds.values()):
            raise BackendError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def _check_reply(world: World, channel_id: int) -> None:
    try:
        world.require_bot(channel_id, "read_message_history")
    except BackendError as error:
        raise BackendError(400, 160002, "Cannot reply without permission to read message history") from error


def check_components(components: object) -> None:
    """Raise 500 where Discord itself breaks: too many bytes of text, too many pictures."""
    if not isinstance(components, list):
        return
    nodes = list(walk_components(components))
    texts = [str(node.get("content", "")) for node in nodes if node.get("type") == _TEXT_DISPLAY]
    size_bytes = sum(len(text.encode()) + BYTES_PER_TEXT for text in texts)
    media = sum(len(node.get("items") or []) for node in nodes if node.get("type") == _GALLERY)
    media += sum(node.get("type") in {_THUMBNAIL, _FILE} for node in nodes)
    if size_bytes > MAX_TEXT_BYTES or media > MAX_MEDIA:
        raise BackendError(500, 0, "500: Internal Server Error")


def check_choices(choices: object) -> None:
    """Raise 50035 for autocomplete choices Discord would refuse."""
    if not isinstance(choices, list) or len(choices) > MAX_CHOICES:
        raise BackendError(400, 50035, f"Invalid Form Body: choices: Must be {MAX_CHOICES} or fewer.")
    for choice in choices:
        name, value = choice.get("name"), choice.get("value")
        texts = [name, value] if isinstance(value, str) else [name]
        if any(not isinstance(text, str) or not 1 <= len(text) <= MAX_CHOICE_LENGTH for text in texts):
            raise BackendError(400, 50035, f"Invalid Form Body: choice {name!r}: Must be 1 to 100 long.")


def age_of_edited(world: World, call: Call) -> timedelta:
    """Tell how old the message is that a request edits; nothing for any other request."""
    segments = call.segments
    if call.method != "PATCH" or len(segments) != 4 or segments[0] != "channels" or segments[2] != "messages":
        return timedelta(0)
    message = world.messages.get(int(segments[1]), {}).get(int(segments[3]))
    return world.clock.now() - datetime.fromisoformat(message.timestamp) if message else timedelta(0)


def interaction_of(world: World, segments: list[str]) -> Interaction | None:
    """Find the interaction a callback or webhook path speaks of."""
    if len(segments) < 3 or segments[0] not in {"interactions", "webhooks"}:
        return None
    interaction_id = world.interaction_tokens.get(segments[2])
    return world.interactions[interaction_id] if interaction_id is not None else None
