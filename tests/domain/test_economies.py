"""Ways to make it for less: each fits, and nothing is given up without need."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue, Model, OptionValue
from bot.domain.economies import economies
from bot.domain.models import CATALOGUE
from bot.domain.models.pixverse_v6 import PIXVERSE_V6
from bot.domain.money import Micros
from bot.domain.remedies import MOST
from bot.domain.rules import plan
from tests.domain.asking import V4, V4_5, said

ALONE = Catalogue((PIXVERSE_V6,))
LONG = said(duration=10, takes=3, resolution="1080p")
"""At V6 it costs 3.375 dollars, guessed."""


def cheaper(room: int, words: dict[str, OptionValue], catalogue: Catalogue = ALONE) -> list[dict[str, Any]]:
    found = economies(catalogue, PIXVERSE_V6, words, Micros(room))
    return [dict(way.changes) or {"model": way.model_id} for way in found]


@given(
    st.sampled_from(CATALOGUE.models),
    st.sampled_from([5, 8]),
    st.sampled_from(["360p", "540p", "720p", "1080p"]),
    st.integers(0, 2_000_000),
)
def test_whatever_is_offered_fits(model: Model, duration: int, resolution: str, room: int) -> None:
    words = said(duration=duration, resolution=resolution)

    found = economies(CATALOGUE, model, words, Micros(room))

    assert len(found) <= MOST
    for way in found:
        assert plan(CATALOGUE, way.model_id or model.id, way.applied_to(words)).quote.total_micros <= room


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        # One thing is enough: as little less of it as fits.
        (3_000_000, [{"resolution": "720p"}, {"duration": 8}, {"takes": 2}]),
        (1_300_000, [{"resolution": "360p"}, {"duration": 3}, {"takes": 1}]),
        # One thing is enough only for one of them: the others go together.
        (
            600_000,
            [{"duration": 1}, {"resolution": "360p", "duration": 6}, {"resolution": "360p", "takes": 1}],
        ),
        (100_000, [{"resolution": "360p", "duration": 1}]),
        (32_000, [{"resolution": "360p", "duration": 1, "takes": 1}]),
        (31_000, []),
    ],
)
def test_as_little_as_needed_is_given_up(room: int, expected: list[dict[str, OptionValue]]) -> None:
    assert cheaper(room, LONG)[: len(expected)] == expected


def test_what_is_smallest_already_cannot_be_made_smaller() -> None:
    assert cheaper(31_000, said(duration=1, resolution="360p")) == []


def test_other_models_are_offered_that_make_the_same_for_less() -> None:
    wish = said(duration=5, resolution="1080p")

    assert cheaper(300_000, wish, CATALOGUE) == [
        {"resolution": "720p"},
        {"duration": 2},
        {"model": V4_5},
        {"model": V4},
    ]


def test_a_model_that_cannot_make_it_is_no_way_to_save() -> None:
    assert {"model": V4} not in cheaper(300_000, said(multi_clip=True), CATALOGUE)


def test_what_a_model_has_no_sizes_of_cannot_be_saved_on() -> None:
    kept = tuple(option for option in PIXVERSE_V6.options if option.name not in {"resolution", "takes"})
    bare = replace(PIXVERSE_V6, options=kept)

    (way,) = economies(Catalogue((bare,)), bare, said(duration=8), Micros(160_000))

    assert way.changes == {"duration": 5}
