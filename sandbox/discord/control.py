"""The control API under /sandbox/: one POST per verb, JSON in and out."""

import logging
from dataclasses import asdict
from typing import Any

from aiohttp import web
from simcord.backend.errors import BackendError, SetupError

from sandbox.discord.books import Books
from sandbox.discord.cdn import Cdn
from sandbox.discord.clock import WorldClock
from sandbox.discord.faults import Fault, Faults
from sandbox.discord.gateway import Gateway
from sandbox.discord.openapi import problems_of_all
from sandbox.discord.verbs_world import Verb
from sandbox.discord.world import World

JsonObject = dict[str, Any]

_log = logging.getLogger(__name__)


class SystemVerbs:
    """Control verbs for what no user can do: time, faults, the gateway, the books."""

    def __init__(
        self, world: World, clock: WorldClock, cdn: Cdn, books: Books, faults: Faults, gateway: Gateway
    ) -> None:
        self._world = world
        self._clock = clock
        self._cdn = cdn
        self._books = books
        self._faults = faults
        self._gateway = gateway

    def verbs(self) -> dict[str, Verb]:
        """Name the verbs."""
        return {
            "advance": self._advance,
            "fault": self._fault,
            "clear_faults": self._clear_faults,
            "drop_gateway": self._drop_gateway,
            "reconnect": self._reconnect,
            "invalidate": self._invalidate,
            "expire_attachments": self._expire_attachments,
            "changes": self._changes,
            "counts": self._counts,
            "requests": self._requests,
            "interactions": self._interactions,
            "messages": self._messages,
            "books": self._all_books,
            "problems": self._problems,
        }

    async def _advance(self, body: JsonObject) -> object:
        self._clock.advance(body["seconds"])
        self._world.changes.note()
        return self._world.now_iso()

    async def _fault(self, body: JsonObject) -> object:
        self._faults.add(Fault(**body))
        return None

    async def _clear_faults(self, _body: JsonObject) -> object:
        self._faults.clear()
        return None

    async def _drop_gateway(self, body: JsonObject) -> object:
        await self._gateway.drop(body["close_code"])
        return None

    async def _reconnect(self, _body: JsonObject) -> object:
        self._gateway.ask_to_reconnect()
        return None

    async def _invalidate(self, body: JsonObject) -> object:
        self._gateway.invalidate(resumable=body["resumable"])
        return None

    async def _expire_attachments(self, body: JsonObject) -> object:
        ids = body.get("attachment_ids")
        return self._cdn.expire(None if ids is None else set(ids))

    async def _changes(self, body: JsonObject) -> object:
        """Wait until more happened than the caller has seen; give the new count."""
        changes = self._world.changes
        seen = body["seen"]
        await changes.until(lambda: changes.count > seen or None, body["timeout_seconds"])
        return changes.count

    async def _counts(self, _body: JsonObject) -> object:
        return self._books.counts() | {"connected": self._gateway.connected}

    async def _requests(self, body: JsonObject) -> object:
        return [asdict(entry) for entry in self._books.requests[body.get("after", 0) :]]

    async def _interactions(self, _body: JsonObject) -> object:
        return self._books.interactions

    async def _messages(self, body: JsonObject) -> object:
        wanted = body.get("channel_id")
        entries = self._books.messages.values()
        return [asdict(entry) for entry in entries if wanted in {None, entry.channel_id}]

    async def _all_books(self, _body: JsonObject) -> object:
        return self._books.as_json()

    async def _problems(self, _body: JsonObject) -> object:
        return problems_of_all(self._books.requests)


class Control:
    """The handler that finds the verb and turns bad input into a sentence."""

    def __init__(self, verbs: dict[str, Verb]) -> None:
        self._verbs = verbs

    async def handle(self, request: web.Request) -> web.Response:
        """Run one verb: 200 with its result, 400 with a problem in words."""
        name = request.match_info["verb"]
        verb = self._verbs.get(name)
        if verb is None:
            known = ", ".join(sorted(self._verbs))
            return web.json_response({"problem": f"Unknown verb {name!r}; there are: {known}."}, status=404)
        try:
            return web.json_response(await verb(await request.json()))
        except (SetupError, BackendError, KeyError, TypeError, ValueError) as error:
            notes = " ".join(getattr(error, "__notes__", []))
            problem = f"{name}: {type(error).__name__}: {error} {notes}".strip()
            _log.info("Refused: %s", problem)
            return web.json_response({"problem": problem}, status=400)
