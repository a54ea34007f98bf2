"""What a layer over the picture may know of the time, and what a layer is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from sandbox.render.pose import Size


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame's time: as a share of the video, in seconds, and as how much of the layers is there now."""

    time: float
    seconds: float
    presence: float


# Takes a frame, may draw on it, and returns it or another in its place.
Layer = Callable[[Image.Image, Moment], Image.Image]
# Prepares a layer for frames of a size, with a seed.
LayerMaker = Callable[[Size, int], Layer]


@lru_cache(maxsize=64)
def _levels(presence: float) -> list[int]:
    return [round(level * presence) for level in range(256)]


def faded(mask: Image.Image, presence: float) -> Image.Image:
    """Return a mask of which only so much is there; all of it from 1 on."""
    return mask if presence >= 1 else mask.point(_levels(presence))
