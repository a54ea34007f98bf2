"""Frames of videos, as the stand-ins' renderer draws them, inside the page itself."""

import base64
from functools import cache
from io import BytesIO
from itertools import islice

from PIL import Image

from sandbox.discord.looks import Media
from sandbox.render import Scene
from sandbox.render.film import Film

_FRAME = 30
"""More than a second into the clip the caption has faded in."""


@cache
def picture_of(shown: str | bytes, seed: int = 0) -> Media:
    """Give a frame of a video of this prompt, or a picture that is there already."""
    if isinstance(shown, bytes):
        with Image.open(BytesIO(shown)) as picture:
            return Media(_address(shown, "png"), picture.width, picture.height)
    frame = frame_of(shown, seed)
    return Media(_address(_jpeg(frame), "jpeg"), frame.width, frame.height, is_video=True)


@cache
def frame_of(prompt: str, seed: int = 0, width: int = 960, height: int = 540) -> Image.Image:
    """Draw one frame."""
    film = Film(Scene(prompt, width, height, 3, seed + 7))
    return next(islice(film.frames(), _FRAME, None))


def _jpeg(frame: Image.Image) -> bytes:
    written = BytesIO()
    frame.save(written, "JPEG", quality=80)
    return written.getvalue()


def _address(encoded: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(encoded).decode()}"
