"""The kinds of land a landscape is layered from: each layer is a skyline over the width of the picture."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float64]
Profile = Callable[[Row], Row]


@dataclass(frozen=True, slots=True)
class Rank:
    """One layer of land, from far (depth 0) to near (1), and whether people live there."""

    depth: float
    profile: Profile
    windows: bool = False


Ranks = Iterator[Rank]
Terrain = Callable[[np.random.Generator, float], Ranks]

# How far to both sides of the frame things are placed, in frame widths.
REACH = 1.6


def _waves(
    rng: np.random.Generator, base: float, height: float, pitch: float, *, ridged: bool = False
) -> Profile:
    """A skyline of waves in waves; ridged ones have sharp crests."""
    phases, bends = rng.uniform(0, 2 * np.pi, 6), rng.uniform(0.8, 1.25, 6)

    def profile(xs: Row) -> Row:
        total = np.zeros_like(xs)
        for octave in range(6):
            wave = np.sin(xs * pitch * bends[octave] * 2**octave + phases[octave])
            total += (1 - 2 * np.abs(wave) if ridged else wave) * 0.5**octave
        return base - height * total * 0.5

    return profile


def _spikes(
    rng: np.random.Generator, under: Profile, count: int, height: float, width: float, *, flat: bool = False
) -> Profile:
    """Put pointed trees, or flat-topped houses, on another skyline."""
    places = np.sort(rng.uniform(-REACH, 1 + REACH, round(count * (1 + 2 * REACH))))
    heights = height * rng.uniform(0.35, 1.0, len(places)) ** (1.6 if flat else 1.0)
    widths = width * rng.uniform(0.6, 1.3, len(places))

    def profile(xs: Row) -> Row:
        rise = np.zeros_like(xs)
        for place, tall, wide in zip(places, heights, widths, strict=True):
            first, last = np.searchsorted(xs, (place - wide, place + wide))
            near = np.abs(xs[first:last] - place) / wide
            shape = np.ones_like(near) if flat else 1 - near
            rise[first:last] = np.maximum(rise[first:last], tall * shape)
        return under(xs) - rise

    return profile


def mountains(rng: np.random.Generator, aspect: float) -> Ranks:
    """Sharp ranges behind each other over soft foothills."""
    for layer in range(4):
        crest = _waves(rng, 0.52 + 0.09 * layer, 0.26 - 0.04 * layer, (2.2 + layer) * aspect, ridged=True)
        yield Rank(layer / 5, crest)
    yield Rank(1.0, _waves(rng, 0.93, 0.08, 2.0 * aspect))


def hills(rng: np.random.Generator, aspect: float) -> Ranks:
    """Rolling hills with a few trees, taller on the nearer ones."""
    for layer in range(5):
        under = _waves(rng, 0.58 + 0.085 * layer, 0.12 - 0.015 * layer, (1.6 + 0.5 * layer) * aspect)
        tall = 0.025 * layer
        yield Rank(layer / 4, _spikes(rng, under, round(11 * aspect), tall, (0.004 + tall * 0.16) / aspect))


def forest(rng: np.random.Generator, aspect: float) -> Ranks:
    """Ranks of firs in the mist under a mountain."""
    yield Rank(0.0, _waves(rng, 0.50, 0.30, 2.0 * aspect, ridged=True))
    for layer in range(1, 5):
        under = _waves(rng, 0.60 + 0.10 * layer, 0.05, 2.6 * aspect)
        tall = 0.07 + 0.035 * layer
        yield Rank(
            layer / 4, _spikes(rng, under, round((52 - 7 * layer) * aspect), tall, tall * 0.28 / aspect)
        )


def city(rng: np.random.Generator, aspect: float) -> Ranks:
    """A skyline in three ranks before far hills."""
    yield Rank(0.0, _waves(rng, 0.60, 0.10, 1.8 * aspect))
    for layer in range(1, 4):
        under = _waves(rng, 0.70 + 0.09 * layer, 0.01, 1.0)
        tall, wide = 0.36 - 0.04 * layer, (0.030 + 0.010 * layer) / aspect
        yield Rank(layer / 3, _spikes(rng, under, round(15 * aspect), tall, wide, flat=True), windows=True)


def dunes(rng: np.random.Generator, aspect: float) -> Ranks:
    """Long sharp-edged waves of sand, with rocks that show how fast one passes."""
    for layer in range(5):
        under = _waves(rng, 0.60 + 0.085 * layer, 0.07 + 0.01 * layer, (0.9 + 0.4 * layer) * aspect)
        tall = 0.02 + 0.012 * layer
        yield Rank(layer / 4, _spikes(rng, under, round(7 * aspect), tall, tall * 0.9 / aspect))


TERRAINS: tuple[Terrain, ...] = (mountains, hills, forest, city, dunes)
