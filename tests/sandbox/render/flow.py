"""Optical flow with numpy alone: shifts found on a grid of blocks, and the camera's motion fitted to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Plane = NDArray[np.float64]
BLOCK, STRIDE = 32, 16
# Three quarters of the picture: below them lies the caption, which never moves.
WATCHED = 0.75


@dataclass(frozen=True)
class Shifts:
    """How far each block moved, in pixels, where it is relative to the picture's middle, and its contrast."""

    xs: Plane
    ys: Plane
    rights: Plane
    downs: Plane
    contrasts: Plane


@dataclass(frozen=True)
class Motion:
    """How the picture moved over the screen: pixels to the right and down, growth, and radians clockwise.

    The last two are how far the things in the middle went beyond that, in pixels to the right and down.
    """

    right: float = 0.0
    down: float = 0.0
    growth: float = 0.0
    turn: float = 0.0
    apart_right: float = 0.0
    apart_down: float = 0.0

    @property
    def values(self) -> tuple[float, ...]:
        return self.right, self.down, self.growth, self.turn, self.apart_right, self.apart_down


def luma(picture: Image.Image) -> Plane:
    return np.asarray(picture.convert("L"), dtype=np.float64)


def way(film: Sequence[Image.Image]) -> list[Motion]:
    """The way gone so far, after each frame but the first."""
    steps = np.array([motion(before, after).values for before, after in pairwise(film)])
    return [Motion(*(float(value) for value in row)) for row in np.cumsum(steps, axis=0)]


def motion(before: Image.Image, after: Image.Image) -> Motion:
    """Fit one shift, growth and turn to the shifts of all blocks, and hold the middle ones against them."""
    found = shifts(before, after)
    ones, zeros = np.ones_like(found.xs), np.zeros_like(found.xs)
    rights = np.stack([ones, zeros, found.xs, -found.ys], axis=1)
    downs = np.stack([zeros, ones, found.ys, found.xs], axis=1)
    fitted = _robust_fit(np.vstack([rights, downs]), np.concatenate([found.rights, found.downs]))
    middle = (np.abs(found.xs) < 0.11 * before.width) & (np.abs(found.ys + 8) < 10)
    weights = found.contrasts[middle] ** 2 + 1e-6
    apart = [np.average(moved[middle], weights=weights) for moved in (found.rights, found.downs)]
    values = [*fitted, apart[0] - fitted[0], apart[1] - fitted[1]]
    return Motion(*(float(value) for value in values))


def shifts(before: Image.Image, after: Image.Image) -> Shifts:
    """Find every block's shift by phase correlation, after that of the whole picture if it made a leap."""
    rows = round(before.height * WATCHED)
    a, b = luma(before)[:rows], luma(after)[:rows]
    leap = _leap(a, b)
    was, now = (
        np.lib.stride_tricks.sliding_window_view(plane, (BLOCK, BLOCK))[::STRIDE, ::STRIDE]
        for plane in (np.roll(a, leap, (0, 1)), b)
    )
    down, right = _phase_shift(was, now)
    ys, xs = (place * STRIDE + BLOCK / 2 for place in np.indices(right.shape))
    grid = (
        xs - before.width / 2,
        ys - before.height / 2,
        right + leap[1],
        down + leap[0],
        was.std(axis=(2, 3)),
    )
    return Shifts(*(values.ravel() for values in grid))


def _leap(a: Plane, b: Plane) -> tuple[int, int]:
    """The shift of the whole picture down and right when it went farther than a block can tell, or none."""
    down, right = (round(float(shift)) for shift in _phase_shift(a, b))
    if max(abs(down), abs(right)) < BLOCK // 4:
        return 0, 0
    kept = tuple(
        slice(max(0, step), side + min(0, step)) for step, side in zip((down, right), a.shape, strict=True)
    )
    apart = np.abs(b - np.roll(a, (down, right), (0, 1)))[kept].mean()
    return (down, right) if apart < 0.6 * np.abs(b - a)[kept].mean() else (0, 0)


def _phase_shift(was: Plane, now: Plane) -> tuple[Plane, Plane]:
    """How far down and right the pictures in the last two axes moved, to a fraction of a pixel."""
    height, width = was.shape[-2:]
    window = np.outer(np.hanning(height), np.hanning(width))
    first, second = (
        np.fft.rfft2((plane - plane.mean(axis=(-2, -1), keepdims=True)) * window) for plane in (was, now)
    )
    cross = second * np.conj(first)
    strength = np.abs(cross)
    floor = 0.02 * strength.max(axis=(-2, -1), keepdims=True) + 1e-6
    peaks = np.fft.irfft2(cross / (strength + floor), s=(height, width))
    best = peaks.reshape(*peaks.shape[:-2], -1).argmax(axis=-1)
    return _refined(peaks, best // width, best % width)


def _refined(peaks: Plane, row: NDArray[np.intp], column: NDArray[np.intp]) -> tuple[Plane, Plane]:
    """Bring the highest places to fractions of a pixel, by parabolas through their neighbours."""
    height, width = peaks.shape[-2:]
    others = np.indices(row.shape)

    def at(down: int, right: int) -> Plane:
        return np.asarray(peaks[(*others, (row + down) % height, (column + right) % width)])

    def vertex(low: Plane, high: Plane) -> Plane:
        bend = np.minimum(low - 2 * at(0, 0) + high, -1e-9)
        return np.clip((low - high) / bend / 2, -0.5, 0.5)

    down = (row + height // 2) % height - height // 2 + vertex(at(-1, 0), at(1, 0))
    right = (column + width // 2) % width - width // 2 + vertex(at(0, -1), at(0, 1))
    return down, right


def _robust_fit(rows: Plane, targets: Plane) -> Plane:
    """Least squares, again and again with less weight on what the fit so far does not explain."""
    weights: Plane = np.ones(len(targets))
    fitted: Plane = np.zeros(rows.shape[1])
    for _ in range(10):
        solved = np.linalg.lstsq(rows * weights[:, None], targets * weights, rcond=None)[0]
        fitted = np.asarray(solved, dtype=np.float64)
        misses = np.abs(rows @ fitted - targets)
        weights = 1 / (1 + (misses / max(0.3, 1.2 * float(np.median(misses)))) ** 2)
    return fitted
