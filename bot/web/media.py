"""`GET /media/{token}/{name}`: how providers fetch our inputs, and members what is too large to post."""

import asyncio
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.domain.links import Links

_KINDS: Final = {
    ".jpg": "image/jpeg",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".webm": "video/webm",
    ".webp": "image/webp",
}


class MediaFetching:
    """Serves kept files to whoever has their address, in ranges if asked, until they are removed.

    `where` gives the place of a path below the media folder; it raises `ValueError` for one that leads out.
    """

    def __init__(self, links: Links, where: Callable[[str], Path]) -> None:
        self._links = links
        self._where = where

    def routes(self) -> list[web.RouteDef]:
        """List the endpoint; it answers HEAD as well."""
        return [web.get("/media/{token}/{name}", self.serve)]

    async def serve(self, request: web.Request) -> web.FileResponse:
        """Serve the file; raises 404 alike for a wrong token, a wrong name and a file that is gone."""
        path = self._links.media_of(request.match_info["token"], request.match_info["name"])
        place = await asyncio.to_thread(self._readable, path) if path else None
        if place is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Type": _KINDS[place.suffix],
            "Content-Disposition": "inline",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-cache",
        }
        return web.FileResponse(place, headers=headers)

    def _readable(self, path: str) -> Path | None:
        try:
            place = self._where(path)
            # Neither through a link, nor waiting for whoever writes into a pipe.
            descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except (ValueError, OSError):
            return None
        try:
            regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        finally:
            os.close(descriptor)
        return place if regular and place.suffix in _KINDS else None
