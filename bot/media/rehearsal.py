"""A short clip of our own making, for rehearsals: nothing is asked of any provider for it."""

from fractions import Fraction
from io import BytesIO
from typing import Final

import av
from av.video.stream import VideoStream
from PIL import Image, ImageDraw

_SIZE: Final = (640, 360)
_RATE: Final = 12
_FRAMES: Final = 24
_BARS: Final = ("#F2F3F5", "#F5C542", "#4BC0C8", "#57C26B", "#C76BC9", "#E4574D", "#4C6FE0")
_HAND: Final = 90
"""How wide the square is that runs across, in pixels: a still picture would prove no playback."""


def rehearsal_clip() -> bytes:
    """Encode two seconds of colour bars as MP4 (H.264), as results are."""
    written = BytesIO()
    with av.open(written, "w", format="mp4") as container:
        stream: VideoStream = container.add_stream("libx264", rate=_RATE)
        stream.width, stream.height = _SIZE
        stream.pix_fmt, stream.time_base = "yuv420p", Fraction(1, _RATE)
        for number in range(_FRAMES):
            container.mux(stream.encode(av.VideoFrame.from_image(picture(number))))
        container.mux(stream.encode(None))
    return written.getvalue()


def picture(number: int) -> Image.Image:
    """Draw one of its pictures."""
    width, height = _SIZE
    image = Image.new("RGB", _SIZE)
    pen = ImageDraw.Draw(image)
    for place, colour in enumerate(_BARS):
        left, right = (width * edge // len(_BARS) for edge in (place, place + 1))
        pen.rectangle((left, 0, right, height), colour)
    left = (width - _HAND) * number // (_FRAMES - 1)
    pen.rectangle((left, height - _HAND, left + _HAND, height), "#1E1F26")
    return image
