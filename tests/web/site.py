"""The web server on a real socket, and a client that says exactly what a test wants said."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from aiohttp import web

from bot.domain.links import Links
from bot.domain.news import Letter
from bot.providers.runware import webhooks as runware
from bot.providers.skills_video import webhooks as skills_video
from bot.web.mailroom import Mailroom
from bot.web.server import serving
from bot.web.webhooks import RunwareWebhooks, SkillsVideoWebhooks
from tests.support.fake_clock import START, ManualClock

BASE = "https://greenlit.example"
LINKS = Links(BASE, bytes(range(32)))
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
GENERATION = "550e8400-e29b-41d4-a716-446655440000"
"""The task of the documented examples."""


class Inbox(Protocol):
    """What keeps letters, in memory or for good."""

    async def receive(self, letter: Letter, now: datetime) -> bool: ...


@dataclass
class Letters:
    """An inbox in memory, which fails or hangs when a test says so."""

    kept: dict[str, Letter] = field(default_factory=dict)
    asked: int = 0
    trouble: Exception | None = None
    hanging: bool = False

    async def receive(self, letter: Letter, now: datetime) -> bool:
        self.asked += 1
        if self.hanging:
            await asyncio.Event().wait()
        if self.trouble:
            raise self.trouble
        is_new = letter.key not in self.kept
        self.kept.setdefault(letter.key, letter)
        return is_new


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Line:
    """One connection, kept open from request to request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, content: bytes) -> None:
        """Say some bytes."""
        self._writer.write(content)
        await self._writer.drain()

    async def answer(self, *, bodiless: bool = False) -> Answer:
        """Read one answer."""
        async with asyncio.timeout(20):
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.rstrip("\r\n").split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            length = 0 if bodiless else int(headers.get("content-length", 0))
            return Answer(int(first.split()[1]), headers, await self._reader.readexactly(length))

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Send one whole request and read its answer."""
        await self.send(request(method, path, headers, body))
        return await self.answer(bodiless=method == "HEAD")

    async def ended(self) -> bool:
        """Tell whether the other side hangs up, reading on until it does."""
        with suppress(ConnectionResetError):
            async with asyncio.timeout(20):
                await self._reader.read()
        return True

    async def hang_up(self) -> None:
        """Close the connection."""
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()


def request(
    method: str,
    path: str,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    length: int | None = None,
) -> bytes:
    """Write a request down; `length` is what it announces, if that is not the truth."""
    lines = [f"{method} {path} HTTP/1.1", "Host: greenlit.example"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


@dataclass(frozen=True)
class Site:
    """Where the server listens."""

    port: int

    @asynccontextmanager
    async def line(self) -> AsyncIterator[Line]:
        """Open a connection."""
        line = Line(*await asyncio.open_connection("127.0.0.1", self.port))
        try:
            yield line
        finally:
            await line.hang_up()

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Ask once, on a connection of its own."""
        async with self.line() as line:
            return await line.ask(method, path, headers, body)


@asynccontextmanager
async def open_site(routes: Iterable[web.RouteDef]) -> AsyncIterator[Site]:
    """Serve some routes."""
    async with serving(("127.0.0.1", 0), routes) as port:
        yield Site(port)


def webhook_routes(inbox: Inbox, clock: ManualClock, *secrets: str) -> list[web.RouteDef]:
    """Both webhooks before one inbox."""
    mailroom = Mailroom(inbox.receive, clock)
    signed = SkillsVideoWebhooks(secrets or (SECRET,), skills_video.ids_in, mailroom, clock)
    return [*RunwareWebhooks(LINKS, runware.ids_in, mailroom).routes(), *signed.routes()]


def runware_path(generation_id: str = GENERATION, links: Links = LINKS) -> str:
    """Give the path of a generation's webhook."""
    return urlsplit(links.webhook("runware", generation_id) or "").path


def media_path(path: str, links: Links = LINKS) -> str:
    """Give the path at which a kept file is served."""
    return urlsplit(links.media(path) or "").path


def signature(name: str, timestamp: str, body: bytes, secret: str = SECRET) -> str:
    """Sign as the specification says, without the library."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = b".".join((name.encode(), timestamp.encode(), body))
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


def signed(body: bytes, name: str = "msg_1", at: datetime = START, secret: str = SECRET) -> dict[str, str]:
    """Give the headers of a genuine webhook."""
    timestamp = str(int(at.timestamp()))
    return {
        "webhook-id": name,
        "webhook-timestamp": timestamp,
        "webhook-signature": signature(name, timestamp, body, secret),
    }
