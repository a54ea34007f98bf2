"""Whoever webhooks and uploads are sent to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass
class Receiver:
    """Takes what is sent to it, after keeping silent and failing as often as told."""

    url: str = ""
    failures_left: int = 0
    silences_left: int = 0
    bodies: list[Any] = field(default_factory=list)
    attempts: int = 0
    _arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def receive(self, request: web.Request) -> web.Response:
        self.attempts += 1
        if self.silences_left:
            self.silences_left -= 1
            await asyncio.sleep(60)
        if self.failures_left:
            self.failures_left -= 1
            return web.Response(status=503)
        body = await (request.json() if request.method == "POST" else request.read())
        async with self._arrived:
            self.bodies.append(body)
            self._arrived.notify_all()
        return web.Response()

    async def wait(self, count: int = 1) -> list[Any]:
        """What has arrived, once it is this much."""
        async with asyncio.timeout(20), self._arrived:
            await self._arrived.wait_for(lambda: len(self.bodies) >= count)
        return self.bodies


@asynccontextmanager
async def listening() -> AsyncIterator[Receiver]:
    """Run a receiver at an address of its own."""
    receiver = Receiver()
    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/hook", receiver.receive)
    async with TestServer(app) as server:
        receiver.url = str(server.make_url("/hook"))
        yield receiver
