"""A small picture of what was used day by day, readable on dark and light, on a phone, and in words."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import ceil
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.domain.quota import DayUsage
from bot.ui.language import t
from bot.ui.texts import money

WIDTH: Final = 1_000
HEIGHT: Final = 420
"""In pixels; a phone shows it at about a third of that, so that letters are drawn large."""
_RIGHT: Final = 24
_TOP: Final = 40
_FLOOR: Final = 356
_MARGIN: Final = 14
_LETTERS: Final = 34
_GAP: Final = 6
_LABELLED: Final = 5
"""Every so many days, counted back from today, one has its number."""
_HEADROOM: Final = 3
"""The limit is drawn where it is at most so many times the fullest day: else it would press all days flat."""

_TWO_CENTS: Final = 20_000

_GROUND: Final = "#1E1F26"
"""The picture brings its own background, so that it reads the same wherever it is shown."""
_GRID: Final = "#4A4D58"
_INK: Final = "#F2F3F5"
_SPENT: Final = "#6CA8FF"
_LIMIT: Final = "#F5C542"
_ALT_CHARACTERS: Final = 1_024
"""Discord's limit on alt text (docs/facts/discord.md §2)."""


def chart(days: Sequence[DayUsage], limit_micros: int) -> bytes:
    """Draw days, oldest first, as a PNG: a full bar for what was spent, an outlined one for what is held."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _GROUND)
    pen = ImageDraw.Draw(image)
    field = _field(days, limit_micros)
    for micros, label in field.amounts:
        height = field.height(micros)
        pen.line((field.left, height, WIDTH - _RIGHT, height), _GRID, 2)
        pen.text((field.left - _MARGIN, height), label, _INK, _font(), anchor="rm")
    if limit_micros <= field.top_micros:
        _dashes(pen, field.left, field.height(limit_micros))
    for place, day in enumerate(days):
        _bar(pen, field, len(days), place, day)
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def alt_text(days: Sequence[DayUsage]) -> str:
    """Give the chart's figures in words, for those who cannot see it."""
    used = [day for day in days if day.spent_micros or day.held_micros]
    if not used:
        return t("Nothing was spent in the last {count} days.", count=len(days))
    total = sum(day.spent_micros for day in days)
    figures = ", ".join(_figure(day) for day in reversed(used))
    said = t(
        "Spent in the last {count} days: {total}. Day by day, newest first: {figures}.",
        count=len(days),
        total=money(total),
        figures=figures,
    )
    return said if len(said) <= _ALT_CHARACTERS else f"{said[: _ALT_CHARACTERS - 1]}…"


def _figure(day: DayUsage) -> str:
    date, spent = day.starts_at.date().isoformat(), money(day.spent_micros)
    if not day.held_micros:
        return t("{date} {spent}", date=date, spent=spent)
    return t("{date} {spent} and {held} held", date=date, spent=spent, held=money(day.held_micros))


@dataclass(frozen=True, slots=True)
class _Field:
    """Where bars stand: right of the amounts, and up to the largest of them."""

    left: int
    top_micros: int
    amounts: Sequence[tuple[int, str]]

    def height(self, micros: int) -> int:
        """Tell how far down the picture an amount is drawn."""
        return _FLOOR - (_FLOOR - _TOP) * micros // self.top_micros


def _field(days: Sequence[DayUsage], limit_micros: int) -> _Field:
    fullest = max(day.spent_micros + day.held_micros for day in days)
    top = max(fullest, limit_micros) if limit_micros <= fullest * _HEADROOM else fullest
    # Half of it is whole cents, too.
    top = max(1, -(-top // _TWO_CENTS)) * _TWO_CENTS
    # In the corner at the bottom Discord says that there is alt text: no amount of nothing is written there.
    amounts = [(0, ""), *((micros, _drawable(money(micros))) for micros in (top // 2, top))]
    widest = max(_font().getlength(label) for _, label in amounts)
    return _Field(ceil(widest) + 2 * _MARGIN, top, amounts)


def _drawable(text: str) -> str:
    """The built-in letters have no other space than the plain one."""
    return unicodedata.normalize("NFKC", text)


def _dashes(pen: ImageDraw.ImageDraw, start: int, height: int) -> None:
    for left in range(start, WIDTH - _RIGHT, 28):
        pen.line((left, height, left + 16, height), _LIMIT, 5)


def _bar(pen: ImageDraw.ImageDraw, field: _Field, count: int, place: int, day: DayUsage) -> None:
    step = (WIDTH - _RIGHT - field.left) / count
    left, right = field.left + place * step + _GAP, field.left + (place + 1) * step - 1
    if day.held_micros:
        top = field.height(day.spent_micros + day.held_micros)
        pen.rectangle((left, top, right, _FLOOR), None, _SPENT, 4)
    if day.spent_micros:
        pen.rectangle((left, field.height(day.spent_micros), right, _FLOOR), _SPENT)
    if (count - 1 - place) % _LABELLED == 0:
        middle = ((left + right) / 2, (HEIGHT + _FLOOR) / 2)
        pen.text(middle, str(day.starts_at.day), _INK, _font(), anchor="mm")


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(_LETTERS)
