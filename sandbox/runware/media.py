"""What a take shall show, and how a result file is served: whole or spoilt."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Protocol

from aiohttp import web

from sandbox.render.scene import Scene
from sandbox.runware.faults import Fault
from sandbox.runware.takes import Take, Task

CONTENT_TYPES = {".mp4": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime"}
_SLOW_SECONDS_PER_BYTE = 1.0


class Renderer(Protocol):
    """Turns a scene into a video file."""

    def __call__(self, scene: Scene, path: Path) -> Awaitable[None]: ...


def scene_of(task: Task, take: Take) -> Scene:
    """The scene a take shows; each take has a seed of its own."""
    request, inputs = task.request, task.inputs
    width, height = request.size(inputs.image_size)
    return Scene(
        prompt=request.prompt,
        width=width,
        height=height,
        duration_seconds=max(1, round(request.duration_seconds)),
        seed=take.seed,
        container=request.container,
        audio=request.audio,
        first_frame=inputs.first,
        last_frame=inputs.last,
        camera=request.camera,
        effect=request.effect,
        style=request.style,
        motion=request.motion,
        multi_clip=request.multi_clip,
        quality=request.quality,
        source_video=inputs.video,
    )


async def serve(request: web.Request, path: Path, fault: Fault | None) -> web.StreamResponse:
    """Answer with a file (Content-Length and Range are aiohttp's), or with what the fault makes of it."""
    content_type = CONTENT_TYPES[path.suffix]
    match fault.kind if fault else None:
        case "file_404":
            raise web.HTTPNotFound
        case "file_html":
            return web.Response(text="<html><body>Please log in</body></html>", content_type="text/html")
        case "file_empty":
            return web.Response(body=b"", content_type=content_type)
        case "file_not_video":
            return web.Response(body=b"This is no video. " * 500, content_type=content_type)
        case "file_truncated":
            return await _serve_half(request, path, content_type)
        case "file_slow":
            return await _serve_slowly(request, path, content_type)
        case _:
            return web.FileResponse(path, headers={"Content-Type": content_type})


async def _serve_half(request: web.Request, path: Path, content_type: str) -> web.StreamResponse:
    """Announce the whole length, send half of it and hang up."""
    content = await asyncio.to_thread(path.read_bytes)
    response = await _begin(request, len(content), content_type)
    await response.write(content[: len(content) // 2])
    hang_up(request)
    return response


async def _serve_slowly(request: web.Request, path: Path, content_type: str) -> web.StreamResponse:
    """Send one byte a second: never ends within anybody's patience."""
    content = await asyncio.to_thread(path.read_bytes)
    response = await _begin(request, len(content), content_type)
    for offset in range(len(content)):
        await response.write(content[offset : offset + 1])
        await asyncio.sleep(_SLOW_SECONDS_PER_BYTE)
    return response


async def _begin(request: web.Request, size_bytes: int, content_type: str) -> web.StreamResponse:
    headers = {"Content-Type": content_type, "Content-Length": str(size_bytes)}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    return response


def hang_up(request: web.Request) -> None:
    """Close the connection under the answer, as a network that fails does."""
    if request.transport is not None:
        request.transport.close()
