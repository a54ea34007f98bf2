"""Many sprites at once: rising, falling, or popping up here and there."""

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from sandbox.render.easing import swell
from sandbox.render.moment import Layer, Moment, faded
from sandbox.render.palettes import Colour
from sandbox.render.pose import Size
from sandbox.render.sprites import sprite

POP_SECONDS = 0.9


@dataclass(frozen=True, slots=True)
class Swarm:
    """Sprites of one shape, sized by the frame's shorter side, rising by frame heights a second.

    One that pops stays where it is, grows and vanishes, again and again; another travels and comes back.
    They are scattered about the middle, over so much of the frame.
    """

    shape: str
    colours: tuple[Colour, ...]
    count: int
    size: float
    speed: float = 0.0
    sway: float = 0.03
    spread: float = 1.0
    pops: bool = False

    def __call__(self, size: Size, seed: int) -> Layer:
        """Scatter the swarm over frames of this size."""
        rng = np.random.default_rng([seed, 3])
        places = 0.5 + self.spread * rng.uniform(-0.5, 0.5, (self.count, 2))
        scales = rng.uniform(0.55, 1.0, self.count)
        turns = [int(turn) for turn in rng.integers(-24, 25, self.count)]

        def lay(frame: Image.Image, moment: Moment) -> Image.Image:
            for index, ((x, y), scale) in enumerate(zip(places, scales, strict=True)):
                at_x, at_y, share = self._whereabouts(float(x), float(y), float(scale), moment.seconds)
                pixels = max(2, round(self.size * min(size) * scale * share))
                shown = sprite(self.shape, self.colours[index % len(self.colours)], pixels, turns[index])
                corner = round(at_x * size[0] - pixels / 2), round(at_y * size[1] - pixels / 2)
                frame.paste(shown, corner, faded(shown.getchannel("A"), moment.presence))
            return frame

        return lay

    def _whereabouts(self, x: float, y: float, scale: float, seconds: float) -> tuple[float, float, float]:
        """Return the place in shares of the frame, and how much of the sprite's size is there."""
        if self.pops:
            age = (seconds / POP_SECONDS + x * 7 + y * 5) % 2
            return 0.08 + 0.84 * x, 0.08 + 0.84 * y, swell(age) ** 0.5 if age < 1 else 0.0
        travelled = (y - self.speed * scale * seconds) % 1.0
        sideways = self.sway * math.sin(2 * seconds + x * 40)
        return x + sideways, 1.4 * travelled - 0.2, 1.0
