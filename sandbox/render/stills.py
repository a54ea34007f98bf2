"""Given pictures: brought to the frame's size, and continued beyond its edges."""

import io

import numpy as np
from PIL import Image, ImageOps

from sandbox.render.pose import Margin, Size


def cover(image: bytes, width: int, height: int) -> Image.Image:
    """Decode an image, upright, and crop it in the middle to fill exactly this size.

    Raises PIL.UnidentifiedImageError when the bytes are no image.
    """
    with Image.open(io.BytesIO(image)) as opened:
        return fill(ImageOps.exif_transpose(opened).convert("RGB"), (width, height))


def fill(picture: Image.Image, size: Size) -> Image.Image:
    """Scale a picture to cover this size and crop what stands over, equally at both sides."""
    return ImageOps.fit(picture, size, Image.Resampling.LANCZOS)


def extend(picture: Image.Image, margin: Margin) -> Image.Image:
    """Continue a picture beyond its edges by its own reflection, which leaves no seam."""
    padding = ((margin.top, margin.bottom), (margin.left, margin.right), (0, 0))
    return Image.fromarray(np.pad(np.asarray(picture), padding, mode="reflect"))
