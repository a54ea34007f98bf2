"""The passage from one picture to the next: a soft edge that runs over the frame."""

import numpy as np
from PIL import Image

from sandbox.render.pose import Size

SOFTNESS = 0.35


class Wipe:
    """A map of when each pixel changes over; its shape and direction come from the seed."""

    def __init__(self, size: Size, seed: int) -> None:
        rng = np.random.default_rng([seed, 2])
        ys, xs = np.mgrid[-0.5:0.5:90j, -0.5:0.5:160j]
        angle = rng.uniform(0, 2 * np.pi)
        arrival = (
            np.cos(angle) * xs
            + np.sin(angle) * ys
            + 0.12 * np.sin(xs * 9 + rng.uniform(0, 6)) * np.cos(ys * 7)
        )
        if rng.random() < 0.4:
            arrival = np.hypot(xs, ys)
        arrival = (arrival - arrival.min()) / (arrival.max() - arrival.min())
        self._arrival = Image.fromarray((arrival * 255).astype(np.uint8)).resize(
            size, Image.Resampling.BICUBIC
        )

    def between(self, before: Image.Image, after: Image.Image, progress: float) -> Image.Image:
        """Show the frame when this much of the passage, from 0 to 1, is over."""
        edge = progress * (1 + SOFTNESS)
        shown = [min(1.0, max(0.0, (edge - level / 255) / SOFTNESS)) for level in range(256)]
        return Image.composite(after, before, self._arrival.point([round(share * 255) for share in shown]))
