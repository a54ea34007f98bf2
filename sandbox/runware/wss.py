"""GET /v1 as a websocket: a key first, then messages of tasks, each task answered in frames of its own.

Sources: Runware's authentication page (the key, pings, the end of idle connections); its SDK 1.8.0, which
reads either `data` or `errors` from a frame, never both.
"""

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from sandbox.provider.files import hang_up
from sandbox.provider.spoiling import HTML_PAGE
from sandbox.runware.calls import Calls
from sandbox.runware.faults import Fault
from sandbox.runware.garbled import failure_of, half_of
from sandbox.runware.keys import Keys
from sandbox.runware.sessions import Session, Sessions
from sandbox.runware.wire import Answer, JsonObject, Refused, parse_tasks

IDLE_SECONDS = 120.0
# A peer that was killed never answers a close.
_CLOSE_SECONDS = 1.0


@dataclass(frozen=True)
class Socket:
    """The websocket's endpoint; a connection without a message for `idle_seconds` is closed."""

    keys: Keys
    calls: Calls
    sessions: Sessions
    largest_bytes: int
    idle_seconds: float = IDLE_SECONDS

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends, and see its answers through."""
        socket = web.WebSocketResponse(timeout=_CLOSE_SECONDS, max_msg_size=self.largest_bytes)
        await socket.prepare(request)
        session = await self._authenticated(socket)
        if session is not None:
            # Answers take their time, so one message does not wait for another's.
            async with asyncio.TaskGroup() as answering:
                while (text := await self._next(socket)) is not None:
                    answering.create_task(self._answer(request, session, text))
                session.leave(socket, self.sessions.clock())
        await socket.close()
        return socket

    async def _next(self, socket: web.WebSocketResponse) -> str | None:
        try:
            async with asyncio.timeout(self.idle_seconds):
                message = await socket.receive()
        except TimeoutError:
            await socket.close(message=b"no message for too long")
            return None
        return str(message.data) if message.type is WSMsgType.TEXT else None

    async def _authenticated(self, socket: web.WebSocketResponse) -> Session | None:
        text = await self._next(socket)
        if text is None:
            return None
        try:
            (task, *_) = parse_tasks(text)
            self.keys.demand(task.get("apiKey") if task.get("taskType") == "authentication" else None)
        except Refused as refusal:
            with suppress(ConnectionError):
                await socket.send_str(_refusal(refusal))
            return None
        session = self.sessions.open(task.get("connectionSessionUUID"))
        named = {"taskType": "authentication", "connectionSessionUUID": session.session_id}
        await session.join(socket, json.dumps({"data": [named]}))
        return session

    async def _answer(self, request: web.Request, session: Session, text: str) -> None:
        try:
            tasks = parse_tasks(text)
            if pong := _pong(tasks):
                await session.send(pong)
                return
            answer, fault = await self.calls.perform(tasks)
        except Refused as refusal:
            await session.send(_refusal(refusal))
            return
        if fault:
            await _spoil(request, session, fault, answer, tasks)
            return
        for frame in _frames(answer):
            await session.send(json.dumps(frame))


def _pong(tasks: list[JsonObject]) -> str | None:
    pinged = tasks[0].get("taskType") == "ping"
    return json.dumps({"data": [{"taskType": "ping", "pong": True}]}) if pinged else None


def _refusal(refusal: Refused) -> str:
    return json.dumps({"errors": [error.entry() for error in refusal.errors]})


def _frames(answer: Answer) -> Iterator[JsonObject]:
    """The answer, cut into what belongs to each task; empty data when there is nothing to say of any."""
    if not answer.data and not answer.errors:
        yield {"data": []}
    for key, items in (("data", answer.data), ("errors", answer.errors)):
        for task_id in dict.fromkeys(item.get("taskUUID") for item in items):
            yield {key: [item for item in items if item.get("taskUUID") == task_id]}


async def _spoil(
    request: web.Request, session: Session, fault: Fault, answer: Answer, tasks: list[JsonObject]
) -> None:
    match fault.kind:
        case "http_error":
            await session.send(json.dumps({"errors": [failure_of(fault).entry(task) for task in tasks]}))
        case "html":
            await session.send(HTML_PAGE)
        case "truncated_json":
            await session.send(half_of(answer))
        case "slow_answer":
            await asyncio.sleep(fault.seconds)
            for frame in _frames(answer):
                await session.send(json.dumps(frame))
        case "no_answer":
            return
        case _:
            hang_up(request)
