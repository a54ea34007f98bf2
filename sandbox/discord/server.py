"""The whole stand-in on one port, as a process of its own or inside a test."""

import asyncio
import random
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from sandbox.discord.books import Books
from sandbox.discord.cdn import Cdn
from sandbox.discord.clock import WorldClock, utc_now
from sandbox.discord.control import Control, SystemVerbs
from sandbox.discord.faults import Faults
from sandbox.discord.gateway import Gateway
from sandbox.discord.nonces import Nonces
from sandbox.discord.people import People
from sandbox.discord.rest import PREFIX, Rest
from sandbox.discord.verbs_people import PeopleVerbs
from sandbox.discord.verbs_world import WorldVerbs
from sandbox.discord.world import World

DEFAULT_TOKEN = "sandbox.bot.token"  # noqa: S105 - opens nothing but this stand-in
# Boost tier 3 allows 100 MiB for each of ten files; a control call carries them as base64.
_MAX_REQUEST_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class Settings:
    """How to run the stand-in; port 0 lets the system choose one, without `token` any bot token is good."""

    port: int = 0
    host: str = "127.0.0.1"
    token: str | None = DEFAULT_TOKEN
    shard_count: int = 1
    seed: int = 0
    now: Callable[[], datetime] = field(default=utc_now)


@dataclass(frozen=True)
class Sandbox:
    """A running stand-in: where it listens, and its parts for tests in the same process."""

    url: str
    world: World
    books: Books
    gateway: Gateway
    faults: Faults

    @property
    def api_url(self) -> str:
        """The REST base the bot has to use."""
        return f"{self.url}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """The websocket the bot has to connect to."""
        return self.gateway.resume_url


@asynccontextmanager
async def running(settings: Settings | None = None) -> AsyncIterator[Sandbox]:
    """Run the stand-in until the block ends; raises OSError when the port is taken."""
    chosen = settings or Settings()
    clock, books = WorldClock(chosen.now), Books()
    faults = Faults(random.Random(chosen.seed))
    cdn = Cdn(clock, secrets.token_bytes(32))
    world = World(clock, cdn, books)
    gateway = Gateway(world, books, chosen.token)
    rest = Rest(world, books, faults, Nonces(clock), chosen.token)
    system = SystemVerbs(world, clock, cdn, books, faults, gateway)
    verbs = WorldVerbs(world).verbs() | PeopleVerbs(world, People(world)).verbs() | system.verbs()
    runner = web.AppRunner(
        _application(rest, gateway, cdn, Control(verbs)), access_log=None, shutdown_timeout=1.0
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, chosen.host, chosen.port, backlog=1024)
        await site.start()
        port = runner.addresses[0][1]
        cdn.base_url = f"http://{chosen.host}:{port}"
        gateway.resume_url = rest.gateway_url = f"ws://{chosen.host}:{port}/gateway"
        rest.shard_count = chosen.shard_count
        yield Sandbox(cdn.base_url, world, books, gateway, faults)
    finally:
        await gateway.drop(1001)
        await runner.cleanup()


def _application(rest: Rest, gateway: Gateway, cdn: Cdn, control: Control) -> web.Application:
    application = web.Application(client_max_size=_MAX_REQUEST_BYTES)
    application.router.add_route("*", f"{PREFIX}/{{path:.*}}", rest.handle)
    application.router.add_get("/gateway", gateway.handle)
    application.router.add_get("/gateway/", gateway.handle)
    application.router.add_get("/attachments/{path:.*}", cdn.serve)
    application.router.add_get("/ephemeral-attachments/{path:.*}", cdn.serve)
    application.router.add_post("/sandbox/{verb}", control.handle)
    return application


async def until_stopped(
    stop: asyncio.Event, settings: Settings, announce: Callable[[Sandbox], None]
) -> Books:
    """Run until `stop` is set, telling once it listens; gives the books as they then are."""
    async with running(settings) as sandbox:
        announce(sandbox)
        await stop.wait()
        return sandbox.books
