"""Images and videos that a task brings along, and the store of uploaded ones."""

import asyncio
import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import aiohttp

from sandbox.provider.fetching import LARGEST_IMAGE_BYTES, Unusable, demand_size, download, judge_image
from sandbox.runware.footage import judge_video
from sandbox.runware.requests import VideoRequest
from sandbox.runware.wire import Refused, refused

LARGEST_UPLOAD_BYTES = 100_000_000
WEB = ("http://", "https://")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Inputs:
    """The media of one task, fetched and judged; `size` is that of the first of them."""

    first: bytes | None = None
    last: bytes | None = None
    video: Path | None = None
    size: tuple[int, int] | None = None


@dataclass(frozen=True)
class Intake:
    """Fetches what tasks refer to and keeps what is uploaded as files in `folder`.

    `result_path` finds the file of an earlier result, whose UUID is as good as that of an upload.
    """

    folder: Path
    session: aiohttp.ClientSession
    new_id: Callable[[], UUID]
    result_path: Callable[[str], Path | None]

    async def inputs_of(self, request: VideoRequest) -> Inputs:
        """The media of a request; raises Refused when one of them is unusable or cannot be had."""
        frames: dict[str, bytes] = {}
        sizes: list[tuple[int, int]] = []
        for frame in request.frames:
            content = await self.fetch(frame.image, "frameImages", LARGEST_IMAGE_BYTES)
            sizes.append(await asyncio.to_thread(judge_upload, content))
            frames[frame.role] = content
        video = None
        if request.video:
            video = await self._source_video(request.video)
            sizes.append(await asyncio.to_thread(_judge_source, video))
        return Inputs(frames.get("first"), frames.get("last"), video, sizes[0] if sizes else None)

    async def _source_video(self, text: str) -> Path:
        """A copy of the video behind a UUID or an address: the original may be deleted any time."""
        if not _UUID.fullmatch(text) and not text.startswith(WEB):
            raise _unusable("video", "It is no UUID or address.")
        return self.path(self.store(await self.fetch(text, "video", LARGEST_UPLOAD_BYTES)))

    def store(self, content: bytes) -> str:
        """Keep an uploaded file; returns its UUID."""
        media_id = str(self.new_id())
        self.path(media_id).write_bytes(content)
        return media_id

    def delete(self, media_id: str) -> None:
        """Forget an uploaded file; raises Refused when there is none."""
        if not _UUID.fullmatch(media_id) or not self.path(media_id).is_file():
            raise _unusable("media", f"No uploaded file has the UUID {media_id}.")
        self.path(media_id).unlink()

    def path(self, media_id: str) -> Path:
        """Where an uploaded file is kept, whether or not it exists; ids are always well-formed UUIDs."""
        return self.folder / str(UUID(media_id))

    async def fetch(self, text: str, parameter: str, largest_bytes: int) -> bytes:
        """The bytes behind a UUID, an address, a data URI or bare base64; raises Refused."""
        try:
            if _UUID.fullmatch(text):
                content = self._stored(text)
            elif text.startswith(WEB):
                content = await download(self.session, text, largest_bytes)
            else:
                content = _decode(text)
            return demand_size(content, largest_bytes)
        except Unusable as error:
            raise _unusable(parameter, str(error)) from error

    def _stored(self, media_id: str) -> bytes:
        path = self.result_path(media_id.lower()) or self.path(media_id)
        if not path.is_file():
            raise Unusable(f"No uploaded file has the UUID {media_id}.")
        return path.read_bytes()


def judge_upload(content: bytes) -> tuple[int, int]:
    """Upright width and height of a usable image; raises Refused when it is not one."""
    try:
        return judge_image(content)
    except Unusable as error:
        raise _unusable("frameImages", str(error)) from error


def _judge_source(path: Path) -> tuple[int, int]:
    try:
        return judge_video(path)
    except Unusable as error:
        raise _unusable("video", str(error)) from error


def _decode(text: str) -> bytes:
    encoded = text.partition(",")[2] if text.startswith("data:") else text
    try:
        return base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise Unusable("It is no UUID, address, data URI or base64.") from error


def _unusable(parameter: str, reason: str) -> Refused:
    kind = parameter[:1].upper() + parameter[1:]
    return refused(f"invalid{kind}", f"Invalid value for '{parameter}'. {reason}", parameter=parameter)
