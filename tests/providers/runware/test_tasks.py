"""What an order is sent as: nothing undeclared, nothing that was not meant."""

import json
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.domain.catalogue import Model
from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason, MediaRole
from bot.domain.models import CATALOGUE
from bot.domain.safety import SafetyMode
from bot.ports.provider import Order
from bot.providers.runware import OperatorTerms
from bot.providers.runware.mapping import video_task
from tests.providers.orders import PICTURE, file, handed, order, task_id

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"
MODELS = [model for model in CATALOGUE.models if model.provider == "runware"]
FIRST, LAST = MediaRole.FIRST_FRAME, MediaRole.LAST_FRAME
OF_THE_BOT = {"taskType", "taskUUID", "model", "deliveryMethod", "outputType", "includeCost", "safety"}

Json = Any


def task_of(order: Order, terms: OperatorTerms | None = None) -> Json:
    return json.loads(json.dumps(video_task(order, terms or OperatorTerms(), handed(order))))


def meant(order: Order) -> Json:
    return {name: value for name, value in task_of(order).items() if name not in OF_THE_BOT}


def strict_schema(model: Model) -> Draft202012Validator:
    name = f"runware.{model.id.replace('.', '-')}.strict.schema.json"
    return Draft202012Validator(json.loads((SCHEMAS / name).read_text(encoding="utf-8")))


STRICT = {model.id: strict_schema(model) for model in MODELS}


def test_a_bare_prompt_is_sent_with_its_size_and_length_alone() -> None:
    assert meant(order(1, prompt="a cat")) == {
        "positivePrompt": "a cat",
        "width": 1280,
        "height": 720,
        "duration": 5,
    }


def test_the_bot_says_how_it_wants_to_be_answered() -> None:
    task = task_of(order(1))

    assert {name: task[name] for name in OF_THE_BOT} == {
        "taskType": "videoInference",
        "taskUUID": task_id(1),
        "model": "pixverse:1@2",
        "deliveryMethod": "async",
        "outputType": "URL",
        "includeCost": True,
        "safety": {"mode": "fast"},
    }


def test_what_was_said_goes_where_the_catalogue_places_it() -> None:
    asked = order(
        1,
        aspect="9:16",
        resolution="540p",
        camera="crane_up",
        style="clay",
        negative="rain",
        seed=0,
        takes=2,
        format="webm",
        quality=20,
    )

    assert meant(asked) == {
        "positivePrompt": asked.prompt,
        "negativePrompt": "rain",
        "width": 540,
        "height": 960,
        "duration": 5,
        "seed": 0,
        "numberResults": 2,
        "outputFormat": "WEBM",
        "outputQuality": 20,
        "providerSettings": {"pixverse": {"cameraMovement": "crane_up", "style": "clay"}},
    }


def test_a_default_that_was_said_aloud_is_left_to_the_provider() -> None:
    said_aloud = order(1, motion="normal", takes=1, format="mp4")

    assert meant(said_aloud) == meant(order(1))


def test_sound_is_sent_as_a_yes_and_a_no_not_at_all() -> None:
    with_sound = meant(order(1, "pixverse-v5.6", audio=True))
    without = meant(order(1, "pixverse-v5.6", audio=False))

    assert with_sound["providerSettings"] == {"pixverse": {"audio": True}}
    assert "providerSettings" not in without


def test_frames_are_sent_from_our_own_copy_first_one_first_and_bring_their_shape() -> None:
    last = file("image/jpeg", b"the last one")
    task = meant(order(1, inputs={LAST: last, FIRST: PICTURE}, resolution="1080p"))

    first_frame, last_frame = task["inputs"]["frameImages"]
    assert (first_frame["frame"], last_frame["frame"]) == ("first", "last")
    kind, _, content = last_frame["image"].partition(",")
    assert (kind, b64decode(content)) == ("data:image/jpeg;base64", b"the last one")
    assert task["resolution"] == "1080p"
    assert not {"width", "height"} & task.keys()


def test_an_end_frame_alone_is_the_last_one() -> None:
    (frame,) = meant(order(1, inputs={LAST: PICTURE}))["inputs"]["frameImages"]

    assert frame["frame"] == "last"


def test_an_order_whose_picture_is_gone_is_not_made_into_another_video() -> None:
    complete = order(1, inputs={FIRST: PICTURE})

    with pytest.raises(ProviderError) as caught:
        video_task(replace(complete, inputs={}), OperatorTerms(), {})

    assert caught.value.reason is FailureReason.INPUT_LOST
    assert not caught.value.retryable


def test_the_operators_terms_go_with_every_task() -> None:
    terms = OperatorTerms("full", 3600, "https://store.example/{taskUUID}.mp4")
    task = task_of(order(1), terms)

    assert task["safety"] == {"mode": "full"}
    assert task["ttl"] == 3600
    assert task["uploadEndpoint"] == f"https://store.example/{task_id(1)}.mp4"


@pytest.mark.parametrize(
    ("operators", "servers", "sent"),
    [
        ("fast", SafetyMode.FULL, "full"),
        ("full", SafetyMode.FAST, "full"),
        ("none", SafetyMode.NONE, "none"),
        ("none", SafetyMode.FAST, "fast"),
    ],
)
def test_of_what_operator_and_server_ask_for_the_stricter_is_sent(
    operators: str, servers: SafetyMode, sent: str
) -> None:
    task = task_of(replace(order(1), safety=servers), OperatorTerms(operators))

    assert task["safety"] == {"mode": sent}


@pytest.mark.parametrize(
    ("terms", "complaint"),
    [
        ({"safety_mode": "strict"}, "'strict'.*none, fast, full"),
        ({"ttl_seconds": 59}, "at least 60 s, not 59 s"),
    ],
)
def test_terms_that_runware_would_refuse_are_refused_at_once(terms: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        OperatorTerms(**terms)
