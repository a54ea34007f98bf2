"""Where the camera stands, and what it sees from there."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PIL import Image

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pose:
    """A camera's window relative to the whole frame; the default sees exactly the frame.

    x and y are in frame widths and heights to the right and down, zoom in doublings, roll in degrees clockwise.
    """

    x: float = 0.0
    y: float = 0.0
    zoom: float = 0.0
    roll: float = 0.0

    def __add__(self, other: "Pose") -> "Pose":
        return Pose(self.x + other.x, self.y + other.y, self.zoom + other.zoom, self.roll + other.roll)

    def __sub__(self, other: "Pose") -> "Pose":
        return self + other * -1.0

    def __mul__(self, factor: float) -> "Pose":
        return Pose(self.x * factor, self.y * factor, self.zoom * factor, self.roll * factor)


Path = Callable[[float], Pose]


@dataclass(frozen=True, slots=True)
class Margin:
    """Pixels of picture around the frame that the camera may look at."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


def margin_for(poses: Iterable[Pose], size: Size) -> Margin:
    """Return the smallest margin within which none of these poses looks beyond the picture."""
    width, height = size
    left = top = right = bottom = 0.0
    for pose in poses:
        reach_x, reach_y = _reach(pose, size)
        left = max(left, reach_x - width / 2 - pose.x * width)
        right = max(right, reach_x - width / 2 + pose.x * width)
        top = max(top, reach_y - height / 2 - pose.y * height)
        bottom = max(bottom, reach_y - height / 2 + pose.y * height)
    return Margin(*(math.ceil(side) + 2 if side > 0 else 0 for side in (left, top, right, bottom)))


def _reach(pose: Pose, size: Size) -> tuple[float, float]:
    """Half the width and height of the upright box around the camera's window."""
    half_width, half_height = (side / 2 * 2**-pose.zoom for side in size)
    cos, sin = abs(math.cos(math.radians(pose.roll))), abs(math.sin(math.radians(pose.roll)))
    return half_width * cos + half_height * sin, half_width * sin + half_height * cos


def look(canvas: Image.Image, margin: Margin, pose: Pose, size: Size) -> Image.Image:
    """Return what the camera sees of a canvas that is a frame of this size with a margin around it."""
    width, height = size
    scale = 2**-pose.zoom
    center_x = margin.left + (0.5 + pose.x) * width
    center_y = margin.top + (0.5 + pose.y) * height
    if not pose.roll:
        half_width, half_height = width / 2 * scale, height / 2 * scale
        box = (
            max(0.0, center_x - half_width),
            max(0.0, center_y - half_height),
            min(float(canvas.width), center_x + half_width),
            min(float(canvas.height), center_y + half_height),
        )
        return canvas.resize(size, Image.Resampling.BILINEAR, box=box)
    cos, sin = scale * math.cos(math.radians(pose.roll)), scale * math.sin(math.radians(pose.roll))
    offset_x = center_x - cos * width / 2 + sin * height / 2
    offset_y = center_y - sin * width / 2 - cos * height / 2
    matrix = (cos, -sin, offset_x, sin, cos, offset_y)
    return canvas.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
