"""A stand-in as an HTTP server on loopback."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import aiohttp
from aiohttp import web

from sandbox.provider.renderers import Renderer


@dataclass(frozen=True)
class Place:
    """What a stand-in finds where it is run."""

    renderer: Renderer
    session: aiohttp.ClientSession
    base_url: str
    clock: Callable[[], float]
    new_id: Callable[[], UUID]


@asynccontextmanager
async def serving(
    build: Callable[[Place], web.Application],
    renderer: Renderer,
    port: int,
    clock: Callable[[], float],
    new_id: Callable[[], UUID],
) -> AsyncIterator[str]:
    """Serve what `build` makes of the place, whose base address is yielded; port 0 picks a free one."""
    async with AsyncExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", port)))
        base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        session = await stack.enter_async_context(aiohttp.ClientSession(trust_env=False))
        place = Place(renderer, session, base_url, clock, new_id)
        runner = web.AppRunner(build(place), access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.SockSite(runner, listener).start()
        yield base_url
