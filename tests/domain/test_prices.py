"""Quotes against the price papers, and honest guesses where these have gaps."""

import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Model, Settings
from bot.domain.models import CATALOGUE
from bot.domain.models.pixverse_v4 import PIXVERSE_V4
from bot.domain.models.pixverse_v4_5 import PIXVERSE_V4_5
from bot.domain.models.pixverse_v5_6 import PIXVERSE_V5_6
from bot.domain.models.pixverse_v6 import PIXVERSE_V6
from bot.domain.models.pixverse_v6_skills import PIXVERSE_V6_SKILLS
from bot.domain.money import Micros, from_usd
from bot.domain.prices import Price, PriceTable, Quote
from tests.domain.facts import facts

PRICING = facts("pricing")
DERIVED = PRICING["runware_v4_v45_derived"]["rows"]
OBSERVED = PRICING["runware_observed_in_seeds"]
BY_SECOND = PRICING["pixverse_v6_reference_usd_per_second"]
V6_CLIPS: list[tuple[Settings, Decimal]] = [
    ({"resolution": resolution, "duration": seconds, "audio": audio}, usd_per_second * seconds)
    for audio in (False, True)
    for resolution, usd_per_second in BY_SECOND["audio" if audio else "no_audio"].items()
    for seconds in range(1, 16)
]
DEARER = CATALOGUE.at_credit_price(Micros(35_000))
TABLE = PriceTable(
    (
        Price({"resolution": "360p", "duration": 5}, Micros(100_001)),
        Price({"resolution": "720p", "duration": 5}, Micros(300_000)),
        Price({"resolution": "720p", "duration": 10}, Micros(600_000)),
    )
)


def v4(resolution: str, duration: int, motion: str = "normal", takes: int = 1) -> Micros:
    settings: Settings = {"resolution": resolution, "duration": duration, "motion": motion}
    return PIXVERSE_V4.prices.quote(settings, takes).total_micros


@pytest.mark.parametrize("row", OBSERVED, ids=str)
def test_what_the_seeds_were_charged_is_quoted_exactly(row: dict[str, Any]) -> None:
    model = next(model for model in CATALOGUE.models if model.provider_model == row["model"])
    said: dict[str, Any] = {name: row[name] for name in ("resolution", "duration", "audio") if name in row}

    settings = model.defaults()
    settings.update(said)

    quote = model.prices.quote(settings, 1)

    assert (quote.total_micros, quote.approximate) == (from_usd(row["cost"]), False)


@pytest.mark.parametrize("model", [PIXVERSE_V4, PIXVERSE_V4_5], ids=lambda model: model.id)
@pytest.mark.parametrize("row", DERIVED, ids=str)
def test_every_derived_cell_is_quoted_by_its_credits_or_as_observed(
    model: Model, row: dict[str, Any]
) -> None:
    settings: Settings = {
        "resolution": row["resolution"],
        "duration": row["duration"],
        "motion": row["motionMode"],
    }

    quote = model.prices.quote(settings, 1)

    by_credits = from_usd(row["pixverse_credits"] * Decimal("0.299") / 120)
    observed = {(seen["resolution"], seen["duration"]): from_usd(seen["cost"]) for seen in OBSERVED[:2]}
    expected = observed.get((row["resolution"], row["duration"]), by_credits)
    assert quote.total_micros == (expected if row["motionMode"] == "normal" else by_credits)
    assert not quote.approximate


@pytest.mark.parametrize("model", [PIXVERSE_V4, PIXVERSE_V4_5], ids=lambda model: model.id)
def test_the_table_of_v4_has_no_cell_that_the_papers_lack(model: Model) -> None:
    known = {(row["resolution"], row["duration"], row["motionMode"]) for row in DERIVED}

    assert {tuple(price.settings.values()) for price in model.prices.prices} == known


@pytest.mark.parametrize("resolution", ["360p", "540p", "720p"])
def test_eight_seconds_and_fast_motion_cost_about_twice_five_seconds(resolution: str) -> None:
    assert abs(v4(resolution, 8) - 2 * v4(resolution, 5)) <= 1_000
    assert abs(v4(resolution, 5, "fast") - 2 * v4(resolution, 5)) <= 1_000


