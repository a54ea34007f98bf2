"""What is refused before money moves, and what is accepted with a caution."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.catalogue import Catalogue, Choice, Model, OptionValue, Severity, Text, Whole
from bot.domain.errors import (
    CombinationForbidden,
    OptionMissing,
    OptionNotSupported,
    Rejection,
    UnknownModel,
    ValueNotAllowed,
)
from bot.domain.generation import MediaRole
from bot.domain.models import CATALOGUE
from bot.domain.models.pixverse_v4 import PIXVERSE_V4
from bot.domain.models.pixverse_v5_6 import PIXVERSE_V5_6
from bot.domain.prices import PriceTable
from bot.domain.rules import OPTION_OF_ROLE, plan
from tests.domain.facts import facts

V4, V5_6 = PIXVERSE_V4.id, PIXVERSE_V5_6.id
SEVERITY = {row["id"]: row["severity"] for row in facts("rules")}


def said(**options: OptionValue) -> dict[str, OptionValue]:
    return {"prompt": "A lighthouse over tidal flats", **options}


def refused(model_id: str, **options: OptionValue) -> Rejection:
    with pytest.raises(Rejection) as caught:
        plan(CATALOGUE, model_id, said(**options))
    return caught.value


def test_what_was_left_out_is_filled_in() -> None:
    planned = plan(CATALOGUE, V4, said(camera="crane_up", takes=3))

    assert planned.model is PIXVERSE_V4
    assert planned.prompt == "A lighthouse over tidal flats"
    assert planned.settings == {
        "camera": "crane_up",
        "takes": 3,
        "duration": 5,
        "resolution": "720p",
        "aspect": "16:9",
        "motion": "normal",
        "format": "mp4",
    }
    assert (planned.takes, planned.quote.total_micros, planned.cautions) == (3, 450_000, ())


@pytest.mark.parametrize("frame", ["image", "last_image"])
def test_beside_a_picture_no_aspect_is_assumed(frame: str) -> None:
    assert "aspect" not in plan(CATALOGUE, V4, said(**{frame: True})).settings


def test_every_role_of_media_has_an_option_of_its_own() -> None:
    assert set(OPTION_OF_ROLE) == set(MediaRole)
    assert len(set(OPTION_OF_ROLE.values())) == len(OPTION_OF_ROLE)


def test_an_unknown_model_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownModel) as refusal:
        plan(CATALOGUE, "sora", said())

    assert (refusal.value.model_id, refusal.value.known) == ("sora", (V5_6, V4))


def test_a_model_that_is_still_announced_is_planned_like_any_other() -> None:
    announced = replace(PIXVERSE_V4, id="soon", coming_soon=True)

    assert plan(Catalogue([announced]), "soon", said()).model is announced


@pytest.mark.parametrize(
    ("model_id", "option", "value", "having"),
    [
        (V4, "audio", True, (V5_6,)),
        (V4, "thinking", "auto", (V5_6,)),
        (V5_6, "camera", "crane_up", (V4,)),
        (V5_6, "effect", "boom drop", (V4,)),
        (V5_6, "motion", "fast", (V4,)),
        (V4, "video", True, ()),
        (V5_6, "multi_clip", True, ()),
    ],
)
def test_an_option_of_another_model_is_refused_naming_it_its_value_and_who_has_it(
    model_id: str, option: str, value: OptionValue, having: tuple[str, ...]
) -> None:
    refusal = refused(model_id, **{option: value})

    assert isinstance(refusal, OptionNotSupported)
    assert (refusal.option, refusal.value, refusal.model_id) == (option, value, model_id)
    assert refusal.models_with == having


@pytest.mark.parametrize(
    ("model_id", "option", "value", "accepting"),
    [
        (V4, "prompt", "a", (V5_6,)),  # R12
        (V4, "prompt", "a" * 2049, ()),
        (V5_6, "prompt", "", ()),
        (V4, "negative", "", ()),
        (V4, "takes", 5, ()),  # R13
        (V5_6, "takes", 0, ()),
        (V4, "seed", -1, ()),  # R14
        (V5_6, "seed", 2_147_483_648, ()),
        (V4, "duration", 10, (V5_6,)),
        (V5_6, "duration", 7, ()),
        (V4, "camera", "crane_u", ()),
        (V5_6, "aspect", "21:9", ()),
        (V5_6, "quality", 100, ()),
        (V5_6, "resolution", "4k", ()),
    ],
)
def test_a_value_beyond_the_bounds_is_refused_naming_what_is_allowed_and_who_takes_it(
    model_id: str, option: str, value: OptionValue, accepting: tuple[str, ...]
) -> None:
    refusal = refused(model_id, **{option: value})

    assert isinstance(refusal, ValueNotAllowed)
    assert (refusal.option, refusal.value, refusal.model_id) == (option, value, model_id)
    assert isinstance(refusal.allowed, Choice | Whole | Text)
    assert not refusal.allowed.accepts(value)
    assert refusal.models_accepting == accepting


def test_a_request_without_a_prompt_is_refused() -> None:
    with pytest.raises(OptionMissing) as refusal:
        plan(CATALOGUE, V4, {"camera": "crane_up"})

    assert (refusal.value.option, refusal.value.model_id) == ("prompt", V4)


FORBIDDEN: list[tuple[str, str, dict[str, Any], dict[str, Any], tuple[str, ...]]] = [
    # rule, model, what was said, what would be allowed (nothing: leave it out), models that allow it
    ("R1", V4, {"aspect": "1:1", "image": True}, {"aspect": (), "image": ()}, ()),
    ("R1", V4, {"aspect": "1:1", "last_image": True}, {"aspect": (), "last_image": ()}, ()),
    ("R1", V5_6, {"aspect": "16:9", "image": True}, {"aspect": (), "image": ()}, ()),
    ("R1", V5_6, {"aspect": "16:9", "last_image": True}, {"aspect": (), "last_image": ()}, ()),
    ("R5", V4, {"effect": "boom drop", "camera": "hitchcock"}, {"effect": (), "camera": ()}, ()),
    ("R6", V4, {"motion": "fast", "duration": 8}, {"motion": ("normal",), "duration": (5,)}, ()),
    (
        "R6",
        V4,
        {"motion": "fast", "resolution": "1080p"},
        {"motion": ("normal",), "resolution": ("360p", "540p", "720p")},
        (),
    ),
]


@pytest.mark.parametrize(("rule", "model_id", "options", "remedies", "models"), FORBIDDEN, ids=str)
def test_a_forbidden_combination_is_refused_with_every_way_out(
    rule: str,
    model_id: str,
    options: dict[str, OptionValue],
    remedies: dict[str, tuple[OptionValue, ...]],
    models: tuple[str, ...],
) -> None:
    refusal = refused(model_id, **options)

    assert isinstance(refusal, CombinationForbidden)
    assert "error" in SEVERITY[rule]
    assert (refusal.rule_id, refusal.model_id) == (rule, model_id)
    assert dict(refusal.combination) == options
    assert dict(refusal.remedies) == remedies
    assert refusal.models_allowing == models


@pytest.mark.parametrize(("rule", "model_id", "options", "remedies", "models"), FORBIDDEN, ids=str)
def test_every_way_out_that_is_offered_leads_out(
    rule: str,
    model_id: str,
    options: dict[str, OptionValue],
    remedies: dict[str, tuple[OptionValue, ...]],
    models: tuple[str, ...],
) -> None:
    for option, values in remedies.items():
        left = {name: value for name, value in options.items() if name != option}
        for changed in [left] if not values else [{**left, option: value} for value in values]:
            assert plan(CATALOGUE, model_id, said(**changed)).model.id == model_id


@pytest.mark.parametrize(
    ("rule", "model_id", "options"),
    [
        ("R7", V4, {"resolution": "1080p", "duration": 8}),
        ("R8", V5_6, {"resolution": "1080p", "duration": 10}),
        ("R16", V4, {"effect": "boom drop"}),
    ],
)
def test_a_doubtful_combination_is_accepted_with_a_caution(
    rule: str, model_id: str, options: dict[str, OptionValue]
) -> None:
    assert SEVERITY[rule] == "warn"
    assert plan(CATALOGUE, model_id, said(**options)).cautions == (rule,)


def test_an_effect_on_a_picture_needs_no_caution() -> None:
    assert plan(CATALOGUE, V4, said(effect="boom drop", image=True)).cautions == ()


def test_the_rules_of_the_papers_that_can_be_broken_by_members_are_all_there() -> None:
    by_shape = {"R2", "R3", "R4", "R10", "R11", "R12", "R13", "R14"}  # not expressible, or an option's bounds
    of_others = {"R9", "R15", "R17"}  # V6, skills.video, and the operator's safety settings

    present = {rule.id: rule.severity for model in CATALOGUE.models for rule in model.rules}

    assert set(present) == set(SEVERITY) - by_shape - of_others
    for rule, severity in present.items():
        assert SEVERITY[rule].split()[0] == severity
        assert severity in (Severity.ERROR, Severity.WARN)
