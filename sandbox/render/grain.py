"""The grain of painted things: faint blots, so that every motion can be followed by the eye, and measured."""

from functools import cache

import numpy as np
from PIL import Image

from sandbox.render.pose import Margin, Size

TILE = 128
# How many blots lie side by side on a tile, from the coarse ones to the fine ones.
COARSE, FINE = 4, 40


@cache
def _tile(scale: int) -> Image.Image:
    """Return a seamless tile of noise between two sizes of blots, enlarged."""
    rng = np.random.default_rng(6)
    waves = np.hypot(*np.meshgrid(*[np.fft.fftfreq(TILE, 1 / TILE)] * 2))
    band = (waves >= COARSE) & (waves <= FINE)
    noise = np.fft.ifft2(np.fft.fft2(rng.normal(size=(TILE, TILE))) * band / np.maximum(waves, 1)).real
    level = np.clip(0.5 + noise / noise.std() / 5, 0, 1) * 255
    wide = Image.fromarray(np.pad(level, 4, mode="wrap").astype(np.uint8))
    enlarged = wide.resize((wide.width * scale, wide.height * scale), Image.Resampling.BICUBIC)
    return enlarged.crop((4 * scale, 4 * scale, (4 + TILE) * scale, (4 + TILE) * scale))


def grain(size: Size, margin: Margin) -> Image.Image:
    """Return grain for a frame of this size and the margin around it; a wider margin has more of the same."""
    tile = _tile(max(1, round(min(size) / 180)))
    whole = Image.new("L", (size[0] + margin.left + margin.right, size[1] + margin.top + margin.bottom))
    for top in range(margin.top % tile.height - tile.height, whole.height, tile.height):
        for left in range(margin.left % tile.width - tile.width, whole.width, tile.width):
            whole.paste(tile, (left, top))
    return whole


def grained(picture: Image.Image, blots: Image.Image, strength: float) -> Image.Image:
    """Darken a picture by its blots, by this share at most."""
    shade = blots.point([round(255 * (1 - strength * level / 255)) for level in range(256)])
    return Image.composite(picture, Image.new("RGB", picture.size), shade)
