"""The building blocks of effects: each prepares a layer for frames of a size."""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageChops

from sandbox.render.easing import smooth, swell
from sandbox.render.looks import soften
from sandbox.render.moment import Layer, LayerMaker, Moment
from sandbox.render.palettes import Colour
from sandbox.render.pose import Size
from sandbox.render.veils import seamless, veil

Rhythm = Callable[[float], float]


def steady(_seconds: float) -> float:
    """Be there all the time."""
    return 1.0


def beats(per_second: float) -> Rhythm:
    """Strike so many times a second and die away after each stroke."""
    return lambda seconds: (1.0 - seconds * per_second % 1.0) ** 3


def tint(*colours: Colour, level: float, rhythm: Rhythm = steady, per_second: float = 2.0) -> LayerMaker:
    """Pour colour over the picture; several take turns."""

    def make(size: Size, _seed: int) -> Layer:
        floods = [Image.new("RGB", size, colour) for colour in colours]

        def lay(frame: Image.Image, moment: Moment) -> Image.Image:
            share = level * moment.presence * rhythm(moment.seconds)
            flood = floods[int(moment.seconds * per_second) % len(floods)]
            return Image.blend(frame, flood, share) if share > 0 else frame

        return lay

    return make


def pattern(
    name: str, colour: Colour, level: float, *, rhythm: Rhythm = steady, flow: float = 0.0
) -> LayerMaker:
    """Lay a pattern over the picture; it flows by so many frame widths a second."""

    def make(size: Size, seed: int) -> Layer:
        mask = seamless(veil(name, size, seed)) if flow else veil(name, size, seed)

        def lay(frame: Image.Image, moment: Moment) -> Image.Image:
            share = level * moment.presence * rhythm(moment.seconds)
            moved = ImageChops.offset(mask, round(flow * moment.seconds * size[0]), 0) if flow else mask
            frame.paste(colour, None, moved.point([round(density * share) for density in range(256)]))
            return frame

        return lay

    return make


def turntable(turns: int) -> LayerMaker:
    """Spin the picture like a card about its upright axis, before its own blurred light."""

    def make(size: Size, _seed: int) -> Layer:
        def lay(frame: Image.Image, moment: Moment) -> Image.Image:
            facing = math.cos(math.tau * turns * smooth(moment.time))
            share = 1 - 0.25 * moment.presence
            card_size = max(2, round(size[0] * abs(facing) * share)), round(size[1] * share)
            card = frame.resize(card_size, Image.Resampling.BILINEAR)
            if facing < 0:
                card = card.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
            ground = soften(frame.reduce(8), 4).point([level // 2 for level in range(256)] * 3)
            ground = ground.resize(size, Image.Resampling.BILINEAR)
            ground.paste(card, ((size[0] - card.width) // 2, (size[1] - card.height) // 2))
            return ground

        return lay

    return make


def wobble(amount: float, per_second: float) -> LayerMaker:
    """Let the picture quiver like jelly, by this share of its width to both sides."""

    def make(size: Size, _seed: int) -> Layer:
        width, height = size
        bends = np.linspace(0, 2.5 * math.tau, height)
        most = math.ceil(amount * width)

        def lay(frame: Image.Image, moment: Moment) -> Image.Image:
            reach = amount * width * moment.presence
            lefts = most + np.rint(reach * np.sin(bends + math.tau * per_second * moment.seconds)).astype(int)
            wide = np.pad(np.asarray(frame), ((0, 0), (most, most), (0, 0)), mode="edge")
            rows = [row[left : left + width] for row, left in zip(wide, lefts, strict=True)]
            return Image.fromarray(np.stack(rows))

        return lay

    return make


def bulge(amount: float) -> LayerMaker:
    """Blow up the middle of the picture like a balloon, and let it go again."""

    def make(size: Size, _seed: int) -> Layer:
        cells = [(column / 16, row / 12) for row in range(12) for column in range(16)]

        def place(x: float, y: float, strength: float) -> tuple[float, float]:
            from_x, from_y = x - 0.5, y - 0.5
            pull = 1 - strength * max(0.0, 1 - math.hypot(from_x, from_y) / 0.5) ** 1.5
            return (0.5 + from_x * pull) * size[0], (0.5 + from_y * pull) * size[1]

        def lay(frame: Image.Image, moment: Moment) -> Image.Image:
            strength = amount * swell(moment.time) * moment.presence
            if strength <= 0:
                return frame
            mesh = [_cell(size, x, y, lambda at_x, at_y: place(at_x, at_y, strength)) for x, y in cells]
            return frame.transform(size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)

        return lay

    return make


Corners = tuple[float, ...]


def _cell(
    size: Size, x: float, y: float, place: Callable[[float, float], tuple[float, float]]
) -> tuple[tuple[int, int, int, int], Corners]:
    """One cell of a mesh: where it lies, and where its corners come from (upper left first, left about)."""
    right, bottom = x + 1 / 16, y + 1 / 12
    box = round(x * size[0]), round(y * size[1]), round(right * size[0]), round(bottom * size[1])
    corners = (place(x, y), place(x, bottom), place(right, bottom), place(right, y))
    return box, tuple(value for corner in corners for value in corner)