def test_takes_multiply_the_price() -> None:
    quote = PIXVERSE_V4.prices.quote(PIXVERSE_V4.defaults(), 4)

    assert (quote.take_micros, quote.total_micros) == (150_000, 600_000)


def test_a_missing_cell_is_the_nearest_price_and_a_quarter_and_says_so() -> None:
    quote = PIXVERSE_V4.prices.quote({"resolution": "1080p", "duration": 8, "motion": "normal"}, 2)

    assert (quote.take_micros, quote.total_micros, quote.approximate) == (373_750, 747_500, True)


def test_the_default_clip_of_v5_6_is_a_guess_from_its_one_known_price() -> None:
    quote = PIXVERSE_V5_6.prices.quote(PIXVERSE_V5_6.defaults(), 1)

    assert (quote.total_micros, quote.approximate) == (from_usd("0.3978") * 5 // 4, True)


@pytest.mark.parametrize(
    ("resolution", "duration", "micros"),
    [
        ("540p", 5, 375_000),  # 180 lines from both: the dearer
        ("720p", 6, 375_000),
        ("720p", 9, 750_000),
        (
            "360p",
            10,
            125_002,
        ),  # the first cell and the last differ in one option each: 5 s are less than 360 lines
        ("8k", 5, 125_002),  # a fraction of a micro-dollar rounds up
    ],
)
def test_the_nearest_cell_has_fewest_differing_options_then_the_smallest_gap(
    resolution: str, duration: int, micros: int
) -> None:
    quote = TABLE.quote({"resolution": resolution, "duration": duration}, 1)

    assert (quote.take_micros, quote.approximate) == (micros, True)


def test_an_option_that_the_request_lacks_counts_as_differing() -> None:
    assert TABLE.quote({"resolution": "720p"}, 1).approximate


@given(st.sampled_from(TABLE.prices), st.integers(1, 20))
def test_a_known_cell_is_never_raised(price: Price, takes: int) -> None:
    quote = TABLE.quote({**price.settings, "style": "anime"}, takes)

    assert (quote.take_micros, quote.approximate) == (price.amount, False)
    assert quote.total_micros == takes * price.amount


def test_v6_is_estimated_at_what_resellers_ask_by_the_second_and_a_quarter() -> None:
    quotes = [PIXVERSE_V6.prices.quote(settings, 3) for settings, _ in V6_CLIPS]

    assert [quote.take_micros for quote in quotes] == [from_usd(usd * Decimal("1.25")) for _, usd in V6_CLIPS]
    assert len(quotes) == 4 * 15 * 2
    assert all(quote.approximate and quote.total_micros == 3 * quote.take_micros for quote in quotes)


def test_v6_at_skills_video_is_estimated_in_whole_credits_of_a_cent_and_a_quarter() -> None:
    quotes = [PIXVERSE_V6_SKILLS.prices.quote(settings, 1) for settings, _ in V6_CLIPS]

    assert [quote.take_micros for quote in quotes] == [math.ceil(usd * 100) * 12_500 for _, usd in V6_CLIPS]
    assert all(quote.approximate for quote in quotes)


def test_the_published_twenty_credits_fit_into_what_is_held_for_the_default_clip() -> None:
    default_clip = PIXVERSE_V6_SKILLS.prices.quote(PIXVERSE_V6_SKILLS.defaults(), 1)

    assert default_clip.total_micros >= 20 * 10_000


def test_credits_cost_what_the_operator_says_and_dollars_stay_dollars() -> None:
    at_home, dearer = (catalogue.get("pixverse-v6-skills") for catalogue in (CATALOGUE, DEARER))
    assert at_home
    assert dearer

    usual, dear = (model.prices.quote(model.defaults(), 1) for model in (at_home, dearer))

    assert (usual.total_micros, dear.total_micros) == (23 * 12_500, 23 * 43_750)
    in_dollars = [model for model in CATALOGUE.models if model.prices.credit_micros is None]
    assert len(in_dollars) == len(CATALOGUE.models) - 1
    assert all(DEARER.get(model.id) is model for model in in_dollars)


def test_a_table_in_credits_whose_price_is_known_is_quoted_exactly() -> None:
    table = PriceTable((Price({"duration": 5}, 7),), credit_micros=Micros(10_001))

    assert table.quote({"duration": 5}, 2) == Quote(Micros(140_014), Micros(70_007), approximate=False)
