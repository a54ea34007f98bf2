"""Small scenes, a picture full of detail, and the motion between two frames measured from their pixels."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from sandbox.render import Scene, render

Plane = NDArray[np.float64]
SIZE = (192, 128)
BLOCK = 32


def scene(**changes: Any) -> Scene:
    fields: dict[str, Any] = {"prompt": "", "duration_seconds": 1, "seed": 7, "fps": 12}
    return Scene(**(fields | {"width": SIZE[0], "height": SIZE[1]} | changes))


def rendered(path: Path, **changes: Any) -> Path:
    render(scene(**changes), path)
    return path


def photo(seed: int, size: tuple[int, int] = (400, 300)) -> bytes:
    """Coloured blots of every size: something to follow everywhere in the picture."""
    rng = np.random.default_rng(seed)
    total = np.zeros((size[1], size[0], 3))
    for scale in (4, 12, 40):
        coarse = rng.integers(0, 256, (size[1] // scale + 2, size[0] // scale + 2, 3), dtype=np.uint8)
        blots = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
        total += np.asarray(blots.filter(ImageFilter.GaussianBlur(scale / 4))) / 3
    encoded = io.BytesIO()
    Image.fromarray(total.clip(0, 255).astype(np.uint8)).save(encoded, "PNG")
    return encoded.getvalue()


def luma(picture: Image.Image) -> Plane:
    return np.asarray(picture.convert("L"), dtype=np.float64)


def difference(a: Image.Image, b: Image.Image) -> float:
    """Mean distance of two pictures' colours, 0 to 255."""
    return float(np.abs(np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64)).mean())


@dataclass(frozen=True)
class Motion:
    """How the picture moved over the screen: pixels to the right and down, growth, and radians clockwise."""

    right: float
    down: float
    growth: float
    turn: float


def motion(before: Image.Image, after: Image.Image) -> Motion:
    """Fit one shift, growth and turn to the shifts of all blocks, each found by phase correlation."""
    a, b = luma(before), luma(after)
    rows, targets = [], []
    for top in range(0, a.shape[0] - BLOCK + 1, BLOCK // 2):
        for left in range(0, a.shape[1] - BLOCK + 1, BLOCK // 2):
            cut = np.s_[top : top + BLOCK, left : left + BLOCK]
            right, down = _shift(a[cut], b[cut])
            x, y = left + BLOCK / 2 - a.shape[1] / 2, top + BLOCK / 2 - a.shape[0] / 2
            rows += [(1, 0, x, -y), (0, 1, y, x)]
            targets += [right, down]
    fitted = _robust_fit(np.array(rows, dtype=np.float64), np.array(targets))
    return Motion(*(float(value) for value in fitted))


def _shift(before: Plane, after: Plane) -> tuple[float, float]:
    window = np.outer(np.hanning(BLOCK), np.hanning(BLOCK))
    spectra = [np.fft.fft2((block - block.mean()) * window) for block in (before, after)]
    cross = spectra[1] * np.conj(spectra[0])
    peak = np.abs(np.fft.ifft2(cross / (np.abs(cross) + 1e-6)))
    down, right = np.unravel_index(int(peak.argmax()), peak.shape)
    return _signed(int(right)), _signed(int(down))


def _signed(step: int) -> float:
    return (step + BLOCK // 2) % BLOCK - BLOCK // 2


def _robust_fit(rows: Plane, targets: Plane) -> Plane:
    """Least squares, again without the blocks that the first fit could not explain."""
    fitted = np.linalg.lstsq(rows, targets, rcond=None)[0]
    for _ in range(3):
        misses = np.abs(rows @ fitted - targets)
        good = misses <= max(1.0, 1.5 * float(np.median(misses)))
        fitted = np.linalg.lstsq(rows[good], targets[good], rcond=None)[0]
    return np.asarray(fitted, dtype=np.float64)
