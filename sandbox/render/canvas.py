"""A picture with a margin around the frame, and what a camera sees of it."""

import math
from functools import cached_property

from PIL import Image

from sandbox.render.pose import Margin, Pose, Size


class Canvas:
    """A painted or given picture; the frame is its inner part, the margin is for a camera that wanders."""

    def __init__(self, picture: Image.Image, margin: Margin, size: Size) -> None:
        self._picture = picture
        self._margin = margin
        self._size = size

    def seen_from(self, pose: Pose) -> Image.Image:
        """Return what the camera takes; from the default pose that is the inner part, pixel by pixel."""
        width, height = self._size
        center = self._margin.left + (0.5 + pose.x) * width, self._margin.top + (0.5 + pose.y) * height
        return self._turned(pose, *center) if pose.roll else self._upright(pose, *center)

    def _upright(self, pose: Pose, center_x: float, center_y: float) -> Image.Image:
        half_width, half_height = (side / 2 * 2**-pose.zoom for side in self._size)
        box = (
            max(0.0, center_x - half_width),
            max(0.0, center_y - half_height),
            min(float(self._picture.width), center_x + half_width),
            min(float(self._picture.height), center_y + half_height),
        )
        return self._picture.resize(self._size, Image.Resampling.BILINEAR, box=box)

    def _turned(self, pose: Pose, center_x: float, center_y: float) -> Image.Image:
        width, height = self._size
        scale = 2.0 * 2**-pose.zoom
        cos, sin = scale * math.cos(math.radians(pose.roll)), scale * math.sin(math.radians(pose.roll))
        offset_x = 2 * center_x - cos * width / 2 + sin * height / 2
        offset_y = 2 * center_y - sin * width / 2 - cos * height / 2
        matrix = (cos, -sin, offset_x, sin, cos, offset_y)
        return self._doubled.transform(self._size, Image.Transform.AFFINE, matrix, Image.Resampling.NEAREST)

    @cached_property
    def _doubled(self) -> Image.Image:
        """Twice the size: its nearest pixels are as smooth as interpolated ones, in an eighth of the time."""
        picture = self._picture
        return picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BILINEAR)
