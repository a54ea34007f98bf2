"""How a result file is served: whole or spoilt."""

import asyncio
from pathlib import Path
from typing import Literal, get_args

from aiohttp import web

FileKind = Literal["file_404", "file_html", "file_truncated", "file_empty", "file_not_video", "file_slow"]
FILE_KINDS: frozenset[str] = frozenset(get_args(FileKind))
CONTENT_TYPES = {".mp4": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime"}
_SLOW_SECONDS_PER_BYTE = 1.0


async def serve(request: web.Request, path: Path, spoilt: str | None) -> web.StreamResponse:
    """Answer with a file (Content-Length and Range are aiohttp's), or spoilt as one of FILE_KINDS says."""
    content_type = CONTENT_TYPES[path.suffix]
    match spoilt:
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
