"""The small web server beside the bot."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

_LARGEST_BODY_BYTES = 256 * 1024


@asynccontextmanager
async def serving(bind: tuple[str, int], routes: Iterable[web.RouteDef]) -> AsyncIterator[int]:
    """Serve the routes while the block runs, and give the port (useful where port 0 was asked for).

    Raises `OSError` when the address cannot be bound.
    """
    application = web.Application(client_max_size=_LARGEST_BODY_BYTES)
    application.add_routes(routes)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, *bind)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
