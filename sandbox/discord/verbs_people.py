"""Control verbs that act as a person, and show what that person then sees."""

import base64
from typing import Any

from simcord.backend import serializers
from simcord.backend.models import Interaction, Message
from simcord.backend.models.interaction import ResponseKind

from sandbox.discord.handles import File
from sandbox.discord.people import People
from sandbox.discord.verbs_world import Verb
from sandbox.discord.world import World

JsonObject = dict[str, Any]

_SETTLED = {
    ResponseKind.MESSAGE: "answered",
    ResponseKind.DEFERRED: "thinking",
    ResponseKind.DEFERRED_UPDATE: "accepted",
    ResponseKind.UPDATE: "updated",
    ResponseKind.MODAL: "form",
    ResponseKind.AUTOCOMPLETE: "choices",
}
_PENDING = {"waiting", "thinking"}


class PeopleVerbs:
    """A person's hands and eyes."""

    def __init__(self, world: World, people: People) -> None:
        self._world = world
        self._people = people

    def verbs(self) -> dict[str, Verb]:
        """Name the verbs."""
        return {
            "slash": self._slash,
            "autocomplete": self._autocomplete,
            "commands": self._commands,
            "message_menu": self._message_menu,
            "user_menu": self._user_menu,
            "click": self._click,
            "select": self._select,
            "submit": self._submit,
            "interaction": self._interaction,
            "send": self._send,
            "react": self._react,
            "delete_message": self._delete_message,
            "read": self._read,
        }

    async def _slash(self, body: JsonObject) -> object:
        files = _files(body)
        started = await self._people.slash(
            body["user_id"], body["channel_id"], body["name"], body["options"], files
        )
        return started.id

    async def _autocomplete(self, body: JsonObject) -> object:
        started = await self._people.autocomplete(
            body["user_id"], body["channel_id"], body["name"], body["option"], body["typed"], body["options"]
        )
        return started.id

    async def _commands(self, body: JsonObject) -> object:
        return self._people.offered(body["user_id"], body["channel_id"])

    async def _message_menu(self, body: JsonObject) -> object:
        where = body["user_id"], body["channel_id"]
        return (await self._people.message_menu(*where, body["name"], body["message_id"])).id

    async def _user_menu(self, body: JsonObject) -> object:
        where = body["user_id"], body["channel_id"]
        return (await self._people.user_menu(*where, body["name"], body["target_id"])).id

    async def _click(self, body: JsonObject) -> object:
        where = body["user_id"], body["channel_id"], body["message_id"]
        return (await self._people.click(*where, body.get("label"), body.get("custom_id"))).id

    async def _select(self, body: JsonObject) -> object:
        where = body["user_id"], body["channel_id"], body["message_id"]
        return (await self._people.select(*where, body["values"], body.get("custom_id"))).id

    async def _submit(self, body: JsonObject) -> object:
        files = _files(body)
        started = await self._people.submit(body["user_id"], body["interaction_id"], body["values"], files)
        return started.id

    async def _send(self, body: JsonObject) -> object:
        files = [file for given in _files(body).values() for file in given]
        message = self._people.send(body["user_id"], body["channel_id"], body["content"], files)
        return self._seen(message)

    async def _react(self, body: JsonObject) -> object:
        where = body["user_id"], body["channel_id"], body["message_id"]
        await self._people.react(*where, body["emoji"], reacted=body["reacted"])
        return None

    async def _delete_message(self, body: JsonObject) -> object:
        await self._people.delete(body["user_id"], body["channel_id"], body["message_id"])
        return None

    async def _read(self, body: JsonObject) -> object:
        return [self._seen(message) for message in self._people.visible(body["user_id"], body["channel_id"])]

    async def _interaction(self, body: JsonObject) -> object:
        """Show an interaction; with `timeout_seconds`, once it is no longer pending or the time is over.

        With `answered` a press that was merely acknowledged is pending, too.
        """
        record = self._world.interactions[body["interaction_id"]]
        pending = _PENDING | {"accepted"} if body.get("answered") else _PENDING

        def settled() -> JsonObject | None:
            seen = self._view(record)
            told = seen["state"] == "accepted" and seen["followups"]
            return seen if told or seen["state"] not in pending else None

        timeout_seconds = body.get("timeout_seconds", 0.0)
        return await self._world.changes.until(settled, timeout_seconds) or self._view(record)

    def _view(self, record: Interaction) -> JsonObject:
        shown = [record.message_id, *record.followup_ids]
        there = self._world.messages.get(record.channel_id, {})
        messages = [there[message_id] for message_id in shown if message_id in there]
        return {
            "id": record.id,
            "state": self._state(record),
            "lost": record.id in self._world.lost_interactions,
            "message": self._seen(there[record.message_id]) if record.message_id in there else None,
            "followups": [self._seen(message) for message in messages if message.id != record.message_id],
            "form": record.modal,
            "choices": record.autocomplete_choices,
        }

    def _state(self, record: Interaction) -> str:
        """Tell what the client shows; "failed" is "The application did not respond"."""
        if record.response_kind is None:
            return "failed" if self._people.unanswered(record) else "waiting"
        expired = record.expires_at is not None and self._world.now_iso() >= record.expires_at
        if record.response_kind is ResponseKind.DEFERRED and expired:
            return "failed"
        return _SETTLED[record.response_kind]

    def _seen(self, message: Message) -> object:
        payload = dict(serializers.message_payload(self._world, message))
        payload["nonce"] = self._world.nonces.get(message.id)
        return self._world.cdn.refreshed(payload)


def _files(body: JsonObject) -> dict[str, list[File]]:
    given: dict[str, list[list[str]]] = body.get("files") or {}
    return {
        field: [(filename, base64.b64decode(content)) for filename, content in files]
        for field, files in given.items()
    }
