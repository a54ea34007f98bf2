"""Turning an attached image into a clean one of our own. Runs in a child: see `bot.media.child`."""

import struct
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import ExifTags, Image

from bot.domain.errors import MediaProblem
from bot.media.headers import dimensions
from bot.media.kinds import IMAGES, kind_of
from bot.media.verdict import Facts, Unusable
from bot.media.wording import megabytes, megapixels, pixels, sides

_QUALITIES: Final = (92, 85, 75)
_SHRINK: Final = 0.8
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each orientation of EXIF 2.32, 4.6.4."""
_SIDEWAYS: Final = tuple(_TURNS[orientation] for orientation in (5, 6, 7, 8))
ALLOWED_KINDS: Final = "PNG, JPEG or WEBP"


def clean(
    source: str,
    target: str,
    most_pixels: int,
    shortest_side: int,
    longest_side: int,
    kept_bytes: int,
    kept_png_pixels: int,
) -> Facts:
    """Decode an image, turn it upright, scale it down and write it anew, bare of metadata.

    Raises `Unusable`, or whatever Pillow raises over damaged files.
    """
    Image.MAX_IMAGE_PIXELS = most_pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    path = Path(source)
    kind = kind_of(path)
    _require_image(path, kind, most_pixels)
    # Some cameras' JPEGs hold further pictures (MPO); the first one is meant.
    with Image.open(path, formats=(kind,)) as opened:
        if kind != "JPEG" and getattr(opened, "is_animated", False):
            raise Unusable(MediaProblem.ANIMATED, f"animated {kind}", f"a still {ALLOWED_KINDS}")
        try:
            image = _upright(opened, shortest_side, longest_side)
        except MemoryError as error:
            # WEBP and transparency take several times the memory; half the pixels always fit.
            found, allowed = pixels(*opened.size), megapixels(most_pixels // 2)
            raise Unusable(MediaProblem.TOO_MANY_PIXELS, found, allowed) from error
    if not _is_transparent(image):
        image = image.convert("RGB")
    keep_png = image.mode == "RGBA" or (kind == "PNG" and image.width * image.height <= kept_png_pixels)
    return write(image, Path(target), kept_bytes, shortest_side, as_png=keep_png)


def _require_image(path: Path, kind: str, most_pixels: int) -> None:
    if kind not in IMAGES:
        raise Unusable(MediaProblem.NOT_AN_IMAGE, kind, ALLOWED_KINDS)
    width, height = dimensions(path, kind)
    if width * height > most_pixels:
        raise Unusable(MediaProblem.TOO_MANY_PIXELS, pixels(width, height), megapixels(most_pixels))


def _upright(opened: Image.Image, shortest_side: int, longest_side: int) -> Image.Image:
    """Give the picture as it is meant to be seen, in 8-bit RGB or RGBA, no larger than the longest side."""
    turn = _TURNS.get(_orientation(opened))
    width, height = opened.size
    scale = min(1.0, longest_side / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if min(size) < shortest_side:
        found = _found(opened.size, size, sideways=turn in _SIDEWAYS)
        raise Unusable(MediaProblem.TOO_SMALL, found, sides(shortest_side, longest_side))
    # A JPEG can be decoded at half its size or less, which saves most of the memory.
    opened.draft(None, size)
    image = _eight_bit(opened).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if turn is not None:
        image = image.transpose(turn)
    # Pillow writes comments and colour profiles that it finds here.
    image.info.clear()
    return image


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except (OSError, SyntaxError, TypeError, ValueError, struct.error):
        # Broken metadata does not spoil a good picture.
        return 1


def _found(before: tuple[int, int], after: tuple[int, int], *, sideways: bool) -> str:
    step = -1 if sideways else 1
    shown = pixels(*before[::step])
    return shown if before == after else f"{shown}, scaled down {pixels(*after[::step])}"


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        image.load()
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _is_transparent(image: Image.Image) -> bool:
    return image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255)


def write(image: Image.Image, target: Path, kept_bytes: int, shortest_side: int, *, as_png: bool) -> Facts:
    """Write a picture within a size, as PNG if asked and possible; raises `Unusable` when nothing fits."""
    if as_png:
        image.save(target, "PNG")
        if target.stat().st_size <= kept_bytes:
            return Facts("PNG", *image.size)
    for picture in _smaller_and_smaller(_opaque(image), shortest_side):
        for quality in _QUALITIES:
            picture.save(target, "JPEG", quality=quality)
            if target.stat().st_size <= kept_bytes:
                return Facts("JPEG", *picture.size)
    raise Unusable(MediaProblem.TOO_HEAVY, "too much detail", megabytes(kept_bytes))


def _opaque(image: Image.Image) -> Image.Image:
    """Lay a picture on white: neither JPEG nor a video has transparency."""
    if image.mode == "RGB":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _smaller_and_smaller(image: Image.Image, shortest_side: int) -> Iterator[Image.Image]:
    while min(image.size) >= shortest_side:
        yield image
        image = image.resize((round(image.width * _SHRINK), round(image.height * _SHRINK)))
