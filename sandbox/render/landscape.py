"""Landscapes out of a seed: sky, sun or moon, clouds, and layers of land that fade into the distance."""

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from sandbox.render.canvas import NEAREST, Flat
from sandbox.render.grain import grain, grained
from sandbox.render.hints import land_and_hour
from sandbox.render.palettes import Palette
from sandbox.render.pose import Margin, Size
from sandbox.render.terrain import Rank, Ranks, Row

Plane = NDArray[np.float64]
SKY_GRAIN, LAND_GRAIN = 0.06, 0.25


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
    xs = (np.arange(-margin.left, width + margin.right) + 0.5) / width
    ys = (np.arange(-margin.top, height + margin.bottom) + 0.5) / height
    return Ground(size, xs, ys, width / height)


def landscape(prompt: str, seed: int, size: Size, margin: Margin, *, smooth: bool = False) -> list[Flat]:
    """Paint the seed's landscape for a prompt, from the sky to the nearest land.

    A wider margin shows more of the same land. Every piece of scenery but the first is cut out along its
    skyline and has all that lies behind it painted on it too: the last one is the whole picture. A smooth
    one has no grain, for styles that would ink every blot.
    """
    rng = np.random.default_rng(seed)
    terrain, palette = land_and_hour(prompt, rng)
    ground = _ground(size, margin)
    sun = (float(rng.uniform(0.2, 0.8)), float(rng.uniform(0.22, 0.52)))
    blots = Image.new("L", ground.canvas_size) if smooth else grain(size, margin)
    canvas = grained(_sky(ground, palette, sun, rng), blots, SKY_GRAIN)
    if palette.stars:
        _scatter_stars(canvas, ground, rng)
    _hang_sun(canvas, ground, palette, sun)
    return _scenery(canvas, ground, palette, terrain(rng, ground.aspect), blots, rng)


def _scenery(
    canvas: Image.Image,
    ground: Ground,
    palette: Palette,
    land: Ranks,
    blots: Image.Image,
    rng: np.random.Generator,
) -> list[Flat]:
    """Paint the land, rank before rank, and put aside what stands at each distance."""
    scenery: list[Flat] = []
    for nearness, ranks in groupby(land, _nearness):
        cut = Image.new("L", canvas.size)
        for rank in ranks:
            inside = _lay(canvas, ground, palette, rank, blots)
            if rank.windows:
                _light_windows(canvas, ground, palette, inside, rng)
            cut = ImageChops.lighter(cut, inside)
        picture = canvas.copy()
        if scenery:
            picture.putalpha(cut)
        scenery.append(Flat(picture, nearness))
    return scenery


def _nearness(rank: Rank) -> float:
    """Few steps will do: each of them is a picture more to carry through every frame."""
    return 1.0 if rank.depth < 0.3 else (1 + NEAREST) / 2 if rank.depth < 0.7 else NEAREST


def _sky(ground: Ground, palette: Palette, sun: tuple[float, float], rng: np.random.Generator) -> Image.Image:
    """Paint at a quarter of the size: nothing in a sky is sharp, and it takes a sixteenth of the time."""
    xs, ys = ground.xs[::4], ground.ys[::4]
    stops = np.linspace(0.0, 0.78, len(palette.sky))
    rows = np.stack([np.interp(ys, stops, channel) for channel in np.array(palette.sky).T], axis=1)
    distance = np.hypot((xs[None, :] - sun[0]) * ground.aspect, ys[:, None] - sun[1])
    glow = 0.55 * np.exp(-distance * 3.2) + 0.35 * np.exp(-distance * 11)
    light = np.array(palette.sun, dtype=np.float64)
    sky = rows[:, None, :] + (light - rows[:, None, :]) * glow[:, :, None]
    cover = _clouds(xs, ys, ground.aspect, rng) * palette.clouds
    bright = light * 0.75 + sky * 0.25
    sky = sky + (bright - sky) * cover[:, :, None]
    small = Image.fromarray(np.clip(sky, 0, 255).astype(np.uint8))
    return small.resize(ground.canvas_size, Image.Resampling.BICUBIC)


def _clouds(xs: Row, ys: Row, aspect: float, rng: np.random.Generator) -> Plane:
    """Streaks of cloud: sums of waves, bent by each other, thicker higher up."""
    total = np.zeros((len(ys), len(xs)), dtype=np.float64)
    bend = np.sin(xs[None, :] * aspect * 3.1 + rng.uniform(0, 6.28)) * 0.05
    for octave in range(1, 6):
        across, down = rng.uniform(2.0, 4.4) * octave, rng.uniform(7, 11) * octave
        rows = (ys[:, None] + bend) * down
        wave = np.sin(xs[None, :] * aspect * across + rng.uniform(0, 6.28) + np.sin(rows) * 1.4)
        total += wave * np.sin(rows * 1.7 + rng.uniform(0, 6.28)) / octave
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
    canvas: Image.Image, ground: Ground, palette: Palette, rank: Rank, blots: Image.Image
) -> Image.Image:
    """Cover all below the rank's skyline and return where that is; every rank fades into mist downwards."""
    ridge = rank.profile(ground.xs)
    fade = np.clip((ground.ys - float(ridge.min())) / 0.35, 0, 1)[:, None] * (1 - rank.depth) * 0.55
    far, near, mist = (np.array(colour) for colour in (palette.far, palette.near, palette.sky[-1]))
    rows = (far + (near - far) * rank.depth) * (1 - fade) + mist * fade
    column = Image.fromarray(rows.astype(np.uint8)[:, None, :])
    heights, ridges = (line.astype(np.float32) * ground.size[1] for line in (ground.ys, ridge))
    below = np.clip(heights[:, None] - ridges[None, :] + 0.5, 0, 1)
    inside = Image.fromarray((below * 255).astype(np.uint8))
    land = grained(column.resize(ground.canvas_size, Image.Resampling.NEAREST), blots, LAND_GRAIN)
    canvas.paste(land, None, inside)
    return inside


def _light_windows(
    canvas: Image.Image, ground: Ground, palette: Palette, inside: Image.Image, rng: np.random.Generator
) -> None:
    """Light some windows of a grid that lies over all houses, well below their roofs."""
    pitch = ground.size[1] / 60
    columns, rows = (ground.xs * ground.size[0] / pitch, ground.ys * ground.size[1] / pitch * 0.8)
    open_ = (columns % 1 < 0.45)[None, :] & (rows % 1 < 0.5)[:, None]
    lit = rng.random((64, 64)) < 0.24
    shine = lit[rows.astype(int)[:, None] % 64, columns.astype(int)[None, :] % 64] & open_
    below_roof = Image.new("L", inside.size)
    below_roof.paste(inside, (0, round(pitch)))
    mask = Image.fromarray((shine * (255 * palette.lights)).astype(np.uint8))
    canvas.paste((255, 214, 130), None, ImageChops.multiply(mask, below_roof))
