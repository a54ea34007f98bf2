"""What is refused before money moves, and what is accepted with a caution."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.catalogue import Catalogue, Choice, Model, OptionValue, Text, Whole
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
from bot.domain.rules import OPTION_OF_ROLE, plan
from tests.domain.facts import facts

V4, V4_5, V5_6, V6, SKILLS = (
    "pixverse-v4",
    "pixverse-v4.5",
    "pixverse-v5.6",
    "pixverse-v6",
    "pixverse-v6-skills",
)
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


@pytest.mark.parametrize(
    ("model_id", "file"),
    [(V4, "image"), (V4, "last_image"), (V6, "image"), (V6, "last_image"), (V6, "video"), (SKILLS, "image")],
)
def test_beside_a_picture_or_video_no_aspect_is_assumed(model_id: str, file: str) -> None:
    planned = plan(CATALOGUE, model_id, said(**{file: True}))

    assert "aspect" not in planned.settings
    assert planned.cautions == ()


def test_every_role_of_media_has_an_option_of_its_own() -> None:
    assert set(OPTION_OF_ROLE) == set(MediaRole)
    assert len(set(OPTION_OF_ROLE.values())) == len(OPTION_OF_ROLE)


def test_an_unknown_model_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownModel) as refusal:
        plan(CATALOGUE, "sora", said())

    assert (refusal.value.model_id, refusal.value.known) == ("sora", (V5_6, V6, SKILLS, V4_5, V4))


def test_a_model_that_is_still_announced_is_planned_like_any_other() -> None:
    announced = replace(PIXVERSE_V4, id="soon", coming_soon=True)

    assert plan(Catalogue([announced]), "soon", said()).model is announced


@pytest.mark.parametrize(
    ("model_id", "option", "value", "having"),
    [
        (V4, "audio", True, (V5_6, V6, SKILLS)),
        (V4_5, "thinking", "auto", (V5_6, V6, SKILLS)),
        (V5_6, "camera", "crane_up", (V4_5, V4)),
        (V6, "effect", "boom drop", (V4_5, V4)),
        (SKILLS, "motion", "fast", (V4_5, V4)),
        (V4, "video", True, (V6,)),
        (V5_6, "multi_clip", True, (V6, SKILLS)),
        (SKILLS, "takes", 2, (V5_6, V6, V4_5, V4)),
        (SKILLS, "last_image", True, (V5_6, V6, V4_5, V4)),
        (SKILLS, "video", True, (V6,)),
        (SKILLS, "format", "webm", (V5_6, V6, V4_5, V4)),
        (SKILLS, "quality", 20, (V5_6, V6, V4_5, V4)),
        (V6, "lens", "fisheye", ()),
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
        (V4, "prompt", "a", (V5_6, V6, SKILLS)),  # R12
        (V4_5, "prompt", "a" * 2049, ()),
        (V5_6, "prompt", "", ()),
        (V4, "negative", "", ()),
        (V4, "takes", 5, (V6,)),  # R13
        (V5_6, "takes", 0, ()),
        (V6, "takes", 21, ()),
        (V4, "seed", -1, ()),  # R14
        (SKILLS, "seed", 2_147_483_648, ()),
        (V4_5, "duration", 10, (V5_6, V6, SKILLS)),
        (V5_6, "duration", 7, (V6, SKILLS)),
        (V6, "duration", 16, ()),  # R10
        (SKILLS, "duration", 0, ()),
        (V4, "camera", "crane_u", ()),
        (V5_6, "aspect", "21:9", (SKILLS,)),
        (V6, "thinking", "deep", ()),
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
    *(
        ("R1", model_id, {"aspect": "1:1", "image": True}, {"aspect": (), "image": ()}, (SKILLS,))
        for model_id in (V4, V4_5, V5_6, V6)
    ),
    *(
        ("R1", model_id, {"aspect": "16:9", "last_image": True}, {"aspect": (), "last_image": ()}, ())
        for model_id in (V4, V4_5, V5_6, V6)
    ),
    ("R1", V6, {"aspect": "9:16", "video": True}, {"aspect": (), "video": ()}, ()),
    ("R1", V6, {"video": True, "image": True}, {"video": (), "image": ()}, ()),
    ("R1", V6, {"video": True, "last_image": True}, {"video": (), "last_image": ()}, ()),
    (
        "R9",
        V6,
        {"image": True, "last_image": True, "thinking": "auto"},
        {"image": (), "last_image": (), "thinking": ("enabled", "disabled")},
        (V5_6,),
    ),
    *(
        case
        for model_id in (V4, V4_5)
        for case in (
            (
                "R5",
                model_id,
                {"effect": "boom drop", "camera": "hitchcock"},
                {"effect": (), "camera": ()},
                (),
            ),
            (
                "R6",
                model_id,
                {"motion": "fast", "duration": 8},
                {"motion": ("normal",), "duration": (5,)},
                (),
            ),
            (
                "R6",
                model_id,
                {"motion": "fast", "resolution": "1080p"},
                {"motion": ("normal",), "resolution": ("360p", "540p", "720p")},
                (),
            ),
        )
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
        ("R7", V4_5, {"resolution": "1080p", "duration": 8}),
        ("R8", V5_6, {"resolution": "1080p", "duration": 10}),
        ("R16", V4, {"effect": "boom drop"}),
        ("R16", V4_5, {"effect": "boom drop"}),
        ("R17", SKILLS, {"aspect": "21:9", "image": True}),
    ],
)
def test_a_doubtful_combination_is_accepted_with_a_caution(
    rule: str, model_id: str, options: dict[str, OptionValue]
) -> None:
    assert SEVERITY[rule] == "warn"
    assert plan(CATALOGUE, model_id, said(**options)).cautions == (rule,)


def test_an_effect_on_a_picture_needs_no_caution() -> None:
    assert plan(CATALOGUE, V4, said(effect="boom drop", image=True)).cautions == ()


@pytest.mark.parametrize(
    ("files", "thinking", "sent"),
    [
        (["image", "last_image"], None, "enabled"),
        (["image", "last_image"], "disabled", "disabled"),
        (["image"], None, None),
        (["image"], "auto", "auto"),
        (["video"], None, None),
        ([], None, None),
    ],
)
def test_two_frames_have_v6_think_unless_told_otherwise(
    files: list[str], thinking: str | None, sent: str | None
) -> None:
    words = {"thinking": thinking} if thinking else {}

    planned = plan(CATALOGUE, V6, said(**dict.fromkeys(files, True), **words))

    assert planned.settings.get("thinking") == sent


# Rules that no member can break: the options' bounds, the sizes there are, or the operator prevents it.
BY_SHAPE = {"R2", "R3", "R4", "R10", "R11", "R12", "R13", "R14", "R15"}
OF_MODEL = {V4: "V4", V4_5: "V4.5", V5_6: "V5.6", V6: "V6", SKILLS: "skills.video"}


@pytest.mark.parametrize("model", CATALOGUE.models, ids=lambda model: model.id)
def test_a_model_has_the_rules_that_the_papers_give_it(model: Model) -> None:
    severities = {rule.id: rule.severity for rule in model.rules}
    expected = {row["id"] for row in facts("rules") if OF_MODEL[model.id] in row["models"].split(",")}
    if model.option("effect"):
        expected.add("R16")  # of all models that have effects

    assert set(severities) == expected - BY_SHAPE
    assert all(SEVERITY[rule].split()[0] == severity for rule, severity in severities.items())


def test_every_rule_of_the_papers_is_some_models_or_kept_by_shape() -> None:
    assert {rule.id for model in CATALOGUE.models for rule in model.rules} == SEVERITY.keys() - BY_SHAPE
