"""`GET /livez` and `GET /readyz`: is the program alive, and may it be given work."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

Check = Callable[[], Awaitable[bool]]

_PATIENCE_SECONDS = 2.0
"""A check that takes longer has failed: the answer must come before the asker gives up."""


@dataclass(frozen=True, slots=True)
class Health:
    """Answers health questions from named checks, each telling whether its part is well."""

    checks: Mapping[str, Check]

    def routes(self) -> list[web.RouteDef]:
        """List the endpoints."""
        return [web.get("/livez", self.live), web.get("/readyz", self.ready)]

    async def live(self, _request: web.Request) -> web.Response:
        """Answer at all: the event loop turns."""
        return web.json_response({"status": "alive"})

    async def ready(self, _request: web.Request) -> web.Response:
        """Answer 200 when every check is well, else 503 naming those that are not."""
        unwell = [name for name, check in self.checks.items() if not await _well(check)]
        if unwell:
            return web.json_response({"status": "not ready", "waiting_for": unwell}, status=503)
        return web.json_response({"status": "ready"})


async def _well(check: Check) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await check()
    except (TimeoutError, OSError):
        return False
