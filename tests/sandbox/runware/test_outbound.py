"""What the stand-in sends by itself: webhooks with retries, and uploads."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.runware.faults import FailureShape, Fault
from tests.sandbox.runware.support import Rig, video_task


@dataclass
class Receiver:
    """Takes what is sent to it, after failing as often as told."""

    url: str = ""
    failures_left: int = 0
    bodies: list[Any] = field(default_factory=list)
    attempts: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, request: web.Request) -> web.Response:
        self.attempts += 1
        if self.failures_left:
            self.failures_left -= 1
            return web.Response(status=503)
        body = await request.read()
        self.bodies.append(await request.json() if request.method == "POST" else body)
        self.arrived.set()
        return web.Response()

    async def wait(self) -> None:
        async with asyncio.timeout(10):
            await self.arrived.wait()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_route("*", "/hook", receiver.receive)
    async with TestServer(app) as server:
        receiver.url = str(server.make_url("/hook"))
        yield receiver


async def test_a_webhook_carries_the_same_item_as_the_poll(rig: Rig, receiver: Receiver) -> None:
    (item,) = await rig.finish(video_task(webhookURL=f"{receiver.url}?token=secret"))
    await receiver.wait()
    assert receiver.bodies == [item]


async def test_a_webhook_is_sent_again_until_it_is_answered_well(rig: Rig, receiver: Receiver) -> None:
    receiver.failures_left = 2
    await rig.finish(video_task(webhookURL=receiver.url))
    await receiver.wait()
    assert (receiver.attempts, len(receiver.bodies)) == (3, 1)


@pytest.mark.parametrize("shape", ["errors", "nested", "flat"])
async def test_a_failure_is_announced_in_its_shape(rig: Rig, receiver: Receiver, shape: FailureShape) -> None:
    await rig.driver.add_fault(Fault("fail", code="timeoutProvider", shape=shape))
    await rig.submit(video_task(webhookURL=receiver.url))
    await receiver.wait()
    (body,) = receiver.bodies
    told = {"errors": lambda: body["errors"][0], "nested": lambda: body["error"], "flat": lambda: body}
    assert told[shape]()["code"] == "timeoutProvider"


async def test_a_finished_file_is_put_where_the_request_wanted_it(rig: Rig, receiver: Receiver) -> None:
    (item,) = await rig.finish(video_task(uploadEndpoint=receiver.url))
    await receiver.wait()
    assert receiver.bodies == [(await rig.http.get(item["videoURL"])).content]


async def test_nothing_is_ever_sent_beyond_this_machine(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    await rig.finish(video_task(webhookURL="https://bot.example/hook", ttl=60))
    async with asyncio.timeout(5):
        while "only loopback" not in caplog.text:
            await asyncio.sleep(0.01)
    assert "bot.example" not in caplog.text
