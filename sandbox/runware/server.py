"""The stand-in as an HTTP server: Runware's address, its media host, and the controls."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import UUID, uuid4

import aiohttp
from aiohttp import web

from sandbox.provider.files import serve
from sandbox.provider.post import Post
from sandbox.provider.renderers import Renderer
from sandbox.provider.server import serving
from sandbox.runware.api import Api
from sandbox.runware.books import Books
from sandbox.runware.calls import Calls
from sandbox.runware.control import control_routes
from sandbox.runware.faults import Faults
from sandbox.runware.inputs import Intake
from sandbox.runware.keys import Keys
from sandbox.runware.outbound import ANSWER_TIMEOUT_SECONDS, Outbound
from sandbox.runware.sessions import Sessions
from sandbox.runware.tasks import Tasks
from sandbox.runware.updates import Reporter
from sandbox.runware.v1 import Endpoint
from sandbox.runware.wss import IDLE_SECONDS, Socket

# Two frames of 20 MB as base64, and the text around them.
LARGEST_BODY_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Settings:
    """How a stand-in behaves; without `api_key` any key is good, without `most_tasks` any number."""

    media_dir: Path
    render_seconds: tuple[float, float] = (1.0, 3.0)
    api_key: str | None = None
    most_tasks: int | None = None
    balance_micros: int = 100_000_000
    balance_shape: Literal["number", "object"] = "number"
    seed: int = 0
    idle_seconds: float = IDLE_SECONDS

    @property
    def uploads_dir(self) -> Path:
        """Where uploaded media are kept."""
        return self.media_dir / "uploads"


def running(
    renderer: Renderer,
    settings: Settings,
    *,
    port: int = 0,
    clock: Callable[[], float] = time.time,
    new_id: Callable[[], UUID] = uuid4,
) -> AbstractAsyncContextManager[str]:
    """Run a stand-in on loopback; yields its base address, whose `/v1` is the API, as websocket too."""
    settings.uploads_dir.mkdir(parents=True, exist_ok=True)

    def build(session: aiohttp.ClientSession, base_url: str) -> web.Application:
        return _app(renderer, settings, session, base_url, clock, new_id)

    return serving(build, port)


def _app(
    renderer: Renderer,
    settings: Settings,
    session: aiohttp.ClientSession,
    base_url: str,
    clock: Callable[[], float],
    new_id: Callable[[], UUID],
) -> web.Application:
    reporter = Reporter(base_url)
    books = Books(settings.balance_micros, clock)
    # One generator each: a run repeats even when faults are added to it.
    faults = Faults(random.Random(settings.seed))
    post = Post(session, ANSWER_TIMEOUT_SECONDS)
    outbound = Outbound(post, reporter, settings.media_dir, random.Random(settings.seed))
    tasks = Tasks(
        folder=settings.media_dir,
        renderer=renderer,
        books=books,
        faults=faults,
        chance=random.Random(settings.seed),
        clock=clock,
        new_id=new_id,
        render_seconds=settings.render_seconds,
        on_take_end=outbound.take_ended,
    )
    intake = Intake(settings.uploads_dir, session, new_id)
    api = Api(tasks, intake, books, reporter, clock, settings.most_tasks, settings.balance_shape)
    keys, calls = Keys(settings.api_key), Calls(api, tasks, books, faults)
    sockets = Socket(keys, calls, Sessions(clock, new_id), LARGEST_BODY_BYTES, settings.idle_seconds)
    app = web.Application(client_max_size=LARGEST_BODY_BYTES)
    app.add_routes(
        [
            web.post("/v1", Endpoint(keys, calls).answer),
            web.get("/v1", sockets.serve, allow_head=False),
            web.get("/media/{name}", _Media(tasks, settings.media_dir).answer),
            web.static("/uploads", settings.uploads_dir),
            *control_routes(tasks, books, faults),
        ]
    )
    app.on_shutdown.append(lambda _: tasks.close())
    return app


@dataclass(frozen=True)
class _Media:
    tasks: Tasks
    folder: Path

    async def answer(self, request: web.Request) -> web.StreamResponse:
        found = self.tasks.file(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        task, take = found
        spoilt = task.file_fault.kind if task.file_fault else None
        return await serve(request, self.folder / task.file_name(take), spoilt)
