"""The catalogue against the papers: every word, size and bound."""

from typing import Any

import pytest

from bot.domain.catalogue import (
    Attached,
    Catalogue,
    Choice,
    Flag,
    Kind,
    Model,
    Option,
    OptionValue,
    Text,
    Value,
    Whole,
)
from bot.domain.models import CATALOGUE
from bot.domain.models.pixverse_v4 import PIXVERSE_V4
from bot.domain.models.pixverse_v4_5 import PIXVERSE_V4_5
from bot.domain.models.pixverse_v5_6 import PIXVERSE_V5_6
from bot.domain.models.pixverse_v6 import PIXVERSE_V6
from bot.domain.models.pixverse_v6_skills import PIXVERSE_V6_SKILLS
from bot.domain.prices import PriceTable
from tests.domain.facts import facts

ENUMS = facts("enums")
MODELS = CATALOGUE.models
AT_RUNWARE = [model for model in MODELS if model.provider == "runware"]
SHARED = {"prompt", "negative", "image", "duration", "resolution", "aspect", "style", "seed"}
OF_RUNWARE = {"last_image", "takes", "format", "quality"}
OF_V4 = {"camera", "effect", "motion"}
OF_V6 = {"audio", "thinking", "multi_clip"}


def kind(model: Model, name: str) -> Kind:
    option = model.option(name)
    assert option is not None, f"{model.id} has no {name}"
    return option.kind


def listed(model: Model, name: str) -> tuple[Value, ...]:
    choice = kind(model, name)
    assert isinstance(choice, Choice)
    return choice.values


def test_the_models_are_those_of_the_five_seeds() -> None:
    assert {(model.id, model.provider, model.provider_model) for model in MODELS} == {
        ("pixverse-v4", "runware", "pixverse:1@2"),
        ("pixverse-v4.5", "runware", "pixverse:1@3"),
        ("pixverse-v5.6", "runware", "pixverse:1@7"),
        ("pixverse-v6", "runware", "pixverse:1@8"),
        ("pixverse-v6-skills", "skills_video", "pixverse/v6"),
    }


def test_only_v6_at_runware_is_announced_still() -> None:
    assert [model for model in MODELS if model.coming_soon] == [PIXVERSE_V6]


def test_the_same_model_is_found_at_the_other_provider() -> None:
    assert CATALOGUE.elsewhere(PIXVERSE_V6) == (PIXVERSE_V6_SKILLS,)
    assert CATALOGUE.elsewhere(PIXVERSE_V6_SKILLS) == (PIXVERSE_V6,)
    assert CATALOGUE.elsewhere(PIXVERSE_V5_6) == (), "no family, though no other model has one either"
    assert Catalogue([PIXVERSE_V6]).elsewhere(PIXVERSE_V6) == ()


@pytest.mark.parametrize("model", [PIXVERSE_V4, PIXVERSE_V4_5], ids=lambda model: model.id)
@pytest.mark.parametrize(("option", "paper"), [("camera", "cameraMovement"), ("effect", "effect")])
def test_described_words_are_the_papers_in_order_with_their_descriptions(
    model: Model, option: str, paper: str
) -> None:
    expected = [(row["value"], row["value"], row["seed_description"]) for row in ENUMS[paper]]

    assert [(value.name, value.sent, value.description) for value in listed(model, option)] == expected


@pytest.mark.parametrize(
    ("model", "option", "paper"),
    [
        (PIXVERSE_V4, "motion", "motionMode"),
        (PIXVERSE_V4_5, "motion", "motionMode"),
        (PIXVERSE_V5_6, "thinking", "thinking"),
        (PIXVERSE_V6, "thinking", "thinking"),
        (PIXVERSE_V6_SKILLS, "thinking", "thinking"),
        (PIXVERSE_V6_SKILLS, "aspect", "skills_video.aspect_ratio"),
        *((model, "style", "style") for model in MODELS),
        *((model, "resolution", "resolution") for model in MODELS),
        *((model, "format", "outputFormat") for model in AT_RUNWARE),
    ],
    ids=lambda value: value.id if isinstance(value, Model) else value,
)
def test_plain_words_are_sent_as_the_papers_spell_them(model: Model, option: str, paper: str) -> None:
    assert [value.sent for value in listed(model, option)] == ENUMS[paper]
    assert [value.name for value in listed(model, option)] == [word.lower() for word in ENUMS[paper]]


@pytest.mark.parametrize("model", AT_RUNWARE, ids=lambda model: model.id)
def test_sizes_are_the_twenty_pairs_and_aspects_are_theirs(model: Model) -> None:
    pairs: dict[str, dict[str, list[int]]] = facts("dimensions")["pairs"]

    assert model.sizes == {
        (resolution, aspect): tuple(size) for resolution, row in pairs.items() for aspect, size in row.items()
    }
    assert {value.name for value in listed(model, "resolution")} == set(pairs)
    assert {value.name for value in listed(model, "aspect")} == set(pairs["720p"])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_lengths_of_prompts_are_those_of_rule_12(model: Model) -> None:
    least = 2 if model in (PIXVERSE_V4, PIXVERSE_V4_5) else 1

    assert kind(model, "prompt") == kind(model, "negative") == Text(least, 2048)


