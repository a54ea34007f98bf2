"""Pictures with a margin around the frame, and what a camera sees of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from PIL import Image

from sandbox.render.looks import Look
from sandbox.render.pose import Margin, Pose, Size

# How much faster than the backdrop the nearest scenery passes a camera that is carried along.
NEAREST = 1.7
# Frames of more pixels than this show no steps even where the nearest pixel is taken as it is.
MOST_DOUBLED = 1280 * 720


@dataclass(frozen=True, slots=True)
class Flat:
    """A piece of scenery, transparent where it is cut out; the nearer, the faster a camera passes it."""

    picture: Image.Image
    nearness: float = 1.0

    def dressed(self, look: Look) -> "Flat":
        """Return it with another look, cut out as before."""
        picture = look(self.picture.convert("RGB"))
        if self.picture.mode == "RGBA":
            picture.putalpha(self.picture.getchannel("A"))
        return replace(self, picture=picture)


class Canvas:
    """A painted or given picture; the frame is its inner part, the margin is for a camera that wanders."""

    def __init__(self, flat: Flat, margin: Margin, size: Size) -> None:
        self._nearness = flat.nearness
        self._size = size
        # What is cut out above the scenery need not be looked at.
        self._picture = flat.picture.crop((0, top := _top(flat.picture), *flat.picture.size))
        self._corner = margin.left, margin.top - top

    def seen_from(self, pose: Pose) -> Image.Image:
        """Return what the camera takes; from the default pose that is the inner part, pixel by pixel."""
        pose = pose.before(self._nearness)
        return self._upright(pose) if pose.is_upright else self._turned(pose)

    def lay_on(self, frame: Image.Image, pose: Pose) -> None:
        """Lay cut out scenery over what the camera takes of all that stands behind it."""
        pose = pose.before(self._nearness)
        top = 0 if pose.roll or pose.yaw else self._first_row(pose)
        if top < frame.height:
            near = self._turned(pose, top)
            frame.paste(near, (0, top), near)

    def _first_row(self, pose: Pose) -> int:
        """The row of a level frame where the scenery begins; above it there is nothing to lay."""
        matrix, above = pose.homography(self._size), self._corner[1]
        begin, growth = (matrix[1, column] + above * matrix[2, column] for column in (2, 1))
        return max(0, math.floor(-float(begin) / float(growth)))

    def _upright(self, pose: Pose) -> Image.Image:
        ends = pose.homography(self._size) @ np.array([(0, self._size[0]), (0, self._size[1]), (1, 1)])
        (left, right), (top, bottom) = ends[0] + self._corner[0], ends[1] + self._corner[1]
        width, height = self._picture.size
        box = max(0.0, left), max(0.0, top), min(float(width), right), min(float(height), bottom)
        return self._picture.resize(self._size, Image.Resampling.BILINEAR, box=box)

    def _turned(self, pose: Pose, top: int = 0) -> Image.Image:
        """Return the rows of the frame from this one on."""
        from_top = np.array([(1, 0, 0), (0, 1, top), (0, 0, 1)])
        scale, (left, above) = self._scale, self._corner
        to_fine = np.array([(scale, 0, scale * left), (0, scale, scale * above), (0, 0, 1)])
        matrix = to_fine @ pose.homography(self._size) @ from_top
        values = tuple((matrix / matrix[2, 2]).ravel())
        # Affine is the faster of the two, and enough unless the picture recedes to one side.
        method, count = (
            (Image.Transform.PERSPECTIVE, 8) if pose.yaw or pose.pitch else (Image.Transform.AFFINE, 6)
        )
        size = self._size[0], self._size[1] - top
        return self._fine.transform(size, method, values[:count], Image.Resampling.NEAREST)

    @cached_property
    def _fine(self) -> Image.Image:
        """Twice the size: its nearest pixels are as smooth as interpolated ones, in an eighth of the time."""
        size = self._picture.width * self._scale, self._picture.height * self._scale
        return self._picture.resize(size, Image.Resampling.BILINEAR)

    @property
    def _scale(self) -> int:
        return 2 if math.prod(self._size) <= MOST_DOUBLED else 1


def _top(picture: Image.Image) -> int:
    shown = picture.getchannel("A").getbbox() if picture.mode == "RGBA" else None
    return shown[1] if shown else 0


def view(canvases: Sequence[Canvas], pose: Pose) -> Image.Image:
    """Return what the camera takes of a whole picture and all that stands before it, from far to near."""
    frame = canvases[0].seen_from(pose)
    for canvas in canvases[1:]:
        canvas.lay_on(frame, pose)
    return frame
