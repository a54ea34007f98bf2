"""The API as a websocket: a key first, frames per task, pings, idleness, and coming back after a break."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.runware.faults import Fault
from tests.sandbox.runware import support
from tests.sandbox.runware.support import Json, Rig, StartRig, framed_task, png, quick, statuses, video_task

PING = {"taskType": "ping", "ping": True}


@dataclass(frozen=True)
class Client:
    """One end of a websocket that speaks JSON."""

    socket: aiohttp.ClientWebSocketResponse

    async def tell(self, *tasks: Json) -> None:
        await self.socket.send_json(list(tasks))

    async def hear(self) -> Json:
        frame: Json = await self.socket.receive_json(timeout=10)
        return frame

    async def ask(self, *tasks: Json) -> Json:
        await self.tell(*tasks)
        return await self.hear()

    async def poll_until(self, reached: Callable[[Json], bool], task_id: str) -> Json:
        while not reached(frame := await self.ask({"taskType": "getResponse", "taskUUID": task_id})):
            pass
        return frame

    async def closed(self) -> bool:
        await self.socket.receive(timeout=10)
        return self.socket.closed


@asynccontextmanager
async def connected(rig: Rig) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session, session.ws_connect(rig.driver.socket_url) as socket:
        yield Client(socket)


async def authenticated(client: Client, **named: object) -> str:
    """Give the key; returns the UUID of the session."""
    (greeting,) = (await client.ask(key(**named)))["data"]
    assert greeting["taskType"] == "authentication"
    session_id: str = greeting["connectionSessionUUID"]
    return session_id


@pytest.fixture
async def client(rig: Rig) -> AsyncIterator[Client]:
    async with connected(rig) as client:
        await authenticated(client)
        yield client


def key(**named: object) -> Json:
    return {"taskType": "authentication", "apiKey": "local-key", **named}


async def test_a_video_can_be_submitted_and_polled_over_the_socket(client: Client) -> None:
    task = video_task()
    acknowledgement = {"taskType": "videoInference", "taskUUID": task["taskUUID"]}
    assert await client.ask(task) == {"data": [acknowledgement]}
    ended = await client.poll_until(lambda frame: statuses(frame) == ["success"], task["taskUUID"])
    assert ended["data"][0]["videoURL"].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    "first", [PING, {"taskType": "authentication"}, {"taskType": "authentication", "apiKey": 7}]
)
async def test_without_a_key_first_the_connection_ends(rig: Rig, first: Json) -> None:
    async with connected(rig) as client:
        (error,) = (await client.ask(first))["errors"]
        assert error["code"] == "invalidApiKey"
        assert await client.closed()


async def test_only_the_configured_key_opens_a_session(start_rig: StartRig, tmp_path: Path) -> None:
    rig = await start_rig(replace(quick(tmp_path), api_key="the-key"))
    async with connected(rig) as client:
        assert "errors" in await client.ask(key())
    async with connected(rig) as client:
        await authenticated(client, apiKey="the-key")


async def test_a_ping_is_answered_by_a_pong(client: Client) -> None:
    assert await client.ask(PING) == {"data": [{"taskType": "ping", "pong": True}]}


async def test_a_connection_without_messages_is_closed(start_rig: StartRig, tmp_path: Path) -> None:
    rig = await start_rig(replace(quick(tmp_path), idle_seconds=0.3))
    async with connected(rig) as client:
        await authenticated(client)
        assert await client.closed()


async def test_each_task_of_a_message_is_answered_in_a_frame_of_its_own(client: Client) -> None:
    good, bad = video_task(), video_task(fps=24)
    frames = [await client.ask(bad, good), await client.hear()]
    assert frames[0] == {"data": [{"taskType": "videoInference", "taskUUID": good["taskUUID"]}]}
    (error,) = frames[1]["errors"]
    assert (error["code"], error["taskUUID"]) == ("unsupportedParameter", bad["taskUUID"])


async def test_nonsense_is_refused_and_the_connection_goes_on(client: Client) -> None:
    await client.socket.send_str("{")
    assert (await client.hear())["errors"][0]["code"] == "invalidJSON"
    assert "data" in await client.ask(PING)


async def test_a_used_id_is_a_conflict_over_the_socket_too(rig: Rig, client: Client) -> None:
    task = video_task()
    await rig.submit(task)
    assert (await client.ask(task))["errors"][0]["code"] == "conflictTaskUUID"


async def test_polls_over_the_socket_are_counted_like_others(rig: Rig, client: Client) -> None:
    polls = [{"taskType": "getResponse", "taskUUID": str(uuid4())} for _ in range(3)]
    assert await client.ask(*polls) == {"data": []}
    assert [poll.tasks for poll in (await rig.driver.books()).polls] == [3]


async def test_a_lost_answer_breaks_the_connection_and_leaves_the_task_accepted(
    rig: Rig, client: Client
) -> None:
    await rig.driver.add_fault(Fault("answer_lost", times=1))
    task = video_task()
    await client.tell(task)
    assert await client.closed()
    assert (await rig.post(task)).json()["errors"][0]["code"] == "conflictTaskUUID"


async def test_an_error_of_the_service_names_the_task_it_hit(rig: Rig, client: Client) -> None:
    await rig.driver.add_fault(Fault("http_error", status=503, times=1))
    task = video_task()
    (error,) = (await client.ask(task))["errors"]
    assert (error["code"], error["taskUUID"]) == ("serviceUnavailable", task["taskUUID"])


@pytest.mark.parametrize("kind", ["html", "truncated_json"])
async def test_a_frame_can_be_unreadable(rig: Rig, client: Client, kind: str) -> None:
    response = await rig.http.post("/sandbox/faults", json={"kind": kind, "times": 1})
    assert response.status_code == 204
    await client.tell(video_task())
    with pytest.raises(json.JSONDecodeError):
        await client.hear()


@dataclass(frozen=True)
class SlowImage:
    """An image that is not given out before it may go."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    may_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, _: web.Request) -> web.Response:
        self.asked.set()
        await self.may_go.wait()
        return web.Response(body=png())


async def test_who_comes_back_gets_the_answer_that_was_missed(rig: Rig) -> None:
    image = SlowImage()
    app = web.Application()
    app.add_routes([web.get("/image", image.answer)])
    async with TestServer(app) as server:
        task = framed_task([{"image": str(server.make_url("/image"))}])
        async with connected(rig) as client:
            session_id = await authenticated(client)
            await client.tell(task)
            await image.asked.wait()
        image.may_go.set()
        async with asyncio.timeout(10):
            while not (await rig.driver.books()).submits:
                await asyncio.sleep(0.01)
    async with connected(rig) as client:
        assert await authenticated(client, connectionSessionUUID=session_id) == session_id
        assert (await client.hear())["data"][0]["taskUUID"] == task["taskUUID"]


async def test_a_session_cannot_be_resumed_for_ever(tmp_path: Path) -> None:
    now = [1_000.0]
    async with support.rig(quick(tmp_path), clock=lambda: now[0]) as rig:
        async with connected(rig) as client:
            session_id = await authenticated(client)
        async with connected(rig) as client:
            assert await authenticated(client, connectionSessionUUID=session_id) == session_id
        now[0] += 60
        async with connected(rig) as client:
            assert await authenticated(client, connectionSessionUUID=session_id) != session_id
