"""Whole-picture looks: the styles, and what some effects do to the picture itself."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageChops, ImageEnhance, ImageFilter, ImageOps

from sandbox.render.palettes import Colour

Look = Callable[[Image.Image], Image.Image]


def _toned(picture: Image.Image, black: Colour, middle: Colour, white: Colour, share: float) -> Image.Image:
    """Mix in the picture's own light and shade in three colours."""
    toned = ImageOps.colorize(picture.convert("L"), black, white, middle)
    return Image.blend(picture, toned, share)


def _outlined(picture: Image.Image, source: Image.Image, strength: float) -> Image.Image:
    """Ink the edges of the source, but not its gentle shades and noise."""
    calm = source.convert("L").filter(ImageFilter.MedianFilter(3))
    edges = calm.filter(ImageFilter.Kernel((3, 3), (-1, -1, -1, -1, 8, -1, -1, -1, -1), 1, 0))
    edges = ImageOps.expand(ImageOps.crop(edges, 2), 2, 0)
    ink = edges.point([255 - min(255, max(0, round((level - 10) * strength))) for level in range(256)])
    ink = ink.filter(ImageFilter.MinFilter(3)).filter(ImageFilter.GaussianBlur(0.6))
    return ImageChops.multiply(picture, Image.merge("RGB", (ink, ink, ink)))


def _stepped(picture: Image.Image, steps: int) -> Image.Image:
    """Leave so many levels of each colour, from none to full."""
    levels = [round(round(level / 255 * (steps - 1)) * 255 / (steps - 1)) for level in range(256)]
    return picture.point(levels * 3)


def _stamped(picture: Image.Image, tile: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> Image.Image:
    """Multiply a small pattern over the whole picture."""
    rows, columns = -(-picture.height // tile.shape[0]), -(-picture.width // tile.shape[1])
    pattern = Image.fromarray(np.tile(tile, (rows, columns))[: picture.height, : picture.width])
    return ImageChops.multiply(picture, pattern.convert("RGB"))


def anime(picture: Image.Image) -> Image.Image:
    """Flat bright colours with fine ink and a rosy light."""
    flat = _stepped(ImageEnhance.Color(picture.filter(ImageFilter.MedianFilter(3))).enhance(1.8), 9)
    return _outlined(_toned(flat, (70, 40, 130), (255, 150, 190), (255, 252, 240), 0.35), picture, 5.0)


def three_d(picture: Image.Image) -> Image.Image:
    """Glossy: smooth, deep and with light that bleeds from the bright parts."""
    smooth = ImageEnhance.Contrast(ImageEnhance.Color(picture).enhance(1.5)).enhance(1.25)
    glow = smooth.point([max(0, level - 110) for level in range(256)] * 3).filter(
        ImageFilter.GaussianBlur(12)
    )
    return ImageChops.screen(smooth, glow)


def clay(picture: Image.Image) -> Image.Image:
    """Soft shapes of warm matter, lit from the side."""
    soft = picture.filter(ImageFilter.BoxBlur(2))
    relief = soft.convert("L").filter(ImageFilter.Kernel((3, 3), (-2, -1, 0, -1, 0, 1, 0, 1, 2), 1, 128))
    lit = ImageChops.overlay(soft, relief.filter(ImageFilter.GaussianBlur(2)).convert("RGB"))
    return _toned(lit, (70, 38, 26), (206, 142, 98), (255, 236, 206), 0.6)


def comic(picture: Image.Image) -> Image.Image:
    """Few colours, thick ink and printed dots."""
    ys, xs = np.mgrid[0:8, 0:8]
    dots = np.where(np.hypot(xs - 3.5, ys - 3.5) < 2.4, 200, 255).astype(np.uint8)
    bright = ImageEnhance.Brightness(ImageOps.equalize(picture)).enhance(1.25)
    few = _stepped(ImageEnhance.Color(Image.blend(picture, bright, 0.6)).enhance(2.0), 4)
    return _outlined(_stamped(few, dots), picture, 14.0)


def cyberpunk(picture: Image.Image) -> Image.Image:
    """Neon magenta and cyan out of the dark, on a screen with lines."""
    lines = np.array([[255], [255], [255], [170]], dtype=np.uint8)
    neon = _toned(ImageOps.autocontrast(picture, 1), (8, 0, 38), (226, 0, 168), (60, 250, 255), 0.8)
    return _stamped(neon, lines)


def xray(picture: Image.Image) -> Image.Image:
    """Light bones of edges on a dark blue plate."""
    return ImageOps.colorize(
        ImageOps.invert(picture.convert("L")), (2, 6, 24), (220, 250, 255), (20, 80, 120)
    )


def steel(picture: Image.Image) -> Image.Image:
    """Hard contrast with little colour."""
    return ImageEnhance.Contrast(ImageEnhance.Color(picture).enhance(0.35)).enhance(1.7)


STYLES: dict[str, Look] = {
    "anime": anime,
    "3d_animation": three_d,
    "clay": clay,
    "comic": comic,
    "cyberpunk": cyberpunk,
}


def soften(picture: Image.Image, radius: float) -> Image.Image:
    """Blur a picture evenly."""
    return picture.filter(ImageFilter.GaussianBlur(radius))
