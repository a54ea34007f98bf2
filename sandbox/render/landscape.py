"""Landscapes out of a seed: sky, sun or moon, clouds, and layers of land that fade into the distance."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from sandbox.render.palettes import PALETTES, Palette
from sandbox.render.pose import Margin, Size
from sandbox.render.terrain import TERRAINS, Row

Plane = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ground:
    """A canvas and its coordinates: 0 to 1 is the frame, anything beyond lies in the margin."""

    size: Size
    xs: Row
    ys: Row
    aspect: float

    @property
    def canvas_size(self) -> Size:
        """Pixels of the whole canvas, margin included."""
        return len(self.xs), len(self.ys)


def _ground(size: Size, margin: Margin) -> Ground:
    width, height = size
    xs = (np.arange(-margin.left, width + margin.right, dtype=np.float32) + 0.5) / width
    ys = (np.arange(-margin.top, height + margin.bottom, dtype=np.float32) + 0.5) / height
    return Ground(size, xs, ys, width / height)


def landscape(seed: int, size: Size, margin: Margin) -> Image.Image:
    """Paint the seed's landscape; a wider margin shows more of the same land."""
    rng = np.random.default_rng(seed)
    palette = PALETTES[int(rng.integers(len(PALETTES)))]
    ground = _ground(size, margin)
    sun = (float(rng.uniform(0.2, 0.8)), float(rng.uniform(0.22, 0.52)))
    canvas = _sky(ground, palette, sun, rng)
    if palette.stars:
        _scatter_stars(canvas, ground, rng)
    _hang_sun(canvas, ground, palette, sun)
    terrain = TERRAINS[int(rng.integers(len(TERRAINS)))]
    for depth, profile in terrain(rng, ground.aspect):
        _lay(canvas, ground, palette, depth, profile)
    return canvas


def _sky(ground: Ground, palette: Palette, sun: tuple[float, float], rng: np.random.Generator) -> Image.Image:
    """Paint at a quarter of the size: nothing in a sky is sharp, and it takes a sixteenth of the time."""
    xs, ys = ground.xs[::4], ground.ys[::4]
    stops = np.linspace(0.0, 0.78, len(palette.sky))
    rows = np.stack([np.interp(ys, stops, channel) for channel in np.array(palette.sky).T], axis=1)
    distance = np.hypot((xs[None, :] - sun[0]) * ground.aspect, ys[:, None] - sun[1])
    glow = 0.55 * np.exp(-distance * 3.2) + 0.35 * np.exp(-distance * 11)
    light = np.array(palette.sun, dtype=np.float32)
    sky = rows[:, None, :] + (light - rows[:, None, :]) * glow[:, :, None]
    cover = _clouds(xs, ys, ground.aspect, rng) * palette.clouds
    bright = light * 0.75 + sky * 0.25
    sky = sky + (bright - sky) * cover[:, :, None]
    small = Image.fromarray(np.clip(sky, 0, 255).astype(np.uint8))
    return small.resize(ground.canvas_size, Image.Resampling.BICUBIC)


def _clouds(xs: Row, ys: Row, aspect: float, rng: np.random.Generator) -> Plane:
    """Streaks of cloud: sums of waves, bent by each other, thicker higher up."""
    total = np.zeros((len(ys), len(xs)), dtype=np.float32)
    bend = np.sin(xs[None, :] * aspect * 3.1 + rng.uniform(0, 6.28)) * 0.05
    for octave in range(1, 6):
        across, down, phase = (
            rng.uniform(1.0, 2.2) * octave,
            rng.uniform(7, 11) * octave,
            rng.uniform(0, 6.28, 2),
        )
        wave = np.sin(
            xs[None, :] * aspect * across * 2 + phase[0] + np.sin((ys[:, None] + bend) * down) * 1.4
        )
        total += wave * np.sin((ys[:, None] + bend) * down * 1.7 + phase[1]) / octave
    return np.clip(total - 0.35, 0, 1) * np.clip(1.1 - ys[:, None] * 1.4, 0, 1)


def _scatter_stars(canvas: Image.Image, ground: Ground, rng: np.random.Generator) -> None:
    spots = rng.uniform((-1.0, -1.0), (2.0, 0.62), (900, 2))
    size = max(1, round(ground.size[1] / 540))
    left, top = float(ground.xs[0]), float(ground.ys[0])
    for (x, y), shine in zip(spots, rng.uniform(0.25, 1.0, len(spots)), strict=True):
        at = round((x - left) * ground.size[0]), round((y - top) * ground.size[1])
        level = round(255 * shine * min(1.0, (0.7 - y) * 1.5))
        canvas.paste((255, 255, 255), (*at, at[0] + size, at[1] + size), Image.new("L", (size, size), level))


def _hang_sun(canvas: Image.Image, ground: Ground, palette: Palette, sun: tuple[float, float]) -> None:
    radius = palette.sun_radius * min(1.0, ground.aspect) * ground.size[1]
    xs = (ground.xs - sun[0]) * ground.size[0]
    ys = (ground.ys - sun[1]) * ground.size[1]
    disc = np.clip(radius - np.hypot(xs[None, :], ys[:, None]), 0, 1)
    mask = Image.fromarray((disc * 255).astype(np.uint8))
    canvas.paste(palette.sun, None, mask)


def _lay(
    canvas: Image.Image, ground: Ground, palette: Palette, depth: float, profile: Callable[[Row], Row]
) -> None:
    """Cover everything below the profile; what is nearer is darker, and every layer fades into mist downwards."""
    ridge = profile(ground.xs)
    fade = np.clip((ground.ys - float(ridge.min())) / 0.35, 0, 1)[:, None] * (1 - depth) * 0.55
    far, near, mist = (
        np.array(colour, dtype=np.float32) for colour in (palette.far, palette.near, palette.sky[-1])
    )
    rows = (far + (near - far) * depth) * (1 - fade) + mist * fade
    land = Image.fromarray(rows.astype(np.uint8)[:, None, :]).resize(
        ground.canvas_size, Image.Resampling.NEAREST
    )
    inside = np.clip((ground.ys[:, None] - ridge[None, :]) * ground.size[1] + 0.5, 0, 1)
    canvas.paste(land, None, Image.fromarray((inside * 255).astype(np.uint8)))


def soften(picture: Image.Image, radius: float) -> Image.Image:
    """Blur a picture evenly."""
    return picture.filter(ImageFilter.GaussianBlur(radius))
