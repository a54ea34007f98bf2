"""Ways out of a refusal: each leads out of it, and the first ones lead to a video."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.barred import ModelClosed
from bot.domain.catalogue import Catalogue, Choice, Flag, Option, OptionValue, Text, Value
from bot.domain.consents import ConsentRefused
from bot.domain.errors import (
    CombinationForbidden,
    MediaProblem,
    MediaRejected,
    Offer,
    OptionMissing,
    ProviderTroubled,
    Rejection,
    UnknownModel,
)
from bot.domain.generation import FailureReason
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.prices import Quote
from bot.domain.remedies import MOST, Remedy, remedies
from bot.domain.request import Plan
from bot.domain.rules import all_values, complaints, plan
from bot.domain.troubles import Trouble
from tests.domain.asking import SKILLS, V4, V4_5, V5_6, V6, said
from tests.support.fake_clock import START

NAMES = sorted({option.name for model in CATALOGUE.models for option in model.options} - {"prompt"})
FILES = {"image", "last_image", "video"}
WILD: st.SearchStrategy[OptionValue] = (
    st.integers(-5, 5_000)
    | st.booleans()
    | st.sampled_from(["", "5s", "21:9", "1:0", "0:5", "540", "anim", "zoom", "mp3", "x" * 3_000])
)


def values_of(name: str) -> st.SearchStrategy[OptionValue]:
    """Mostly what some model takes; an attached file is there or not."""
    if name in FILES:
        return st.just(True)
    kinds = [option.kind for model in CATALOGUE.models if (option := model.option(name))]
    known = [value for kind in kinds for value in all_values(kind)]
    return st.sampled_from(known) | WILD if known else WILD


@st.composite
def wishes(draw: st.DrawFn) -> dict[str, OptionValue]:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=8))
    return said(**{name: draw(values_of(name)) for name in names})


def planned(model_id: str, words: Mapping[str, OptionValue]) -> Plan | Rejection:
    try:
        return plan(CATALOGUE, model_id, words)
    except Rejection as refusal:
        return refusal


def wrong(model_id: str, words: Mapping[str, OptionValue]) -> list[str]:
    """All complaints, by what they are about."""
    model = CATALOGUE.get(model_id)
    assert model is not None
    return [about(complaint) for complaint in complaints(CATALOGUE, model, words)]


def about(refusal: Rejection) -> str:
    if isinstance(refusal, CombinationForbidden):
        return " with ".join(sorted(name for name, _ in refusal.combination))
    return str(vars(refusal)["option"])


def ways_out(model_id: str, **options: OptionValue) -> list[tuple[dict[str, Any], str | None]]:
    words = said(**options)
    refusal = planned(model_id, words)
    assert isinstance(refusal, Rejection)
    return [(dict(way.changes), way.model_id) for way in remedies(CATALOGUE, model_id, words, refusal)]


@given(st.sampled_from(CATALOGUE.models), wishes())
def test_every_remedy_makes_that_very_complaint_go_away_and_brings_no_other(
    model: Any, words: dict[str, OptionValue]
) -> None:
    refusal = planned(model.id, words)
    if isinstance(refusal, Plan):
        return
    before = wrong(model.id, words)
    found = remedies(CATALOGUE, model.id, words, refusal)

    assert 1 <= len(found) <= MOST
    for remedy in found:
        after = wrong(remedy.model_id or model.id, remedy.applied_to(words))
        assert about(refusal) not in after
        assert len(after) < len(before)


@given(st.sampled_from(CATALOGUE.models), wishes())
def test_the_first_remedy_again_and_again_leads_to_a_video(model: Any, words: dict[str, OptionValue]) -> None:
    model_id, steps = model.id, len(wrong(model.id, words))
    for _ in range(steps):
        outcome = planned(model_id, words)
        if isinstance(outcome, Plan):
            return
        first = remedies(CATALOGUE, model_id, words, outcome)[0]
        model_id, words = first.model_id or model_id, first.applied_to(words)

    assert isinstance(planned(model_id, words), Plan)


@given(st.sampled_from(CATALOGUE.models), wishes())
def test_no_two_remedies_come_to_the_same(model: Any, words: dict[str, OptionValue]) -> None:
    refusal = planned(model.id, words)
    if isinstance(refusal, Plan):
        return
    outcomes = [
        planned(way.model_id or model.id, way.applied_to(words))
        for way in remedies(CATALOGUE, model.id, words, refusal)
    ]
    plans = [(made.model.id, made.settings) for made in outcomes if isinstance(made, Plan)]

    assert all(plans.count(one) == 1 for one in plans)


@given(st.text(max_size=40))
def test_every_remedy_for_an_unknown_model_is_a_known_one(name: str) -> None:
    refusal = planned(name, said())
    if isinstance(refusal, Plan):
        return
    found = remedies(CATALOGUE, name, said(), refusal)

    assert len(found) == MOST
    assert all(isinstance(planned(str(way.model_id), said()), Plan) for way in found)


@pytest.mark.parametrize(
    ("model_id", "options", "expected"),
    [
        # The nearest values, then models that take what was said.
        (V4, {"duration": 7}, [({"duration": 8}, None), ({"duration": 5}, None), ({}, V6), ({}, SKILLS)]),
        (V6, {"resolution": "900p"}, [({"resolution": "720p"}, None), ({"resolution": "1080p"}, None)]),
        (V6, {"takes": 40}, [({"takes": 20}, None), ({"takes": 1}, None)]),
        # A shape is near by how wide it is.
        (V6, {"aspect": "21:9"}, [({"aspect": "16:9"}, None), ({"aspect": "4:3"}, None), ({}, SKILLS)]),
        (
            V4,
            {"aspect": "2:3"},
            [({"aspect": "3:4"}, None), ({"aspect": "9:16"}, None), ({"aspect": "16:9"}, None), ({}, SKILLS)],
        ),
        # A word is near by its letters.
        (V4, {"style": "animee"}, [({"style": "anime"}, None), ({"style": None}, None)]),
        (V4, {"style": "oil"}, [({"style": None}, None)]),
        (V4, {"seed": "lucky"}, [({"seed": None}, None)]),
        # What stands for a thing left out is said, where something does.
        (V4, {"duration": "long"}, [({"duration": 5}, None)]),
        # What the model lacks: without it, or a model that has it.
        (V4, {"audio": True}, [({"audio": None}, None), ({}, V5_6), ({}, V6)]),
        (SKILLS, {"image": True, "last_image": True}, [({"last_image": None}, None), ({}, V5_6), ({}, V6)]),
        # What leaves least in the way comes first.
        (V4, {"audio": True, "duration": 7}, [({}, V6), ({}, SKILLS), ({"audio": None}, None)]),
        # What does not go together.
        (V4, {"motion": "fast", "duration": 8}, [({"motion": "normal"}, None), ({"duration": 5}, None)]),
        (
            V6,
            {"image": True, "last_image": True, "thinking": "auto"},
            [
                ({"thinking": "enabled"}, None),
                ({"thinking": "disabled"}, None),
                ({"image": None}, None),
                ({"last_image": None}, None),
            ],
        ),
        (
            V4_5,
            {"aspect": "1:1", "image": True},
            [({"aspect": None}, None), ({"image": None}, None), ({}, SKILLS)],
        ),
    ],
    ids=str,
)
def test_what_changes_least_is_offered(
    model_id: str, options: dict[str, OptionValue], expected: list[tuple[dict[str, Any], str | None]]
) -> None:
    assert ways_out(model_id, **options) == expected


def test_a_prompt_that_no_model_takes_is_for_its_author_to_mend() -> None:
    assert ways_out(V4, prompt="x" * 3_000) == []
    assert ways_out(V4, prompt="") == []


def test_a_prompt_that_another_model_takes_may_go_there() -> None:
    assert ({}, V6) in ways_out(V4, prompt="a")


def test_names_alike_come_first_for_an_unknown_model() -> None:
    refusal = UnknownModel("pixverse-v5", tuple(model.id for model in CATALOGUE.models))

    first, *others = remedies(CATALOGUE, "pixverse-v5", said(), refusal)

    assert first == Remedy(model_id=V5_6)
    assert len(others) == 3


def test_an_offer_of_another_provider_is_a_remedy_without_what_its_model_lacks() -> None:
    offer = Offer(SKILLS, "skills_video", Quote(Micros(1), Micros(1), approximate=False), ("takes", "format"))
    trouble = Trouble(FailureReason.PROVIDER_UNAVAILABLE, START)
    refusal = ProviderTroubled(V6, "runware", trouble, (offer,))

    (remedy,) = remedies(CATALOGUE, V6, said(takes=2, format="mov"), refusal)

    assert remedy == Remedy({"takes": None, "format": None}, SKILLS)
    assert remedy.applied_to(said(takes=2, format="mov")) == said()


def test_what_only_the_author_can_mend_has_no_remedy() -> None:
    refusal = MediaRejected("image", "a.png", MediaProblem.DAMAGED)

    assert remedies(CATALOGUE, V4, said(image=True), refusal) == ()
    assert remedies(CATALOGUE, "sora", said(), refusal) == ()


def test_an_option_that_cannot_be_left_out_gets_its_values_and_models_that_do_without() -> None:
    v4 = CATALOGUE.models[-1]
    mood = Option(
        "mood", Choice((Value("calm", "c"), Value("wild", "w"), Value("grim", "g"))), "mood", required=True
    )
    loud = Option("loud", Flag(), "loud", required=True)
    moody, noisy = (replace(v4, id=option.name, options=(*v4.options, option)) for option in (mood, loud))
    catalogue = Catalogue((moody, noisy, v4))

    in_mood = remedies(catalogue, "mood", said(), OptionMissing("mood", "mood"))
    aloud = remedies(catalogue, "loud", said(), OptionMissing("loud", "loud"))

    assert in_mood == (Remedy({"mood": "calm"}), Remedy({"mood": "wild"}), Remedy(model_id=V4))
    assert aloud == (Remedy({"loud": True}), Remedy({"loud": False}), Remedy(model_id=V4))


def test_a_name_that_the_model_does_not_know_misses_nothing() -> None:
    assert remedies(CATALOGUE, V4, said(), OptionMissing("mood", V4)) == ()


def test_a_required_text_has_no_value_to_suggest() -> None:
    v4 = CATALOGUE.models[-1]
    title = Option("title", Text(1, 9), "title", required=True)
    titled = replace(v4, id="titled", options=(*v4.options, title))
    catalogue = Catalogue((titled, v4))

    assert remedies(catalogue, "titled", said(), OptionMissing("title", "titled")) == (Remedy(model_id=V4),)


def test_of_the_models_that_a_server_uses_those_that_take_it_as_it_is_come_first() -> None:
    words = said(camera="zoom_in")
    closed = ModelClosed(V4, (V6, V4_5))

    ways = remedies(CATALOGUE, V4, words, closed)

    assert ways == (Remedy(model_id=V4_5), Remedy(model_id=V6))


def test_a_picture_that_its_owner_does_not_lend_can_be_left_out() -> None:
    refused = ConsentRefused(1, answered=True)

    assert remedies(CATALOGUE, V4, said(image=True), refused) == (Remedy({"image": None}),)
