"""A client's view of the stand-in, shared by its tests."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from sandbox.provider.renderers import Renderer
from sandbox.skills_video.driver import Driver
from sandbox.skills_video.server import Settings, running
from tests.sandbox.runware.support import plain_renderer

Json = dict[str, Any]
MODEL_PATH = "/api/v1/generation/pixverse/v6"
STREAM_PATH = "/api/v1/generation/sse/pixverse/v6"
ENDS = {"COMPLETED", "FAILED", "CANCELED"}


def quick(folder: Path) -> Settings:
    """Videos and second attempts in no time; change what matters to the test with dataclasses.replace."""
    return Settings(folder, render_seconds=(0.02, 0.02), webhook_pauses_seconds=(0.02,) * 5)


@dataclass(frozen=True)
class Rig:
    """A running stand-in, its controls, and a client with a key."""

    url: str
    driver: Driver
    http: httpx.AsyncClient

    async def post(self, prompt: object = "a cat in neon rain", **parameters: object) -> httpx.Response:
        return await self.http.post(MODEL_PATH, json={"prompt": prompt, **parameters})

    async def submit(self, prompt: str = "a cat in neon rain", **parameters: object) -> str:
        response = await self.post(prompt, **parameters)
        assert response.status_code == 200, response.text
        return str(response.json()["id"])

    async def refusal(self, prompt: object = "a cat", **parameters: object) -> Json:
        """The error of a submit that must be refused as invalid."""
        response = await self.post(prompt, **parameters)
        assert response.status_code == 400, response.text
        error: Json = response.json()
        assert error["code"] == error["error"] == "VIDEO_GENERATION_INVALID_INPUT"
        return error

    async def look_up(self, generation_id: str) -> Json:
        response = await self.http.get(f"/api/v1/generation/{generation_id}")
        assert response.status_code == 200, response.text
        body: Json = response.json()
        return body

    async def poll_until(self, generation_id: str, *statuses: str) -> Json:
        # Long enough for a real video on a busy machine.
        async with asyncio.timeout(50):
            while (body := await self.look_up(generation_id))["status"] not in statuses:
                await asyncio.sleep(0.01)
        return body

    async def result(self, generation_id: str) -> Json:
        """The answer that says how it ended, in the documented words."""
        return await self.poll_until(generation_id, *ENDS)

    async def finish(self, prompt: str = "a cat in neon rain", **parameters: object) -> Json:
        """Submit a generation and wait for its end."""
        return await self.result(await self.submit(prompt, **parameters))

    async def rendered(self, prompt: str = "a cat", **parameters: object) -> Json:
        """What the plain renderer was told to make."""
        url = (await self.finish(prompt, **parameters))["data"]["video"]["url"]
        return dict(json.loads((await self.http.get(url)).content))

    async def credits(self) -> int:
        response = await self.http.get("/api/v1/credits")
        assert response.status_code == 200, response.text
        return int(response.json()["total"])


StartRig = Callable[[Settings], Awaitable[Rig]]


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Rig]:
    """A client of a stand-in that runs already."""
    headers = {"Authorization": "Bearer local-key"}
    async with (
        Driver(url) as driver,
        httpx.AsyncClient(base_url=url, headers=headers, trust_env=False, timeout=30) as http,
    ):
        yield Rig(url, driver, http)


@asynccontextmanager
async def rig(
    settings: Settings, renderer: Renderer = plain_renderer, clock: Callable[[], float] = time.time
) -> AsyncIterator[Rig]:
    """Run a stand-in for a test."""
    async with running(renderer, settings, clock=clock) as url, connected(url) as ready:
        yield ready
