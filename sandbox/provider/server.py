"""A stand-in as an HTTP server on loopback."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import aiohttp
from aiohttp import web

from sandbox.provider.renderers import Renderer


@asynccontextmanager
async def serving(
    build: Callable[[aiohttp.ClientSession, str], web.Application], port: int = 0
) -> AsyncIterator[str]:
    """Serve what `build` makes of a client session and the base address, which is yielded."""
    async with AsyncExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", port)))
        base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        session = await stack.enter_async_context(aiohttp.ClientSession(trust_env=False))
        runner = web.AppRunner(build(session, base_url), access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.SockSite(runner, listener).start()
        yield base_url


@dataclass(frozen=True)
class Place:
    """What a stand-in finds where it is run."""

    renderer: Renderer
    session: aiohttp.ClientSession
    base_url: str
    clock: Callable[[], float]
    new_id: Callable[[], UUID]
