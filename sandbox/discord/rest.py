"""REST v10: authorisation, faults, limits and nonces in front of simcord's routes."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from simcord.backend.errors import BackendError
from simcord.backend.models import Interaction
from simcord.backend.models.interaction import ResponseKind
from simcord.http import routes as _routes  # noqa: F401 - importing registers the routes
from simcord.http.router import dispatch

from sandbox.discord import callbacks, limits, threads
from sandbox.discord.books import Books, RecordedRequest
from sandbox.discord.faults import Fault, Faults, Kind
from sandbox.discord.localising import untranslated
from sandbox.discord.nonces import Nonces, read_nonce
from sandbox.discord.payloads import application_payload, dress_channel, dress_guild
from sandbox.discord.wire import Call, read_call, reset_connection
from sandbox.discord.world import CurrentRequest, World, unknown_message

PREFIX = "/api/v10"
# discord.py takes a 429 without Via for a ban by Cloudflare (http.py).
_HEADERS = {"Via": "1.1 sandbox"}
_AUTOCOMPLETE_RESULT = 8


@dataclass
class Reply:
    """An answer still to be written: JSON, or text when the body is a string."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=lambda: dict(_HEADERS))

    def response(self) -> web.Response:
        """Write it as an HTTP response."""
        if isinstance(self.body, str):
            return web.Response(
                status=self.status, text=self.body, content_type="text/html", headers=self.headers
            )
        if self.body is None:
            return web.Response(status=self.status, headers=self.headers)
        # discord.py reads JSON only from exactly this content type, without a charset.
        headers = self.headers | {"Content-Type": "application/json"}
        return web.Response(status=self.status, body=json.dumps(self.body).encode(), headers=headers)


