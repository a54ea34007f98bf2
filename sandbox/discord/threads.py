"""Threads as Discord has them: who sees a private one, and what can be done in one that is archived."""

from typing import Any

from simcord.backend import Backend, serializers
from simcord.backend.access import channel_accessible
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel

JsonObject = dict[str, Any]


def check_archived(world: Backend, channel_id: int, *, sending: bool) -> None:
    """Raise 50083 in an archived thread, except for a message into one that is not locked: it wakes it up.

    Discord's documentation, "Threads": nothing but deleting goes on in an archived thread; sending
    unarchives it unless a moderator locked it.
    """
    thread = world.get_channel(channel_id)
    if thread.thread_metadata is None or not thread.thread_metadata.archived:
        return
    if not sending or (thread.thread_metadata.locked and not _may_unlock(world, thread)):
        raise BackendError(400, 50083, "Thread is archived")


def check_locked(world: Backend, channel_id: int) -> None:
    """Raise 160005 for a message into a locked thread, unless the bot manages threads."""
    thread = world.get_channel(channel_id)
    if thread.thread_metadata and thread.thread_metadata.locked and not _may_unlock(world, thread):
        raise BackendError(403, 160005, "Thread is locked")


def wake_up(world: Backend, channel_id: int) -> None:
    """Unarchive the thread into which something was just sent."""
    thread = world.get_channel(channel_id)
    if thread.thread_metadata is not None and thread.thread_metadata.archived:
        world.edit_channel(channel_id, {}, thread_metadata={"archived": False})


def unarchive(world: Backend, channel_id: int) -> None:
    """Unarchive on request, as all may who write there; raises 50013 in a thread that a moderator locked.

    Discord's documentation, "Modify Channel": for anything else about a thread it takes Manage Threads.
    """
    thread = world.get_channel(channel_id)
    if thread.thread_metadata and thread.thread_metadata.locked and not _may_unlock(world, thread):
        raise BackendError(403, 50013, "Missing Permissions")
    wake_up(world, channel_id)


def visible_threads(world: Backend, guild_payload: JsonObject) -> list[JsonObject]:
    """List the threads of a GUILD_CREATE: active ones that the bot sees, with its own membership."""
    threads = [world.get_channel(int(thread["id"])) for thread in guild_payload["threads"]]
    return [
        dress_thread(world, thread)
        for thread in threads
        if seen_by_bot(world, thread) and not (thread.thread_metadata and thread.thread_metadata.archived)
    ]


def seen_by_bot(world: Backend, thread: Channel) -> bool:
    """Tell whether Discord would let the bot know of this thread."""
    return channel_accessible(world, thread.id, world.bot_user.id)


def dress_thread(world: Backend, thread: Channel) -> JsonObject:
    """Give a thread's payload with the bot's membership, where it is a member."""
    payload: JsonObject = dict(serializers.thread_payload(world, thread))
    if world.bot_user.id in thread.thread_members:
        payload["member"] = serializers.thread_member_payload(thread, world.bot_user.id)
    return payload


def _may_unlock(world: Backend, thread: Channel) -> bool:
    try:
        world.require_permissions(thread.guild_id, world.bot_user.id, thread.id, "manage_threads")
    except BackendError:
        return False
    return True
