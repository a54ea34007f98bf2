"""Money, times and settings as people read them."""

from datetime import timedelta

import pytest

from bot.ui.texts import ago, lasting, listed, money, money_left, settings_line
from tests.ui.samples import NOW, generation


@pytest.mark.parametrize(
    ("micros", "said"),
    [(0, "$0.00"), (1, "$0.01"), (112_125, "$0.12"), (150_000, "$0.15"), (1_234_560_000, "$1,234.56")],
)
def test_prices_are_rounded_up_to_cents(micros: int, said: str) -> None:
    assert money(micros) == said


def test_a_guessed_price_says_so() -> None:
    assert money(497_250, approximate=True) == "≈ $0.50"


def test_what_is_left_is_rounded_down() -> None:
    assert money_left(103_999) == "$0.10"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-1, "0 s"), (59.4, "59 s"), (60, "1 min"), (192, "3 min 12 s"), (3600, "1 h"), (7500, "2 h 5 min")],
)
def test_spans_are_given_in_two_units(seconds: float, said: str) -> None:
    assert lasting(timedelta(seconds=seconds)) == said


def test_moments_are_left_to_discords_own_clock() -> None:
    assert ago(NOW) == f"<t:{int(NOW.timestamp())}:R>"


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_lists_read_as_sentences(words: list[str], said: str) -> None:
    assert listed(words) == said


def test_settings_name_what_matters_and_leave_out_what_goes_without_saying() -> None:
    settings = {
        "duration": 8,
        "resolution": "1080p",
        "image": True,
        "audio": True,
        "motion": "normal",
        "takes": 3,
        "format": "webm",
        "camera": "zoom_in",
        "seed": 7,
    }

    line = settings_line(generation(settings=settings))

    assert (
        line
        == "`pixverse-v5.6` · 8 s · 1080p · from an image · with sound · 3 takes · webm · zoom_in · seed 7"
    )


def test_a_members_words_among_the_settings_are_harmless() -> None:
    line = settings_line(generation(settings={"negative": "@everyone `**blur**`", "audio": False}))

    assert line == r"`pixverse-v5.6` · without \@everyone \`\*\*blur\*\*\`"
