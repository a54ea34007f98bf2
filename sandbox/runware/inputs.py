"""Images and videos that a task brings along, and the store of uploaded ones."""

import asyncio
import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import aiohttp
from PIL import ExifTags, Image

from sandbox.runware.requests import VideoRequest
from sandbox.runware.wire import Refused, refused

# PixVerse provider page of Runware: sides 300-4000 px, at most 20 MB, PNG, JPG or WEBP.
SHORTEST_SIDE, LONGEST_SIDE = 300, 4000
LARGEST_IMAGE_BYTES = 20_000_000
LARGEST_UPLOAD_BYTES = 100_000_000
FETCH_TIMEOUT_SECONDS = 10
# EXIF orientations that turn a photo by 90 degrees.
_QUARTER_TURNS = frozenset({5, 6, 7, 8})
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Inputs:
    """The media of one task, fetched and judged."""

    first: bytes | None = None
    last: bytes | None = None
    video: Path | None = None
    image_size: tuple[int, int] | None = None


@dataclass(frozen=True)
class Intake:
    """Fetches what tasks refer to and keeps what is uploaded as files in `folder`."""

    folder: Path
    session: aiohttp.ClientSession
    new_id: Callable[[], UUID]

    async def inputs_of(self, request: VideoRequest) -> Inputs:
        """The media of a request; raises Refused when an image is unusable or cannot be had."""
        frames: dict[str, bytes] = {}
        sizes: list[tuple[int, int]] = []
        for frame in request.frames:
            content = await self.fetch(frame.image, "frameImages", LARGEST_IMAGE_BYTES)
            sizes.append(await asyncio.to_thread(judge_image, content))
            frames[frame.role] = content
        video = await self._source_video(request.video) if request.video else None
        return Inputs(frames.get("first"), frames.get("last"), video, sizes[0] if sizes else None)

    async def _source_video(self, text: str) -> Path:
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
        if _UUID.fullmatch(text):
            content = self._stored(text, parameter)
        elif text.startswith(("http://", "https://")):
            content = await self._download(text, parameter, largest_bytes)
        else:
            content = _decode(text, parameter)
        if len(content) > largest_bytes:
            raise _unusable(parameter, f"It has {len(content)} bytes; at most {largest_bytes} are allowed.")
        return content

    def _stored(self, media_id: str, parameter: str) -> bytes:
        path = self.path(media_id)
        if not path.is_file():
            raise _unusable(parameter, f"No uploaded file has the UUID {media_id}.")
        return path.read_bytes()

    async def _download(self, url: str, parameter: str, largest_bytes: int) -> bytes:
        if not is_loopback(url):
            raise _unusable(parameter, "This stand-in fetches from loopback addresses only.")
        timeout = aiohttp.ClientTimeout(total=FETCH_TIMEOUT_SECONDS)
        try:
            async with self.session.get(url, timeout=timeout, allow_redirects=False) as response:
                if response.status != 200:
                    raise _unusable(parameter, f"The address answered with HTTP {response.status}.")
                # One byte more than allowed is enough to know that it is too much.
                return await _read_at_most(response.content, largest_bytes + 1)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _unusable(parameter, "The address could not be read.") from error


async def _read_at_most(stream: aiohttp.StreamReader, size_bytes: int) -> bytes:
    content = bytearray()
    async for chunk in stream.iter_chunked(65536):
        content += chunk
        if len(content) >= size_bytes:
            break
    return bytes(content)


def is_loopback(url: str) -> bool:
    """Whether an address stays on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def judge_image(content: bytes) -> tuple[int, int]:
    """Upright width and height of an image that really decodes; raises Refused when it is not good enough."""
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as image:
            size = image.size
            # Sides are judged before the pixels are decoded: a small file may unfold into gigabytes.
            if min(size) < SHORTEST_SIDE or max(size) > LONGEST_SIDE:
                allowed = f"{SHORTEST_SIDE} to {LONGEST_SIDE}"
                raise _unusable("frameImages", f"It has {size[0]}x{size[1]} pixels; sides must be {allowed}.")
            image.load()
            turned = image.getexif().get(ExifTags.Base.Orientation, 1) in _QUARTER_TURNS
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise _unusable("frameImages", "It cannot be read as PNG, JPEG or WEBP.") from error
    return (size[1], size[0]) if turned else size


def _decode(text: str, parameter: str) -> bytes:
    encoded = text.partition(",")[2] if text.startswith("data:") else text
    try:
        return base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise _unusable(parameter, "It is no UUID, address, data URI or base64.") from error


def _unusable(parameter: str, reason: str) -> Refused:
    kind = parameter[:1].upper() + parameter[1:]
    return refused(f"invalid{kind}", f"Invalid value for '{parameter}'. {reason}", parameter=parameter)
