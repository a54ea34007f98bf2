"""Small pictures on transparent ground: what flies, falls and rises through a video."""

import math
from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageDraw

from sandbox.render.palettes import Colour

# Shapes are drawn at this size and then reduced, which smooths their edges.
GRID = 256
WHITE = (255, 255, 255)
Draw = Callable[[ImageDraw.ImageDraw, Colour], None]


def _shade(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(255, round(channel * factor)) for channel in colour)
    return red, green, blue


def _heart(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    angles = [math.tau * step / 90 for step in range(90)]
    outline = [
        (
            128 + 7.4 * 16 * math.sin(a) ** 3,
            116 - 7.4 * (13 * math.cos(a) - 5 * math.cos(2 * a) - 2 * math.cos(3 * a) - math.cos(4 * a)),
        )
        for a in angles
    ]
    draw.polygon(outline, fill=colour)
    draw.ellipse((62, 52, 102, 84), fill=_shade(colour, 1.5))


def _star(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    radii = (122, 50)
    points = [
        (
            128 + radii[step % 2] * math.sin(math.tau * step / 10),
            134 - radii[step % 2] * math.cos(math.tau * step / 10),
        )
        for step in range(10)
    ]
    draw.polygon(points, fill=colour)


def _bubble(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    draw.ellipse((8, 8, 248, 248), fill=(*colour, 70), outline=(*WHITE, 210), width=10)
    draw.ellipse((60, 48, 112, 90), fill=(*WHITE, 220))


def _ember(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    for radius in range(120, 20, -4):
        draw.ellipse(
            (128 - radius, 128 - radius, 128 + radius, 128 + radius), fill=(*colour, (124 - radius) * 2)
        )
    draw.ellipse((100, 100, 156, 156), fill=WHITE)


def _confetti(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    draw.polygon([(40, 90), (190, 40), (216, 166), (66, 216)], fill=colour)


def _paw(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    draw.ellipse((66, 118, 190, 236), fill=colour)
    for x, y in ((22, 92), (76, 36), (136, 36), (190, 92)):
        draw.ellipse((x, y, x + 46, y + 66), fill=colour)


def _lips(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    draw.polygon([(4, 124), (84, 58), (128, 84), (172, 58), (252, 124), (128, 132)], fill=colour)
    draw.chord((4, 20, 252, 212), 14, 166, fill=_shade(colour, 0.85))
    draw.line([(14, 126), (80, 118), (128, 128), (176, 118), (242, 126)], fill=_shade(colour, 0.45), width=8)


def _ball(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    for slice_, start in enumerate(range(0, 360, 60)):
        draw.pieslice((8, 8, 248, 248), start, start + 60, fill=colour if slice_ % 2 else WHITE)
    draw.ellipse((104, 104, 152, 152), fill=WHITE)


def _balloon(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    draw.line([(128, 200), (122, 226), (134, 254)], fill=WHITE, width=4)
    draw.ellipse((48, 4, 208, 194), fill=colour)
    draw.polygon([(116, 206), (140, 206), (128, 188)], fill=_shade(colour, 0.8))
    draw.ellipse((78, 36, 112, 84), fill=_shade(colour, 1.5))


def _bone(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    draw.line([(70, 186), (186, 70)], fill=colour, width=34)
    for x, y in ((46, 170), (86, 210), (170, 46), (210, 86)):
        draw.ellipse((x - 30, y - 30, x + 30, y + 30), fill=colour)


def _aerostat(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    for start, shade in ((48, 0.8), (74, 1.0), (102, 1.25)):
        draw.ellipse((start, 4, 256 - start, 180), fill=_shade(colour, shade))
    draw.polygon([(62, 130), (194, 130), (150, 198), (106, 198)], fill=_shade(colour, 0.9))
    for x in (108, 148):
        draw.line([(x, 198), (x, 222)], fill=(60, 40, 30), width=4)
    draw.rounded_rectangle((102, 220, 154, 252), 6, fill=(110, 70, 40))


def _plane(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    """A folded paper plane on its way to the right."""
    draw.polygon([(250, 104), (6, 60), (70, 124)], fill=colour)
    draw.polygon([(250, 104), (70, 124), (84, 176)], fill=_shade(colour, 0.62))
    draw.polygon([(250, 104), (104, 140), (84, 176)], fill=_shade(colour, 0.45))
    draw.polygon([(250, 104), (104, 140), (172, 186)], fill=_shade(colour, 0.86))


SHAPES: dict[str, Draw] = {
    "heart": _heart,
    "star": _star,
    "bubble": _bubble,
    "ember": _ember,
    "confetti": _confetti,
    "paw": _paw,
    "lips": _lips,
    "ball": _ball,
    "balloon": _balloon,
    "bone": _bone,
    "aerostat": _aerostat,
    "plane": _plane,
}


@lru_cache(maxsize=256)
def _drawn(shape: str, colour: Colour, turn: int) -> Image.Image:
    image = Image.new("RGBA", (GRID, GRID), (*colour, 0))
    SHAPES[shape](ImageDraw.Draw(image), colour)
    return image.rotate(turn, Image.Resampling.BICUBIC)


@lru_cache(maxsize=512)
def sprite(shape: str, colour: Colour, size: int, turn: int = 0) -> Image.Image:
    """Return a shape as RGBA in this colour, this many pixels wide and high, turned by degrees."""
    return _drawn(shape, colour, turn).resize((size, size), Image.Resampling.BOX)
