"""The subject in front of the picture, for camera movements that are about one."""

import math
from collections.abc import Callable

from PIL import Image, ImageOps

from sandbox.render.camera import Subject
from sandbox.render.moment import Layer, Moment, faded
from sandbox.render.palettes import Colour
from sandbox.render.pose import Size
from sandbox.render.sprites import sprite

COLOURS: tuple[Colour, ...] = ((226, 74, 60), (240, 160, 40), (52, 140, 200), (150, 84, 190))
PAPER: Colour = (250, 246, 236)
SHARE = 0.42

Place = Callable[[Moment], tuple[float, float]]


def _rests(_moment: Moment) -> tuple[float, float]:
    return 0.5, 0.45


def _drifts(moment: Moment) -> tuple[float, float]:
    return 0.05 + 0.9 * moment.time, 0.42 + 0.06 * math.sin(moment.seconds * 1.3)


def _flies(moment: Moment) -> tuple[float, float]:
    return 0.5 + 0.015 * math.sin(moment.seconds * 1.7), 0.45 + 0.04 * math.sin(moment.seconds * 2.3)


PLACES: dict[Subject, Place] = {
    "rests": _rests,
    "drifts": _drifts,
    "flies left": _flies,
    "flies right": _flies,
}


def subject(kind: Subject, size: Size, seed: int) -> Layer:
    """A hot-air balloon that rests or drifts, or a paper plane that flies to one side."""
    shape, colour = (
        ("plane", PAPER) if kind.startswith("flies") else ("aerostat", COLOURS[seed % len(COLOURS)])
    )
    figure = sprite(shape, colour, round(min(size) * SHARE))
    if kind == "flies left":
        figure = ImageOps.mirror(figure)
    mask = figure.getchannel("A")

    def lay(frame: Image.Image, moment: Moment) -> Image.Image:
        x, y = PLACES[kind](moment)
        corner = round(x * size[0] - figure.width / 2), round(y * size[1] - figure.height / 2)
        frame.paste(figure, corner, faded(mask, moment.presence))
        return frame

    return lay
