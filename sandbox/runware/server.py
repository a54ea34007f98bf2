"""The stand-in as an HTTP server: Runware's address, its media host, and the controls."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from aiohttp import web

from sandbox.provider.files import serve
from sandbox.provider.post import Post
from sandbox.provider.renderers import Renderer
from sandbox.provider.server import Place, serving
from sandbox.provider.webhooks import Courier
from sandbox.runware.account import Account, BalanceShape
from sandbox.runware.api import Api, Kind
from sandbox.runware.books import Books
from sandbox.runware.calls import Calls
from sandbox.runware.control import account_routes, control_routes
from sandbox.runware.faults import Faults
from sandbox.runware.inputs import Intake
from sandbox.runware.keys import Keys
from sandbox.runware.outbound import ANSWER_TIMEOUT_SECONDS, Outbound, pauses
from sandbox.runware.sessions import Sessions
from sandbox.runware.storage import Storage
from sandbox.runware.tasks import Tasks
from sandbox.runware.updates import Reporter
from sandbox.runware.v1 import Endpoint
from sandbox.runware.videos import Videos
from sandbox.runware.wss import IDLE_SECONDS, Socket

# Two frames of 20 MB as base64, and the text around them.
LARGEST_BODY_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Settings:
    """How a stand-in behaves; without `api_key` any key is good, without `most_tasks` any number.

    A websocket without messages is closed after `idle_seconds`; webhooks are answered within `answer_seconds`
    or sent again.
    """

    media_dir: Path
    render_seconds: tuple[float, float] = (1.0, 3.0)
    api_key: str | None = None
    most_tasks: int | None = None
    balance_micros: int = 100_000_000
    accounts: Mapping[str, int] = field(default_factory=dict)
    """Other keys, each with an account of its own and so many micro-dollars in it; over HTTP only."""
    balance_shape: BalanceShape = "number"
    seed: int = 0
    idle_seconds: float = IDLE_SECONDS
    answer_seconds: float = ANSWER_TIMEOUT_SECONDS

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
    return serving(partial(_app, settings), renderer, port, clock, new_id)


def _app(settings: Settings, place: Place) -> web.Application:
    desk = _desk(settings, place, settings.balance_micros)
    others = {key: _desk(settings, place, micros) for key, micros in settings.accounts.items()}
    desks = [desk, *others.values()]
    keys = Keys(settings.api_key, frozenset(others))
    calls_of = {key: other.calls for key, other in others.items()}
    sessions = Sessions(place.clock, place.new_id)
    app = web.Application(client_max_size=LARGEST_BODY_BYTES)
    app.add_routes(
        [
            web.post("/v1", Endpoint(keys, desk.calls, calls_of).answer),
            web.get(
                "/v1",
                Socket(
                    Keys(settings.api_key), desk.calls, sessions, LARGEST_BODY_BYTES, settings.idle_seconds
                ).serve,
                allow_head=False,
            ),
            web.get("/media/{name}", _Media([one.calls.tasks for one in desks], settings.media_dir).answer),
            web.static("/uploads", settings.uploads_dir),
            *control_routes(desk.calls.tasks, desk.calls.books, desk.calls.faults),
            *(route for key, one in others.items() for route in account_routes(key, one.calls.books)),
        ]
    )
    for one in desks:
        app.on_shutdown.append(one.close)
    return app


@dataclass(frozen=True)
class _Desk:
    """One account: what is asked of it, and what it sends."""

    calls: Calls
    outbound: Outbound

    async def close(self, _app: web.Application) -> None:
        await self.calls.tasks.close()
        await self.outbound.close()


def _desk(settings: Settings, place: Place, balance_micros: int) -> _Desk:
    books = Books(balance_micros, place.clock)
    # One generator each: a run repeats even when faults are added to it.
    faults = Faults(random.Random(settings.seed))
    reporter = Reporter(place.base_url)
    outbound = _outbound(settings, place, books, reporter)
    tasks = _tasks(settings, place, books, faults, outbound)
    return _Desk(Calls(_api(settings, place, tasks, reporter), tasks, books, faults), outbound)


def _outbound(settings: Settings, place: Place, books: Books, reporter: Reporter) -> Outbound:
    jitter = random.Random(settings.seed)
    post = Post(place.session, settings.answer_seconds)
    courier = Courier(post, lambda: pauses(jitter), books.announced, place.clock)
    return Outbound(courier, reporter, books, settings.media_dir, place.clock)


def _tasks(settings: Settings, place: Place, books: Books, faults: Faults, news: Outbound) -> Tasks:
    return Tasks(
        folder=settings.media_dir,
        renderer=place.renderer,
        books=books,
        faults=faults,
        chance=random.Random(settings.seed),
        clock=place.clock,
        new_id=place.new_id,
        render_seconds=settings.render_seconds,
        news=news,
    )


def _api(settings: Settings, place: Place, tasks: Tasks, reporter: Reporter) -> Api:
    books, faults = tasks.books, tasks.faults
    intake = Intake(settings.uploads_dir, place.session, place.new_id, tasks.result_path)
    videos = Videos(tasks, intake, faults, reporter, place.clock)
    storage = Storage(intake, place.base_url)
    kinds: dict[str, Kind] = {
        "videoInference": videos.submit,
        "getResponse": videos.poll,
        "getTaskDetails": videos.details,
        "accountManagement": Account(books, settings.balance_shape).details,
        "imageUpload": storage.upload_image,
        "mediaStorage": storage.manage,
    }
    dry_kinds: dict[str, Kind] = {
        "videoInference": videos.price,
        "imageUpload": storage.pretend,
        "mediaStorage": storage.pretend,
    }
    return Api(kinds, dry_kinds, books, faults, settings.most_tasks)


@dataclass(frozen=True)
class _Media:
    accounts: Sequence[Tasks]
    folder: Path

    async def answer(self, request: web.Request) -> web.StreamResponse:
        files = (tasks.file(request.match_info["name"]) for tasks in self.accounts)
        found = next(filter(None, files), None)
        if found is None:
            raise web.HTTPNotFound
        task, take = found
        spoilt = task.file_fault.kind if task.file_fault else None
        return await serve(request, self.folder / task.file_name(take), spoilt)
