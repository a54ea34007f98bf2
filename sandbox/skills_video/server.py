"""The stand-in as an HTTP server: skills.video's API, its video host, and the controls."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
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
from sandbox.skills_video.api import Api, Habits
from sandbox.skills_video.books import Books, Credits, Page
from sandbox.skills_video.control import control_routes
from sandbox.skills_video.faults import Faults
from sandbox.skills_video.generations import Generations
from sandbox.skills_video.intake import Intake
from sandbox.skills_video.letters import (
    ANSWER_TIMEOUT_SECONDS,
    PAUSES_SECONDS,
    BodyShape,
    Letters,
    Workspace,
)
from sandbox.skills_video.replies import Replies

# One image of 20 MB, and room to refuse larger ones in words.
LARGEST_BODY_BYTES = 32 * 2**20


@dataclass(frozen=True)
class Settings:
    """How a stand-in behaves; without `webhook_url` it sends nothing until the controls say where to."""

    media_dir: Path
    render_seconds: tuple[float, float] = (1.0, 3.0)
    credits: int = 10_000
    habits: Habits = field(default_factory=Habits)
    webhook_url: str | None = None
    webhook_secrets: tuple[str, ...] = ()
    webhook_body: BodyShape = "prediction"
    webhook_pauses_seconds: Sequence[float] = PAUSES_SECONDS
    seed: int = 0

    @property
    def uploads_dir(self) -> Path:
        """Where images that came as files are kept."""
        return self.media_dir / "uploads"


def running(
    renderer: Renderer,
    settings: Settings,
    *,
    port: int = 0,
    clock: Callable[[], float] = time.time,
    new_id: Callable[[], UUID] = uuid4,
) -> AbstractAsyncContextManager[str]:
    """Run a stand-in on loopback; yields its base address, whose `/api/v1` is the API."""
    settings.uploads_dir.mkdir(parents=True, exist_ok=True)
    return serving(partial(_app, settings), renderer, port, clock, new_id)


def _app(settings: Settings, place: Place) -> web.Application:
    books = Books(Page(Credits(subscription=settings.credits)), place.clock)
    # One generator each: a run repeats even when faults are added to it.
    faults = Faults(random.Random(settings.seed))
    workspace = Workspace(settings.webhook_url, settings.webhook_secrets)
    generations = _generations(settings, place, books, faults, workspace)
    intake = Intake(settings.uploads_dir, place.base_url, place.session, place.new_id)
    api = Api(generations, intake, books, faults, Replies(place.base_url), settings.habits)
    app = web.Application(client_max_size=LARGEST_BODY_BYTES)
    app.add_subapp("/api/v1", api.application())
    app.add_routes(
        [
            web.get("/files/{name}", _Files(generations, settings.media_dir).answer),
            web.static("/uploads", settings.uploads_dir),
            *control_routes(generations, books, faults, workspace),
        ]
    )
    app.on_shutdown.append(lambda _: generations.close())
    return app


def _generations(
    settings: Settings, place: Place, books: Books, faults: Faults, workspace: Workspace
) -> Generations:
    jitter = random.Random(settings.seed)

    def pauses() -> Iterator[float]:
        return (seconds * jitter.uniform(0.9, 1.1) for seconds in settings.webhook_pauses_seconds)

    return Generations(
        folder=settings.media_dir,
        renderer=place.renderer,
        books=books,
        faults=faults,
        letters=Letters(workspace, settings.webhook_body, place.clock, place.new_id),
        courier=Courier(Post(place.session, ANSWER_TIMEOUT_SECONDS), pauses, books.announced, place.clock),
        chance=random.Random(settings.seed),
        new_id=place.new_id,
        render_seconds=settings.render_seconds,
    )


@dataclass(frozen=True)
class _Files:
    generations: Generations
    folder: Path

    async def answer(self, request: web.Request) -> web.StreamResponse:
        generation = self.generations.find(request.match_info["name"].removesuffix(".mp4"))
        if generation is None or generation.state != "succeeded":
            raise web.HTTPNotFound
        return await serve(request, self.folder / generation.file_name, generation.file_fault)
