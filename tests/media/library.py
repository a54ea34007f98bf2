"""A media library in a temporary folder, a server to download from, and an account of both."""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import httpx
from aiohttp import web

from bot.domain.request import Attachment
from bot.media.files import MediaFiles
from bot.media.folder import MediaFolder
from bot.media.hosts import HostList
from bot.media.limits import DEFAULT_LIMITS, MediaLimits

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class InstantClock:
    """A clock whose waits are over at once, and remembered."""

    def __init__(self) -> None:
        self.pauses_seconds: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        self.pauses_seconds.append(seconds)


class WatchedTransport(httpx.AsyncHTTPTransport):
    """Notes whom requests go to. What is no loopback address gets an answer without a connection."""

    def __init__(self) -> None:
        # Without certificates, whose loading would take longer than a test: nothing here is fetched by TLS.
        super().__init__(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), trust_env=False)
        self.requests: list[httpx.Request] = []
        self.redirects: dict[str, str] = {}
        """By address outside, where it sends on to."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.host in ("127.0.0.1", "::1"):
            return await super().handle_async_request(request)
        if location := self.redirects.get(request.url.host):
            return httpx.Response(302, headers={"Location": location})
        return httpx.Response(200, stream=httpx.ByteStream(b"from outside"))

    @property
    def reached(self) -> list[str]:
        return [f"{request.url.host}:{request.url.port or 443}" for request in self.requests]


@dataclass
class NameTable:
    """Stands in for DNS: each look-up of a name gives its next answer, the last one for ever."""

    answers: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        answers = self.answers.get(host)
        if not answers:
            raise OSError(f"no such name: {host}")
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass
class Desk:
    """Everything a test of the library needs at hand."""

    media: MediaFiles
    folder: Path
    origin: str
    clock: InstantClock
    transport: WatchedTransport
    names: NameTable
    served: dict[str, bytes]
    handlers: dict[str, Handler]
    hits: list[str]

    def serve(self, content: bytes, name: str = "file") -> str:
        self.served[f"/{name}"] = content
        return f"{self.origin}/{name}"

    def handle(self, handler: Handler, name: str = "special") -> str:
        self.handlers[f"/{name}"] = handler
        return f"{self.origin}/{name}"

    def attach(self, content: bytes, filename: str = "photo.png", option: str = "image") -> Attachment:
        return Attachment(option, filename, self.serve(content), len(content))

    def kept(self) -> list[str]:
        """Paths of everything in the folder, unfinished files too."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())


@asynccontextmanager
async def open_desk(folder: Path, limits: MediaLimits = DEFAULT_LIMITS) -> AsyncIterator[Desk]:
    served: dict[str, bytes] = {}
    handlers: dict[str, Handler] = {}
    hits: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        hits.append(request.path)
        if request.path in handlers:
            return await handlers[request.path](request)
        if request.path in served:
            return web.Response(body=served[request.path])
        raise web.HTTPNotFound

    async with serving(answer) as port:
        transport, names, clock = WatchedTransport(), NameTable(), InstantClock()
        hosts = HostList([f"127.0.0.1:{port}", "*.runware.ai"])
        numbers = count(1)
        async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
            media = MediaFiles(
                MediaFolder(folder),
                client,
                clock,
                lambda: f"name-{next(numbers)}",
                attachment_hosts=hosts,
                video_hosts={"runware": hosts, "skills_video": HostList(["*"])},
                limits=limits,
                resolve=names,
            )
            origin = f"http://127.0.0.1:{port}"
            yield Desk(media, folder, origin, clock, transport, names, served, handlers, hits)


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[int]:
    """Serve on a free port for as long as the context lasts."""
    app = web.Application()
    app.router.add_get("/{path:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
