"""Reading what strangers post: within bounds of size, of time, and of how many at once."""

import asyncio

from aiohttp import web


class Bodies:
    """Reads request bodies, and answers with an HTTP error where a bound is met.

    The largest size is the application's `client_max_size`; `timeout_seconds` is for a whole body.
    """

    def __init__(self, at_once: int = 64, timeout_seconds: float = 5.0) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._timeout_seconds = timeout_seconds

    async def read(self, request: web.Request) -> bytes:
        """Read a whole body; raises 413, 408, 400 when it is garbled or breaks off, 503 when all are busy."""
        announced = request.content_length or 0
        if announced > request.client_max_size:
            raise web.HTTPRequestEntityTooLarge(request.client_max_size, announced)
        if self._places.locked():
            raise busy()
        async with self._places:
            try:
                async with asyncio.timeout(self._timeout_seconds):
                    return await request.read()
            except TimeoutError:
                raise _closing(web.HTTPRequestTimeout()) from None
            except (web.RequestPayloadError, ConnectionError):
                raise _closing(web.HTTPBadRequest()) from None


def busy() -> web.HTTPException:
    """Make the error that asks to be asked again in a second."""
    return web.HTTPServiceUnavailable(headers={"Retry-After": "1"})


def _closing(error: web.HTTPException) -> web.HTTPException:
    error.force_close()
    return error
