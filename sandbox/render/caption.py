"""The prompt as a caption: wrapped to three lines, in a font that draws Japanese and Latin."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from sandbox.render.moment import Layer, Moment, faded
from sandbox.render.pose import Size

FONT = Path(__file__).parent / "fonts" / "Mplus1-Medium.otf"
MAX_LINES = 3
# What must not be broken: a word, or one East Asian character with the signs that may not begin a line.
_UNIT = re.compile(r"[⺀-￯][ぁぃぅぇぉっゃゅょー々、。，：！？・」』）】〉》]*\s*|[^\s⺀-￯]+\s*")


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the caption font at this size in pixels."""
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def draws(character: str) -> bool:
    """Tell whether the font has a picture of its own for this character."""
    missing = bytes(font(32).getmask("\U0010ffff"))
    return bytes(font(32).getmask(character)) != missing


def legible(prompt: str) -> str:
    """Bring a prompt to one line without signs the font lacks (emoji); letters it lacks show as boxes."""
    text = unicodedata.normalize("NFC", " ".join(prompt.split()))
    shown = (sign for sign in text if unicodedata.category(sign)[0] in "LN" or _is_drawable(sign))
    return " ".join("".join(shown).split())


def _is_drawable(sign: str) -> bool:
    return (
        unicodedata.category(sign)[0] != "C"
        and unicodedata.name(sign, "").find("VARIATION") < 0
        and draws(sign)
    )


def wrap(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Break a text into at most three lines of so many pixels; what does not fit ends in an ellipsis."""
    lines = [""]
    for unit in _UNIT.findall(text):
        for piece in [unit] if face.getlength(unit.rstrip()) <= width else list(unit):
            if face.getlength((lines[-1] + piece).rstrip()) <= width:
                lines[-1] += piece
            elif len(lines) < MAX_LINES:
                lines.append(piece)
            else:
                return [line.rstrip() for line in lines[:-1]] + [_shorten(lines[-1], face, width)]
    return [line.rstrip() for line in lines if line]


def _shorten(line: str, face: ImageFont.FreeTypeFont, width: float) -> str:
    line = line.rstrip()
    while line and face.getlength(line + "…") > width:
        line = line[:-1].rstrip()
    return line + "…"


def caption(prompt: str, size: Size) -> Layer:
    """Prepare a prompt's caption for frames of this size; a prompt with nothing to draw has none."""
    face = font(max(11, round(min(size) * 0.05)))
    lines = wrap(legible(prompt), face, size[0] * 0.84)
    if not lines:
        return lambda frame, _moment: frame
    box = _draw(lines, face)
    shape, ink = box.getchannel("A"), box.convert("RGB")
    corner = (size[0] - box.width) // 2, size[1] - box.height - round(size[1] * 0.05)

    def lay(frame: Image.Image, moment: Moment) -> Image.Image:
        frame.paste(ink, corner, faded(shape, moment.presence))
        return frame

    return lay


def _draw(lines: list[str], face: ImageFont.FreeTypeFont) -> Image.Image:
    """Draw white text on a half transparent dark box with round corners."""
    step, pad = round(face.size * 1.4), round(face.size * 0.6)
    width = max(round(face.getlength(line)) for line in lines) + 2 * pad
    box = Image.new("RGBA", (width, step * len(lines) + pad), (8, 8, 16, 0))
    draw = ImageDraw.Draw(box)
    draw.rounded_rectangle((0, 0, box.width - 1, box.height - 1), pad, fill=(8, 8, 16, 150))
    for row, line in enumerate(lines):
        draw.text((box.width / 2, pad / 2 + step * (row + 0.5)), line, "white", face, anchor="mm")
    return box
