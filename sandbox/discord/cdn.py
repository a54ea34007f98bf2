"""The CDN: keeps uploads and serves them under signed links that die."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from aiohttp import web
from simcord.backend.cdn import CdnStore

from sandbox.discord.clock import WorldClock
from sandbox.discord.media import content_type, measure

# How long an attachment link lives: 14 days once, 1 day since 2024-04 (docs/facts/discord.md §2).
LINK_SECONDS = 24 * 60 * 60


@dataclass
class StoredFile:
    """An upload; a new edition makes all links given out before invalid."""

    content: bytes
    content_type: str
    edition: int = 0


class Cdn(CdnStore):
    """The store simcord writes uploads to, and the web handler that serves them."""

    def __init__(self, clock: WorldClock, key: bytes) -> None:
        super().__init__()
        self.base_url = ""
        self._clock = clock
        self._key = key
        self._files: dict[str, StoredFile] = {}
        self._folder = "attachments"

    @contextmanager
    def ephemeral_uploads(self) -> Iterator[None]:
        """Store what is uploaded inside the block as ephemeral attachments, as slash options and forms do."""
        self._folder = "ephemeral-attachments"
        try:
            yield
        finally:
            self._folder = "attachments"

    def store_attachment(
        self, attachment_id: int, channel_id: int, filename: str, data: bytes, description: str | None
    ) -> dict[str, Any]:
        path = f"/{self._folder}/{channel_id}/{attachment_id}/{filename}"
        self._files[path] = StoredFile(data, content_type(filename))
        link = self._sign(path)
        attachment: dict[str, Any] = {
            "id": str(attachment_id),
            "filename": filename,
            "size": len(data),
            "url": link,
            "proxy_url": link,
            "content_type": content_type(filename),
        }
        if description is not None:
            attachment["description"] = description
        picture = measure(filename, data)
        if picture is not None:
            attachment |= {"width": picture.width, "height": picture.height}
        if self._folder.startswith("ephemeral"):
            attachment["ephemeral"] = True
        return attachment

    def get(self, url: str) -> bytes | None:
        stored = self._files.get(self._path_of(url))
        return stored.content if stored else super().get(url)

    def expire(self, attachment_ids: set[int] | None = None) -> int:
        """Make all links to these attachments (or to all) answer 404, and say how many files that were."""
        hit = [
            stored
            for path, stored in self._files.items()
            if attachment_ids is None or int(path.split("/")[3]) in attachment_ids
        ]
        for stored in hit:
            stored.edition += 1
        return len(hit)

    def refreshed(self, value: object) -> object:
        """Copy a payload with every attachment link signed anew, as fetching a message again does."""
        if isinstance(value, str):
            return self._sign(self._path_of(value)) if self._is_attachment(value) else value
        if isinstance(value, dict):
            return {key: self.refreshed(item) for key, item in value.items()}
        return [self.refreshed(item) for item in value] if isinstance(value, list) else value

    async def serve(self, request: web.Request) -> web.Response:
        """Answer a GET for an attachment; 404 once its link is dead, 206 for a Range, 416 for a bad one."""
        path = unquote(request.path)
        stored = self._files.get(path)
        if stored is None or not self._is_alive(path, request.query):
            return web.Response(status=404, text="This content is no longer available.")
        headers = {"Accept-Ranges": "bytes"}
        size = len(stored.content)
        try:
            start, stop, _ = request.http_range.indices(size)
        except ValueError:
            start, stop = size, size
        if request.headers.get("Range") is None:
            return web.Response(body=stored.content, content_type=stored.content_type, headers=headers)
        if start >= stop:
            return web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
        part = stored.content[start:stop]
        return web.Response(status=206, body=part, content_type=stored.content_type, headers=headers)

    def _is_attachment(self, value: str) -> bool:
        return value.startswith(f"{self.base_url}/attachments/")

    def _path_of(self, url: str) -> str:
        return unquote(url.partition("?")[0].removeprefix(self.base_url))

    def _sign(self, path: str) -> str:
        issued = self._clock.unix()
        until, since = f"{issued + LINK_SECONDS:x}", f"{issued:x}"
        signature = self._signature(path, until, since)
        return f"{self.base_url}{quote(path)}?ex={until}&is={since}&hm={signature}"

    def _signature(self, path: str, until: str, since: str) -> str:
        stored = self._files.get(path)
        text = f"{path} {until} {since} {stored.edition if stored else 0}"
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()

    def _is_alive(self, path: str, query: Mapping[str, str]) -> bool:
        until, since = query.get("ex", ""), query.get("is", "")
        if not hmac.compare_digest(query.get("hm", ""), self._signature(path, until, since)):
            return False
        return self._clock.unix() < int(until, 16)