class Rest:
    """The REST side of the stand-in."""

    def __init__(self, world: World, books: Books, faults: Faults, nonces: Nonces, token: str | None) -> None:
        self._world = world
        self._books = books
        self._faults = faults
        self._nonces = nonces
        self._token = token
        self.gateway_url = ""
        self.shard_count = 1

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request under /api/v10, entering it in the books whatever happens."""
        try:
            call = await read_call(request, PREFIX)
        except BackendError as error:
            return Reply(error.status, error.to_json()).response()
        fault = self._faults.take(call.method, call.path, limits.age_of_edited(self._world, call))
        entry = self._enter(call, fault)
        if fault is not None and fault.kind is Kind.DROP_BEFORE:
            return reset_connection(request)
        reply = _faulty_reply(fault) or self._apply(call, entry)
        code = reply.body.get("code", 0) if isinstance(reply.body, dict) and reply.status >= 400 else 0
        shared = fault is not None and fault.kind is Kind.RATE_LIMITED and fault.scope == "shared"
        self._books.close_request(entry, reply.status, code, shared_limit=shared)
        self._world.changes.note()
        if fault is not None and fault.kind is Kind.DROP_AFTER:
            return reset_connection(request)
        if fault is not None and fault.kind is Kind.SLOW:
            await asyncio.sleep(fault.delay_seconds)
        return reply.response()

    def _enter(self, call: Call, fault: Fault | None) -> RecordedRequest:
        return self._books.open_request(
            at=self._world.now_iso(),
            method=call.method,
            path=call.path,
            query=call.query,
            body=call.body,
            files=[{"filename": upload.filename, "size": upload.size} for upload in call.uploads],
            reason=call.reason,
            fault=fault.kind if fault else None,
        )

    def _apply(self, call: Call, entry: RecordedRequest) -> Reply:
        try:
            self._authorise(call)
            self._world.current = CurrentRequest(number=entry.number)
            body = self._own_answer(call) or self._routed_answer(call)
        except BackendError as error:
            return Reply(error.status, error.to_json())
        except (KeyError, TypeError, ValueError) as error:
            return Reply(400, {"code": 50035, "message": f"Invalid Form Body: {error!r}"})
        finally:
            self._world.current = CurrentRequest()
        return Reply(204) if body is None else Reply(200, body)

    def _authorise(self, call: Call) -> None:
        """Interaction callbacks and webhooks carry their token in the path; all else needs the bot's."""
        first = call.segments[0]
        if first == "interactions" or (first == "webhooks" and len(call.segments) > 2):
            return
        scheme, _, given = (call.authorization or "").partition(" ")
        if scheme != "Bot" or not given or self._token not in {None, given}:
            raise BackendError(401, 0, "401: Unauthorized")

    def _own_answer(self, call: Call) -> Any:  # noqa: ANN401 - JSON
        if call.method != "GET":
            return None
        if call.path == "/gateway/bot":
            limit = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
            return {"url": self.gateway_url, "shards": self.shard_count, "session_start_limit": limit}
        if call.path == "/gateway":
            return {"url": self.gateway_url}
        if call.path in {"/applications/@me", "/oauth2/applications/@me"}:
            return application_payload(self._world, self._world.operator)
        return None

    def _routed_answer(self, call: Call) -> Any:  # noqa: ANN401 - JSON
        self._check(call)
        if call.method == "POST" and _is_message_path(call.segments, 3):
            return self._create_message(call)
        if call.method == "PATCH" and call.segments[0] == "channels" and call.body == {"archived": False}:
            threads.unarchive(self._world, int(call.segments[1]))
            return dispatch(self._world, "GET", call.path)
        answer = self._dispatch(call)
        self._note_update(call)
        if call.segments[0] == "interactions" and call.query.get("with_response") not in {"true", "1"}:
            return None
        if isinstance(answer, dict) and "premium_tier" in answer:
            return dress_guild(self._world.extras, answer)
        if isinstance(answer, dict) and call.segments[0] == "channels" and len(call.segments) == 2:
            return dress_channel(self._world.extras, answer)
        if call.method == "GET" and call.segments[-1] == "commands":
            return untranslated(answer) if call.query.get("with_localizations") != "true" else answer
        return self._world.cdn.refreshed(answer) if call.method == "GET" else answer

    def _check(self, call: Call) -> None:
        segments = call.segments
        interaction = limits.interaction_of(self._world, segments)
        if interaction is not None:
            limit_bytes = self._world.extras.upload_limit_bytes(interaction.guild_id)
            limits.check_uploads(self._world, interaction.channel_id, call.uploads, limit_bytes)
            if segments[0] == "interactions":
                self._check_callback(interaction, call)
        elif call.method in {"POST", "PATCH"} and (
            _is_message_path(segments, 3) or _is_message_path(segments, 4)
        ):
            channel_id = int(segments[1])
            threads.check_archived(self._world, channel_id, sending=call.method == "POST")
            if call.method == "POST":
                threads.check_locked(self._world, channel_id)
                limits.check_direct_message(self._world, channel_id)
            limits.check_bot_message(self._world, channel_id, call.message, call.uploads)
            limit_bytes = self._world.extras.upload_limit_bytes(self._world.get_channel(channel_id).guild_id)
            limits.check_uploads(self._world, channel_id, call.uploads, limit_bytes)
        limits.check_components(call.message.get("components"))

    def _check_callback(self, interaction: Interaction, call: Call) -> None:
        if interaction.responded:
            return
        callbacks.check_callback(interaction, call.body or {})
        threads.check_archived(self._world, interaction.channel_id, sending=True)
        if call.body["type"] == _AUTOCOMPLETE_RESULT:
            limits.check_choices(call.message.get("choices"))

    def _note_update(self, call: Call) -> None:
        """A press that was acknowledged first has its answer when the message it stands on is edited."""
        interaction = limits.interaction_of(self._world, call.segments)
        edits = call.method == "PATCH" and call.segments[-1] == "@original"
        if interaction and edits and interaction.response_kind is ResponseKind.DEFERRED_UPDATE:
            interaction.update_source(interaction.source_message_id)

    def _create_message(self, call: Call) -> Any:  # noqa: ANN401 - JSON
        nonce = read_nonce(call.message)
        author_id = self._world.bot_user.id
        enforced = nonce if call.message.get("enforce_nonce") else None
        earlier = self._nonces.find(author_id, enforced) if enforced is not None else None
        if earlier is not None:
            if earlier.message_id not in self._world.messages.get(earlier.channel_id, {}):
                raise unknown_message()
            path = f"/channels/{earlier.channel_id}/messages/{earlier.message_id}"
            return dispatch(self._world, "GET", path) | {"nonce": nonce}
        self._world.current.nonce = nonce
        answer = self._dispatch(call)
        threads.wake_up(self._world, int(answer["channel_id"]))
        if enforced is not None:
            self._nonces.remember(author_id, enforced, int(answer["channel_id"]), int(answer["id"]))
        return answer | {"nonce": nonce}

    def _dispatch(self, call: Call) -> Any:  # noqa: ANN401 - JSON
        return dispatch(
            self._world,
            call.method,
            call.path,
            json=call.body,
            params=call.query,
            files=list(call.uploads),
            reason=call.reason,
        )


def _is_message_path(segments: list[str], length: int) -> bool:
    return len(segments) == length and segments[0] == "channels" and segments[2] == "messages"


def _faulty_reply(fault: Fault | None) -> Reply | None:
    if fault is None:
        return None
    if fault.kind is Kind.ERROR:
        return Reply(fault.status, {"code": fault.code, "message": fault.message})
    if fault.kind is Kind.CLOUDFLARE:
        page = "<html><title>Access denied | error 1015</title></html>"
        return Reply(429, page, {"Retry-After": f"{fault.retry_after_seconds:.0f}"})
    if fault.kind in {Kind.RATE_LIMITED, Kind.OLD_EDITS}:
        return _rate_limited(fault)
    return None


def _rate_limited(fault: Fault) -> Reply:
    is_global = fault.scope == "global"
    headers = _HEADERS | {
        "Retry-After": f"{fault.retry_after_seconds:g}",
        "X-RateLimit-Scope": fault.scope,
        "X-RateLimit-Reset-After": f"{fault.retry_after_seconds:g}",
    }
    if is_global:
        headers["X-RateLimit-Global"] = "true"
    body = {
        "message": "You are being rate limited.",
        "retry_after": fault.retry_after_seconds,
        "global": is_global,
    }
    if fault.kind is Kind.OLD_EDITS:
        body |= {"message": "Maximum number of edits to messages older than 1 hour reached.", "code": 30046}
    return Reply(429, body, headers)
