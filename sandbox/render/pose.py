"""Where the camera stands, and what it sees from there."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pose:
    """A camera's window relative to the whole frame; the default sees exactly the frame.

    x and y are frame widths and heights to the right and down, zoom is in doublings, roll in degrees
    clockwise.
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


HOME = Pose()

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
