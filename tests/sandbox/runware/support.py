"""A client's view of the stand-in, shared by its tests."""

import asyncio
import base64
import json
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image

from sandbox.provider.renderers import Renderer
from sandbox.render import Scene, render
from sandbox.runware.driver import Driver
from sandbox.runware.server import Settings, running

Json = dict[str, Any]
V4, V45, V56, V6 = "pixverse:1@2", "pixverse:1@3", "pixverse:1@7", "pixverse:1@8"


def quick(folder: Path) -> Settings:
    """Videos in no time, and all in the same; change what matters to the test with dataclasses.replace."""
    return Settings(folder, render_seconds=(0.02, 0.02))


async def plain_renderer(scene: Scene, path: Path) -> None:
    """Writes which scene it was instead of a video: enough for the protocol."""
    facts: Json = {name: value for name, value in asdict(scene).items() if isinstance(value, str | int)}
    facts |= {"size": [scene.width, scene.height], "source_bytes": 0}
    if scene.source_video:
        facts["source_bytes"] = scene.source_video.stat().st_size
    await asyncio.to_thread(path.write_text, json.dumps(facts) + " " * 20_000)


def video_task(prompt: str = "a cat in neon rain", **parameters: object) -> Json:
    """A videoInference that every stand-in takes, unless the parameters spoil it."""
    task: Json = {"taskType": "videoInference", "taskUUID": str(uuid4()), "model": V56}
    size = {"width": 1280, "height": 720, "duration": 5}
    return {**task, "positivePrompt": prompt, **size, "includeCost": True, **parameters}


def framed_task(frames: object, **parameters: object) -> Json:
    """A videoInference with frame images and a preset instead of width and height."""
    task = {**video_task(inputs={"frameImages": frames}), **parameters}
    return {key: value for key, value in task.items() if key not in {"width", "height"}}


def png(width: int = 640, height: int = 360) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "PNG")
    return buffer.getvalue()


@cache
def clip() -> bytes:
    """A real video of one second, 320x180."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        render(Scene("a source", 320, 180, 1, 0), path)
        return path.read_bytes()


def data_uri(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


@dataclass(frozen=True)
class Rig:
    """A running stand-in, its controls, and a client with a key."""

    url: str
    driver: Driver
    http: httpx.AsyncClient

    async def post(self, *tasks: Json) -> httpx.Response:
        return await self.http.post("/v1", json=list(tasks))

    async def submit(self, task: Json) -> str:
        response = await self.post(task)
        assert response.status_code == 200, response.text
        task_id: str = task["taskUUID"]
        assert response.json() == {"data": [{"taskType": "videoInference", "taskUUID": task_id}]}
        return task_id

    async def poll(self, *task_ids: str) -> Json:
        response = await self.post(
            *({"taskType": "getResponse", "taskUUID": task_id} for task_id in task_ids)
        )
        assert response.status_code == 200, response.text
        answer: Json = response.json()
        return answer

    async def poll_until(self, reached: Callable[[Json], bool], *task_ids: str) -> Json:
        # Long enough for a real video on a busy machine.
        async with asyncio.timeout(50):
            while not reached(answer := await self.poll(*task_ids)):
                await asyncio.sleep(0.01)
        return answer

    async def result(self, *task_ids: str) -> Json:
        """The answer that no longer says that anything is being processed."""
        return await self.poll_until(has_ended, *task_ids)

    async def finish(self, task: Json) -> list[Json]:
        """Submit a task and wait for its items."""
        data: list[Json] = (await self.result(await self.submit(task)))["data"]
        return data


async def let_others_end(rig: Rig) -> None:
    """Let two tasks end, one after the other: by then a task begun before would have ended as well."""
    for prompt in ("a first passer-by", "a second passer-by"):
        await rig.finish(video_task(prompt))


def has_ended(answer: Json) -> bool:
    return bool(answer["data"] or answer.get("errors")) and "processing" not in statuses(answer)


def statuses(answer: Json) -> list[str]:
    return [item["status"] for item in answer["data"]]


StartRig = Callable[[Settings], Awaitable[Rig]]


@asynccontextmanager
async def rig(
    settings: Settings, renderer: Renderer = plain_renderer, clock: Callable[[], float] = time.time
) -> AsyncIterator[Rig]:
    """Run a stand-in for a test."""
    headers = {"Authorization": "Bearer local-key"}
    async with (
        running(renderer, settings, clock=clock) as url,
        Driver(url) as driver,
        httpx.AsyncClient(base_url=url, headers=headers, trust_env=False) as http,
    ):
        yield Rig(url, driver, http)


@asynccontextmanager
async def file_server(content: bytes, status: int = 200) -> AsyncIterator[str]:
    """Serve one file; yields its address."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=content, status=status)

    app = web.Application()
    app.add_routes([web.get("/file", answer)])
    async with TestServer(app) as server:
        yield str(server.make_url("/file"))