@pytest.mark.parametrize(
    ("model", "durations"),
    [
        (PIXVERSE_V4, [5, 8]),
        (PIXVERSE_V4_5, [5, 8]),
        (PIXVERSE_V5_6, [5, 8, 10]),
        (PIXVERSE_V6, list(range(1, 16))),
        (PIXVERSE_V6_SKILLS, list(range(1, 16))),
    ],
    ids=lambda value: value.id if isinstance(value, Model) else "",
)
def test_lengths_are_those_of_the_seeds_and_of_rules_8_and_10(model: Model, durations: list[int]) -> None:
    assert [second for second in range(-1, 20) if kind(model, "duration").accepts(second)] == durations


@pytest.mark.parametrize("model", AT_RUNWARE, ids=lambda model: model.id)
def test_takes_have_the_bounds_of_rule_13_and_quality_those_of_the_seeds(model: Model) -> None:
    assert kind(model, "takes") == Whole(1, 20 if model is PIXVERSE_V6 else 4)
    assert kind(model, "quality") == Whole(20, 99)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_seeds_have_the_bounds_of_rule_14(model: Model) -> None:
    assert kind(model, "seed") == Whole(0, 2_147_483_647)


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (PIXVERSE_V4, SHARED | OF_RUNWARE | OF_V4),
        (PIXVERSE_V4_5, SHARED | OF_RUNWARE | OF_V4),
        (PIXVERSE_V5_6, SHARED | OF_RUNWARE | OF_V6 - {"multi_clip"}),
        (PIXVERSE_V6, SHARED | OF_RUNWARE | OF_V6 | {"video"}),
        (PIXVERSE_V6_SKILLS, SHARED | OF_V6),
    ],
    ids=lambda value: value.id if isinstance(value, Model) else "",
)
def test_each_model_has_the_options_of_its_seed(model: Model, names: set[str]) -> None:
    assert {option.name for option in model.options} == names
    assert len(model.options) == len(names)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_every_default_is_a_value_its_option_takes(model: Model) -> None:
    assert all(kind(model, name).accepts(value) for name, value in model.defaults().items())


@pytest.mark.parametrize(
    ("option", "value", "taken"),
    [
        (Choice((Value("mp4", "MP4"),)), "mp4", True),
        (Choice((Value("mp4", "MP4"),)), "MP4", False),
        (Choice((Value("1", "1"),)), 1, False),
        (Whole(1, 4), 1, True),
        (Whole(1, 4), 4, True),
        (Whole(1, 4), 0, False),
        (Whole(1, 4), 5, False),
        (Whole(0, 4), True, False),
        (Whole(1, 4), "1", False),
        (Whole(5, 8, (5, 8)), 8, True),
        (Whole(5, 8, (5, 8)), 6, False),
        (Text(2, 3), "ab", True),
        (Text(2, 3), "a", False),
        (Text(2, 3), "abcd", False),
        (Text(1, 3), 12, False),
        (Text(1, 1), "🎬", True),
        (Flag(), False, True),
        (Flag(), 0, False),
        (Attached(), True, True),
        (Attached(), False, False),
    ],
    ids=str,
)
def test_what_each_kind_of_option_takes(option: Kind, value: OptionValue, taken: bool) -> None:
    assert option.accepts(value) is taken


def test_a_choice_gives_the_providers_word() -> None:
    assert Choice((Value("webm", "WEBM"), Value("mov", "MOV"))).sent("mov") == "MOV"


def test_models_are_found_by_id_by_option_and_by_value() -> None:
    assert CATALOGUE.get("pixverse-v4") is PIXVERSE_V4
    assert CATALOGUE.get("pixverse-v9") is None
    assert CATALOGUE.with_option("video") == (PIXVERSE_V6,)
    assert CATALOGUE.with_option("seed") == CATALOGUE.models
    assert CATALOGUE.accepting("duration", 10) == (PIXVERSE_V5_6, PIXVERSE_V6, PIXVERSE_V6_SKILLS)
    assert CATALOGUE.accepting("camera", "crane_up") == (PIXVERSE_V4_5, PIXVERSE_V4)
    assert CATALOGUE.accepting("camera", "crane_u") == ()


def test_values_of_all_models_are_listed_once_in_catalogue_order() -> None:
    def model(name: str, *styles: str) -> Model:
        values = tuple(Value(style, style, name) for style in styles)
        return Model(name, name, "p", name, "", (Option("style", Choice(values), "style"),), PriceTable(()))

    catalogue = Catalogue([model("first", "b", "a"), model("second", "c", "a")])

    assert [(value.name, value.description) for value in catalogue.values("style")] == [
        ("b", "first"),
        ("a", "first"),
        ("c", "second"),
    ]
    assert catalogue.values("camera") == ()
    assert CATALOGUE.values("seed") == (), "numbers are no list"


def test_no_word_of_the_wrong_lists_has_crept_in() -> None:
    wrong: Any = {
        "orbit_left",
        "static",
        "crane_u",
        "hitchcoc",
        "zoom_i",
        "jiggle",
        "melt",
        "slow",
        "realistic",
    }

    assert not wrong & {
        value.name for name in ("camera", "effect", "style") for value in CATALOGUE.values(name)
    }
