"""Whoever webhooks are sent to: keeps them with their headers, and verifies signatures by hand.

The signature follows the text of standardwebhooks.com, apart from any library.
"""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

SECRET = "whsec_" + base64.b64encode(b"a secret of this workspace only").decode()
NEXT_SECRET = "whsec_" + base64.b64encode(b"the secret that comes after it").decode()


@dataclass(frozen=True)
class Arrived:
    """One attempt."""

    headers: Mapping[str, str]
    content: bytes

    @property
    def key(self) -> str:
        return self.headers["webhook-id"]

    @property
    def body(self) -> dict[str, Any]:
        return dict(json.loads(self.content))

    @property
    def event(self) -> str:
        return str(self.body["type"])

    def is_signed_with(self, secret: str) -> bool:
        signed = f"{self.key}.{self.headers['webhook-timestamp']}.".encode() + self.content
        key = base64.b64decode(secret.removeprefix("whsec_"))
        expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return f"v1,{expected}" in self.headers["webhook-signature"].split(" ")


@dataclass
class Receiver:
    """Answers as often with 503 as told, with 204 from then on."""

    url: str = ""
    failures_left: int = 0
    attempts: list[Arrived] = field(default_factory=list)
    _more: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def receive(self, request: web.Request) -> web.Response:
        async with self._more:
            self.attempts.append(Arrived(dict(request.headers), await request.read()))
            self._more.notify_all()
        self.failures_left -= 1
        return web.Response(status=503 if self.failures_left >= 0 else 204)

    async def until(self, holds: Callable[[list[Arrived]], bool]) -> list[Arrived]:
        """What has arrived, once it satisfies a condition."""
        async with asyncio.timeout(20), self._more:
            await self._more.wait_for(lambda: holds(self.attempts))
        return self.attempts

    async def wait(self, count: int) -> list[Arrived]:
        """What has arrived, once it is this much."""
        return await self.until(lambda attempts: len(attempts) >= count)


@asynccontextmanager
async def listening() -> AsyncIterator[Receiver]:
    """Run a receiver at an address of its own."""
    receiver = Receiver()
    app = web.Application()
    app.add_routes([web.post("/hook", receiver.receive)])
    async with TestServer(app) as server:
        receiver.url = str(server.make_url("/hook"))
        yield receiver
