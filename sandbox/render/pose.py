"""Where the camera stands and how it looks, and what part of a picture it sees from there."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Size = tuple[int, int]
# Takes a pixel of the frame to where it comes from, both counted from the frame's upper left corner.
Homography = NDArray[np.float64]

# How far away a picture hangs, in its own longer sides: a lens that sees 58 degrees.
DISTANCE = 0.9


@dataclass(frozen=True, slots=True)
class Pose:
    """A camera relative to where it began; the default sees exactly the frame.

    x and y slide its window over the picture, in frame widths and heights to the right and down; truck and
    boom carry the camera itself so far, past near things faster than past far ones. Zoom is in doublings.
    Roll, yaw and pitch turn it in degrees: clockwise, to the right, downwards.
    """

    x: float = 0.0
    y: float = 0.0
    zoom: float = 0.0
    roll: float = 0.0
    truck: float = 0.0
    boom: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0

    def __add__(self, other: "Pose") -> "Pose":
        return Pose(*(one + another for one, another in zip(self._values, other._values, strict=True)))

    def __sub__(self, other: "Pose") -> "Pose":
        return self + other * -1.0

    def __mul__(self, factor: float) -> "Pose":
        return Pose(*(value * factor for value in self._values))

    @property
    def _values(self) -> tuple[float, ...]:
        return self.x, self.y, self.zoom, self.roll, self.truck, self.boom, self.yaw, self.pitch

    @property
    def is_upright(self) -> bool:
        """Whether the camera looks straight ahead, so that what it sees is an upright box."""
        return not (self.roll or self.yaw or self.pitch)

    def before(self, nearness: float) -> "Pose":
        """Return the pose as it is for a picture this near: carrying the camera slides the picture."""
        x, y = self.x + self.truck * nearness, self.y + self.boom * nearness
        return replace(self, x=x, y=y, truck=0.0, boom=0.0)

    def homography(self, size: Size) -> Homography:
        """Return where on a picture, nearness aside, each pixel of a frame of this size comes from."""
        width, height = size
        scale, distance = 2**-self.zoom, DISTANCE * max(size)
        lens = np.array([[scale, 0, -scale * width / 2], [0, scale, -scale * height / 2], [0, 0, distance]])
        x, y = (0.5 + self.x) * width, (0.5 + self.y) * height
        wall = np.array([[distance, 0, x], [0, distance, y], [0, 0, 1]])
        turned = wall @ _turn(1, self.yaw) @ _turn(0, self.pitch) @ _turn(2, self.roll) @ lens
        return np.asarray(turned / turned[2, 2])


def _turn(axis: int, degrees: float) -> Homography:
    """Turn about the axis that points right (0), down (1) or ahead (2); the way there is Pose's own."""
    turned, angle = np.eye(3), math.radians(degrees)
    first, second = ((2, 1), (2, 0), (0, 1))[axis]
    turned[first, first] = turned[second, second] = math.cos(angle)
    turned[first, second], turned[second, first] = -math.sin(angle), math.sin(angle)
    return turned


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
    corners = np.array([(0, width, 0, width), (0, 0, height, height), (1, 1, 1, 1)])
    seen = np.stack([pose.homography(size) @ corners for pose in poses])
    xs, ys = seen[:, 0] / seen[:, 2], seen[:, 1] / seen[:, 2]
    sides = -xs.min(), -ys.min(), xs.max() - width, ys.max() - height
    return Margin(*(math.ceil(side) + 2 if side > 1e-6 else 0 for side in sides))
