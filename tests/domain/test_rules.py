"""What is refused before money moves, and what is accepted with a caution."""

from dataclasses import replace

import pytest

from bot.domain.catalogue import Catalogue, Choice, OptionValue, Text, Whole
from bot.domain.errors import (
    OptionMissing,
    OptionNotSupported,
    UnknownModel,
    ValueNotAllowed,
)
from bot.domain.generation import MediaRole
from bot.domain.models import CATALOGUE
from bot.domain.models.pixverse_v4 import PIXVERSE_V4
from bot.domain.rules import OPTION_OF_ROLE, plan
from tests.domain.asking import SKILLS, V4, V4_5, V5_6, V6, refused, said


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
