"""The small web server beside the bot."""

import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

_LARGEST_BODY_BYTES: Final = 256 * 1024
_KEEPALIVE_SECONDS: Final = 150
"""How long a connection may be idle or dawdle over its headers; reverse proxies close idle ones sooner."""
_LINGERING_SECONDS: Final = 1
"""How long the rest of a body is read and thrown away, so that the answer that refused it arrives."""
_CLOSING_SECONDS: Final = 0.5
"""How long an end waits for requests under way, twice over; a download could keep it for hours."""


@asynccontextmanager
async def serving(bind: tuple[str, int], routes: Iterable[web.RouteDef]) -> AsyncIterator[int]:
    """Serve the routes while the block runs, and give the port (useful where port 0 was asked for).

    Raises `OSError` when the address cannot be bound.
    """
    application = web.Application(client_max_size=_LARGEST_BODY_BYTES)
    application.add_routes(routes)
    application.on_response_prepare.append(_without_versions)
    runner = web.AppRunner(
        application,
        access_log=None,
        logger=_log_of_requests(),
        keepalive_timeout=_KEEPALIVE_SECONDS,
        lingering_time=_LINGERING_SECONDS,
        shutdown_timeout=_CLOSING_SECONDS,
        # Signatures are over the bytes that were sent, and what is unpacked may be of any size.
        auto_decompress=False,
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, *bind)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def _without_versions(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.pop("Server", None)


def _log_of_requests() -> logging.Logger:
    """Give aiohttp a log for our own mistakes, and not for strangers': those quote what was sent."""
    log = logging.getLogger(f"{__name__}.requests")
    log.addFilter(_is_our_mistake)
    return log


def _is_our_mistake(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | web.RequestPayloadError)
