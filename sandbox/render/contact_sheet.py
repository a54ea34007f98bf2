"""All camera movements, effects and styles on one picture.

`python -m sandbox.render.contact_sheet OUT.jpg` draws it.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from sandbox.render.camera import MOVES
from sandbox.render.caption import font
from sandbox.render.effects import EFFECTS
from sandbox.render.film import Film
from sandbox.render.looks import STYLES
from sandbox.render.scene import Scene

FRAMES = 7
FRAME = 144, 80
SLICE_WIDTH = 80
GAP = 4
LABEL_WIDTH = 150
ROW_WIDTH = LABEL_WIDTH + FRAMES * (FRAME[0] + GAP) + 2 * (SLICE_WIDTH + GAP)
ROW_HEIGHT = FRAME[1] + GAP
HEAD_HEIGHT = 46
HEAD = (
    "Each row: seven frames, evenly in time; then one line, below the middle, of every frame, time running "
    "down; then the middle column of every frame, time running to the right."
)
PAPER, INK, GREY = (250, 250, 248), (20, 20, 24), (110, 110, 116)

Rows = Mapping[str, Scene]


# A wide view with things near and far, and something to follow everywhere in it.
VIEW = Scene("", FRAME[0] * 2, FRAME[1] * 2, duration_seconds=5, seed=44, fps=16)


def cameras() -> Rows:
    """Return the scenes of the left column: no camera movement, each of them, and several clips."""
    rows = {camera: replace(VIEW, camera=camera) for camera in MOVES}
    return {"no camera": VIEW} | rows | {"several clips": replace(VIEW, multi_clip=True)}


def effects() -> Rows:
    """Return the scenes of the right column: every effect and every style."""
    rows = {effect: replace(VIEW, effect=effect) for effect in EFFECTS}
    return rows | {f"style {style}": replace(VIEW, style=style) for style in STYLES}


def contact_sheet(columns: Sequence[Rows]) -> Image.Image:
    """Draw columns of labelled rows, one for each scene."""
    size = len(columns) * ROW_WIDTH, HEAD_HEIGHT + max(map(len, columns)) * ROW_HEIGHT
    sheet = Image.new("RGB", size, PAPER)
    ImageDraw.Draw(sheet).text((GAP, HEAD_HEIGHT / 2), HEAD, GREY, font(20), anchor="lm")
    for column, rows in enumerate(columns):
        for row, (label, scene) in enumerate(rows.items()):
            sheet.paste(_row(label, scene), (column * ROW_WIDTH, HEAD_HEIGHT + row * ROW_HEIGHT))
    return sheet


def _row(label: str, scene: Scene) -> Image.Image:
    film = [frame.resize(FRAME, Image.Resampling.BOX) for frame in Film(scene).frames()]
    shown = [film[round(index * (len(film) - 1) / (FRAMES - 1))] for index in range(FRAMES)]
    row = Image.new("RGB", (ROW_WIDTH, ROW_HEIGHT), PAPER)
    ImageDraw.Draw(row).text((GAP, FRAME[1] / 2), label, INK, font(15), anchor="lm")
    left = LABEL_WIDTH
    for picture in [*shown, _line_over_time(film), _column_over_time(film)]:
        row.paste(picture, (left, 0))
        left += picture.width + GAP
    return row


def _line_over_time(film: list[Image.Image]) -> Image.Image:
    line = round(FRAME[1] * 0.62)
    trace = Image.new("RGB", (FRAME[0], len(film)))
    for index, frame in enumerate(film):
        trace.paste(frame.crop((0, line, FRAME[0], line + 1)), (0, index))
    return trace.resize((SLICE_WIDTH, FRAME[1]), Image.Resampling.BOX)


def _column_over_time(film: list[Image.Image]) -> Image.Image:
    middle = FRAME[0] // 2
    trace = Image.new("RGB", (len(film), FRAME[1]))
    for index, frame in enumerate(film):
        trace.paste(frame.crop((middle, 0, middle + 1, FRAME[1])), (index, 0))
    return trace.resize((SLICE_WIDTH, FRAME[1]), Image.Resampling.BOX)


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the sheet into the file that is named."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.render.contact_sheet", description=__doc__)
    parser.add_argument("out", type=Path, help="the picture's path; its ending decides the format")
    out = parser.parse_args(arguments).out
    contact_sheet((cameras(), effects())).save(out, quality=80, optimize=True)


if __name__ == "__main__":
    main()
