"""A wire that a test writes the far side's answers for, and sockets on which a test plays the far side."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from aiohttp import web

from tests.providers.orders import NOW

API_URL = "https://api.example/v1"
API_KEY = "canary-key-4711"

Json = Any
Outcome = httpx.Response | Exception
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class StillClock:
    """Time stands still, and nobody may wait."""

    def now(self) -> Any:
        return NOW

    async def sleep(self, seconds: float) -> None:
        raise AssertionError(f"waited {seconds} s")


@dataclass
class Wire:
    """Plays the far side: gives its answers in turn, the last one for ever, and keeps the requests."""

    outcomes: list[Outcome | Callable[[httpx.Request], Outcome]] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if not isinstance(outcome, httpx.Response | Exception):
            outcome = outcome(request)
        if isinstance(outcome, Exception):
            raise outcome
        # A response can be read once.
        return httpx.Response(outcome.status_code, headers=outcome.headers, content=outcome.content)


class Crowd:
    """Counts who is inside at once, and lets nobody out before all who may come in have come."""

    def __init__(self, expected: int, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.inside = self.most = 0
        self._expected = expected
        self._answer = answer
        self._full = asyncio.Event()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.inside == self._expected:
            self._full.set()
        await self._full.wait()
        # One more turn of the loop each for those that should not come in.
        for _ in range(20):
            await asyncio.sleep(0)
        self.inside -= 1
        return self._answer(request)


@asynccontextmanager
async def listening(handler: Handler) -> AsyncIterator[str]:
    """The address of this handler, on a socket of this machine."""
    app = web.Application(client_max_size=2**30)
    app.router.add_route("*", "/{tail:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    finally:
        await runner.cleanup()
