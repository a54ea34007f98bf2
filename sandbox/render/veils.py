"""Patterns that lie over the whole picture: how densely, per pixel."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from sandbox.render.pose import Size

Plane = NDArray[np.float64]
# From coordinates around the middle, in shares of the frame's height, and a seed to a density of 0 to 1.
Pattern = Callable[[Plane, Plane, np.random.Generator], Plane]


def _vignette(xs: Plane, ys: Plane, _rng: np.random.Generator) -> Plane:
    return np.asarray((np.hypot(xs / np.abs(xs).max(), ys / np.abs(ys).max()) - 0.45) / 0.65)


def _iris(xs: Plane, ys: Plane, _rng: np.random.Generator) -> Plane:
    return np.asarray((np.hypot(xs, ys * 1.35) - 0.46) / 0.06)


def _rays(xs: Plane, ys: Plane, rng: np.random.Generator) -> Plane:
    angle = np.arctan2(ys + 0.1, xs) * 9 + rng.uniform(0, 6)
    return np.asarray(np.clip(np.sin(angle) * 4, 0, 1) * np.clip(np.hypot(xs, ys) * 2, 0, 1))


def _speed_lines(xs: Plane, ys: Plane, rng: np.random.Generator) -> Plane:
    spokes = rng.uniform(0, 1, 240)
    spoke = spokes[((np.arctan2(ys, xs) / (2 * np.pi) + 0.5) * 239.99).astype(int)]
    return np.asarray((spoke > 0.62) * (np.hypot(xs, ys) - 0.25 - spoke * 0.25) * 4)


def _streaks(xs: Plane, ys: Plane, rng: np.random.Generator) -> Plane:
    rows = rng.uniform(0, 1, 70)[((ys + 1.0) * 34.9).astype(int)]
    return np.asarray((rows > 0.6) * (np.sin(xs * 5 + rows * 40) - 0.2))


def _stripes(xs: Plane, ys: Plane, rng: np.random.Generator) -> Plane:
    bend = 0.10 * np.sin(ys * 9 + rng.uniform(0, 2)) + 0.05 * np.sin(ys * 23 + xs * 7)
    return np.asarray((np.sin((xs + bend) * 22) - 0.55 + np.abs(xs) * 0.3) * 5)


def _ripples(xs: Plane, ys: Plane, rng: np.random.Generator) -> Plane:
    bend = np.sin(xs * 7 + 2 * np.sin(ys * 5 + rng.uniform(0, 6))) + np.sin(ys * 11 + 2 * np.sin(xs * 4))
    return np.asarray(1 - np.abs(bend) * 2.2)


def _surf(xs: Plane, ys: Plane, _rng: np.random.Generator) -> Plane:
    below = ys - 0.22 - 0.03 * np.sin(xs * 14)
    return np.asarray(np.clip(below * 40, 0, 1) * (0.75 + 0.5 * (np.abs(below) < 0.025)))


def _floor(xs: Plane, ys: Plane, _rng: np.random.Generator) -> Plane:
    return np.asarray(np.floor(xs * 5) % 2 == np.floor(ys * 5) % 2).astype(float)


PATTERNS: dict[str, Pattern] = {
    "vignette": _vignette,
    "iris": _iris,
    "rays": _rays,
    "speed lines": _speed_lines,
    "streaks": _streaks,
    "stripes": _stripes,
    "ripples": _ripples,
    "surf": _surf,
    "floor": _floor,
}


def seamless(mask: Image.Image) -> Image.Image:
    """Mirror the left half into the right one, so that the mask may flow round without a seam."""
    left = mask.crop((0, 0, (mask.width + 1) // 2, mask.height))
    mask = mask.copy()
    mask.paste(ImageOps.mirror(left), (mask.width // 2, 0))
    return mask


def veil(pattern: str, size: Size, seed: int) -> Image.Image:
    """Return a pattern as a mask of this size, computed at half of it: a soft edge is enough."""
    columns, rows = max(2, size[0] // 2), max(2, size[1] // 2)
    ys, xs = np.meshgrid(np.linspace(-0.5, 0.5, rows), np.linspace(-0.5, 0.5, columns), indexing="ij")
    density = PATTERNS[pattern](xs * size[0] / size[1], ys, np.random.default_rng([seed, 4]))
    mask = Image.fromarray((np.clip(density, 0, 1) * 255).astype(np.uint8))
    return mask.resize(size, Image.Resampling.BILINEAR)
