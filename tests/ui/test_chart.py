"""The chart of /usage: its bars are as high as its figures, and its words say the same."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageColor

from bot.domain.money import Micros
from bot.domain.quota import DayUsage, last_days
from bot.ui.chart import HEIGHT, WIDTH, alt_text, chart
from bot.ui.language import speaking, translations
from bot.ui.texts import money

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
BAR, DASH, GROUND = (ImageColor.getrgb(colour) for colour in ("#6CA8FF", "#F5C542", "#1E1F26"))
LIMIT = 1_000_000


def days(*spent: int, held: int = 0) -> list[DayUsage]:
    """Thirty days that end with these; what is held is held today."""
    windows = last_days(NOW, 30)
    amounts = [0] * (30 - len(spent)) + list(spent)
    used = [
        DayUsage(window.starts_at, Micros(0), Micros(amount))
        for window, amount in zip(windows, amounts, strict=True)
    ]
    return [*used[:-1], DayUsage(used[-1].starts_at, Micros(held), used[-1].spent_micros)]


def drawn(used: Sequence[DayUsage], limit: int = LIMIT) -> Image.Image:
    return Image.open(BytesIO(chart(used, limit))).convert("RGB")


def heights(image: Image.Image) -> list[int]:
    """How high the bars are in pixels, from left to right."""
    pixels = image.load()
    assert pixels is not None
    columns = [sum(pixels[x, y] == BAR for y in range(HEIGHT)) for x in range(WIDTH)]
    return [high for low, high in pairwise(columns) if high and not low]


def test_bars_are_as_high_as_what_was_spent() -> None:
    found = heights(drawn(days(250_000, 500_000, 0, 1_000_000)))

    assert len(found) == 3
    assert found[2] == pytest.approx(2 * found[1], abs=3)
    assert found[1] == pytest.approx(2 * found[0], abs=3)


def test_what_is_held_is_told_from_what_was_spent_by_its_shape() -> None:
    image = drawn(days(400_000, held=400_000))
    right = max(x for x in range(WIDTH) if image.getpixel((x, HEIGHT // 2)) == BAR)
    middle = right - 10

    column = [image.getpixel((middle, y)) for y in range(HEIGHT)]
    top = column.index(BAR)
    outline, inside = column[top], column[top + 20]

    assert (outline, inside) == (BAR, GROUND)
    assert heights(image)[0] > 200


def test_the_limit_is_drawn_where_days_come_near_it() -> None:
    def dashed(limit: int) -> bool:
        image = drawn(days(300_000), limit)
        return any(image.getpixel((x, y)) == DASH for x in range(150, 500) for y in range(HEIGHT))

    assert dashed(300_000)
    assert dashed(800_000)
    assert not dashed(50_000_000)


@pytest.mark.parametrize("micros", [1, 150_000, 999_999, 10**13])
def test_any_amount_is_drawn_within_the_picture(micros: int) -> None:
    image = drawn(days(micros, held=micros))

    assert image.size == (WIDTH, HEIGHT)
    border = [image.getpixel((x, y)) for x in (0, WIDTH - 1) for y in range(HEIGHT)]
    assert set(border) == {GROUND}


@pytest.mark.parametrize("locale", sorted(translations()))
def test_the_built_in_letters_have_what_amounts_are_written_with(locale: str) -> None:
    with speaking(locale):
        assert unicodedata.normalize("NFKC", money(1_234_567_890_000)).isascii()


def test_the_words_give_the_figures() -> None:
    assert alt_text(days(150_000, 0, 300_000, held=150_000)) == (
        "Spent in the last 30 days: $0.45. Day by day, newest first: 2026-03-14 $0.30 and $0.15 held, "
        "2026-03-12 $0.15."
    )
    assert alt_text(days()) == "Nothing was spent in the last 30 days."


@pytest.mark.parametrize("locale", sorted(translations()))
def test_the_words_fit_whatever_was_spent(locale: str) -> None:
    with speaking(locale):
        assert len(alt_text(days(*[10**13] * 30, held=10**13))) <= 1_024
