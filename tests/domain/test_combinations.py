"""Combinations of options: what the papers' rules refuse, caution about and fill in."""

from typing import Any

import pytest

from bot.domain.catalogue import Model, OptionValue
from bot.domain.errors import CombinationForbidden
from bot.domain.models import CATALOGUE
from bot.domain.rules import plan
from tests.domain.asking import SKILLS, V4, V4_5, V5_6, V6, refused, said
from tests.domain.facts import facts

SEVERITY = {row["id"]: row["severity"] for row in facts("rules")}


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
