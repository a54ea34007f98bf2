"""Looks at finished videos from outside: their frames, how alike two pictures are, how loud the sound is."""

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Plane = NDArray[np.float64]


def frames(path: Path, positions: Sequence[float]) -> list[Image.Image]:
    """Return the frames at these positions, 0.0 being exactly the first and 1.0 exactly the last.

    Raises av.FFmpegError when the file is no video.
    """
    with av.open(str(path)) as opened:
        count = sum(1 for packet in opened.demux(video=0) if packet.size)
    wanted = [round(position * (count - 1)) for position in positions]
    with av.open(str(path)) as opened:
        found = {
            index: Image.fromarray(np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8))
            for index, frame in enumerate(opened.decode(video=0))
            if index in set(wanted)
        }
    return [found[index] for index in wanted]


def ssim(a: Image.Image, b: Image.Image) -> float:
    """Return the structural similarity of two pictures' luma, 1.0 for equal ones; b is brought to a's size.

    Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment", IEEE TIP 13 (2004): Gaussian window of 11
    pixels with a deviation of 1.5, K1 = 0.01, K2 = 0.03.
    """
    x, y = _luma(a), _luma(b if b.size == a.size else b.resize(a.size, Image.Resampling.LANCZOS))
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean_x, mean_y = _window(x), _window(y)
    var_x, var_y = _window(x * x) - mean_x**2, _window(y * y) - mean_y**2
    covariance = _window(x * y) - mean_x * mean_y
    likeness = (2 * mean_x * mean_y + c1) * (2 * covariance + c2)
    return float(np.mean(likeness / ((mean_x**2 + mean_y**2 + c1) * (var_x + var_y + c2))))


def _luma(picture: Image.Image) -> Plane:
    return np.asarray(picture.convert("L"), dtype=np.float64)


def _window(plane: Plane) -> Plane:
    """Weigh every neighbourhood that lies wholly inside the plane."""
    weights = np.exp(-((np.arange(11) - 5.0) ** 2) / (2 * 1.5**2))
    weights /= weights.sum()
    height, width = plane.shape[0] - 10, plane.shape[1] - 10
    rows = sum(weight * plane[offset : offset + height] for offset, weight in enumerate(weights))
    return np.asarray(sum(weight * rows[:, offset : offset + width] for offset, weight in enumerate(weights)))


def loudness(path: Path) -> float:
    """Return the RMS of a file's decoded sound, from 0.0 (none, or no audio stream) to 1.0."""
    with av.open(str(path)) as opened:
        if not opened.streams.audio:
            return 0.0
        to_floats = av.AudioResampler(format="flt", layout="mono")
        parts = [
            np.asarray(part.to_ndarray(), dtype=np.float64).ravel()
            for frame in opened.decode(audio=0)
            for part in to_floats.resample(frame)
        ]
    return float(np.sqrt(np.mean(np.concatenate(parts) ** 2))) if parts else 0.0
