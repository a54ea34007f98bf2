"""Taking a picture out of a video. Runs in a child: see `bot.media.child`."""

from pathlib import Path
from typing import Final

from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace
from PIL import Image

from bot.domain.errors import MediaProblem
from bot.media.images import write
from bot.media.kinds import kind_of
from bot.media.verdict import Facts, Unusable
from bot.media.videos import last_picture, open_video, picture_stream, require_pixels
from bot.media.wording import pixels, sides

_TURNS: Final = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    -180: Image.Transpose.ROTATE_180,
    -90: Image.Transpose.ROTATE_270,
}
_UNSAID: Final = 2
"""AVCOL_SPC_UNSPECIFIED: the video does not say by which formula its colours were coded."""
_HIGH_DEFINITION: Final = 720
"""From this many lines on Discord's player takes what is unsaid for BT.709, below for BT.601 (Chromium)."""


def last_frame(
    source: str,
    target: str,
    most_pixels: int,
    shortest_side: int,
    longest_side: int,
    kept_bytes: int,
    kept_png_pixels: int,
) -> Facts:
    """Write the very last picture of a video, as it is seen, with sides that may be given as an image.

    Raises `Unusable`, or whatever FFmpeg raises over damaged files.
    """
    with open_video(source, kind_of(Path(source))) as container:
        stream = picture_stream(container)
        require_pixels(stream, most_pixels)
        image = _seen(last_picture(container, stream))
    image = _scaled(image, shortest_side, longest_side)
    as_png = image.width * image.height <= kept_png_pixels
    return write(image, Path(target), kept_bytes, shortest_side, as_png=as_png)


def _seen(frame: VideoFrame) -> Image.Image:
    unsaid = Colorspace.ITU709 if frame.height >= _HIGH_DEFINITION else Colorspace.ITU601
    image: Image.Image = frame.to_image(src_colorspace=unsaid if frame.colorspace == _UNSAID else None)
    turn = _TURNS.get(frame.rotation)
    return image if turn is None else image.transpose(turn)


def _scaled(image: Image.Image, shortest_side: int, longest_side: int) -> Image.Image:
    scale = min(max(1.0, shortest_side / min(image.size)), longest_side / max(image.size))
    if scale == 1:
        return image
    size = (round(image.width * scale), round(image.height * scale))
    if min(size) < shortest_side:
        raise Unusable(MediaProblem.TOO_SMALL, pixels(*image.size), sides(shortest_side, longest_side))
    return image.resize(size, Image.Resampling.LANCZOS)
