"""What Discord reads out of an uploaded file: its type, and how large its picture is."""

import io
import mimetypes
import warnings
from pathlib import PurePath
from typing import NamedTuple

import av
from av.error import FFmpegError
from PIL import Image, UnidentifiedImageError

# The system's own table varies from machine to machine; these are what the bot and its members upload.
_TYPES = {
    ".avif": "image/avif",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".webm": "video/webm",
    ".webp": "image/webp",
}

# Others would lead out of the file: a playlist or a session description names addresses to open.
_CONTAINERS = "mov,matroska,avi"


class Picture(NamedTuple):
    """The width and height of an image or a video, in pixels."""

    width: int
    height: int


def content_type(filename: str) -> str:
    """Name the media type by the file's extension alone, as Discord does (docs/facts/discord.md §2)."""
    known = _TYPES.get(PurePath(filename).suffix.lower())
    return known or mimetypes.guess_type(filename)[0] or "application/octet-stream"


def measure(filename: str, content: bytes) -> Picture | None:
    """Read the picture size of an image or video; None when there is none or it cannot be read."""
    kind = content_type(filename).partition("/")[0]
    if kind == "image":
        return _measure_image(content)
    return _measure_video(content) if kind == "video" else None


def _measure_image(content: bytes) -> Picture | None:
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content)) as image:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Picture(*image.size)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
        return None


def _measure_video(content: bytes) -> Picture | None:
    try:
        with av.open(io.BytesIO(content), options={"format_whitelist": _CONTAINERS}) as container:
            stream = next(iter(container.streams.video), None)
            return Picture(stream.width, stream.height) if stream else None
    except (FFmpegError, ValueError):
        return None
