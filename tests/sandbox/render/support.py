"""Small scenes, a picture full of detail, and how far two pictures are apart."""

import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from sandbox.render import Scene, render

SIZE = (192, 128)


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


def difference(a: Image.Image, b: Image.Image) -> float:
    """Mean distance of two pictures' colours, 0 to 255."""
    return float(np.abs(np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64)).mean())
