"""Every documented example about Runware: requests as we would send them, answers with their meaning."""

import json
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.domain.errors import (
    CombinationForbidden,
    OptionNotSupported,
    ProviderError,
    Rejection,
    ValueNotAllowed,
)
from bot.domain.generation import Failure, FailureReason
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.news import TakeDone, TakeFailed, Update
from bot.domain.rules import OPTION_OF_ROLE, plan
from bot.ports.provider import Order
from bot.providers.runware import OperatorTerms
from bot.providers.runware.mapping import video_task
from tests.providers.orders import handed, order, task_id
from tests.providers.runware import meaning
from tests.providers.runware.bench import runware
from tests.providers.runware.test_tasks import STRICT
from tests.providers.wire import Json

FOLDER = Path(__file__).parents[2] / "data" / "examples"
EXAMPLES = {
    file.stem: example
    for file in sorted(FOLDER.glob("*.json"))
    if (example := json.loads(file.read_text(encoding="utf-8")))["provider"] == "runware"
}
OF_OUR_MODELS = {
    name: example
    for name, example in EXAMPLES.items()
    if example.get("request", {}) and "model" in example["request"]
    if example["request"]["model"] in meaning.BY_PROVIDER_MODEL
}  # fmt: skip
# The old pages were written before the schema.
JUDGED = [name for name in OF_OUR_MODELS if "strict_schema" in EXAMPLES[name]["expect"]]

OWN = "24cd5dff-cb81-4db5-8506-b72a9425f9d1"
HOOKED = "550e8400-e29b-41d4-a716-446655440000"
CLIP = "b7db282d-2943-4f12-992f-77df3ad3ec71"
CLIP_URL = f"https://im.runware.ai/video/ws/0.5/vi/{CLIP}.mp4"
CRASHED = Failure(FailureReason.PROVIDER_FAILED, "inferenceError")
TIMED_OUT = Failure(FailureReason.PROVIDER_FAILED, "timeoutProvider")

# Requests that a member cannot make us send, and who stops them.
REFUSED: dict[str, type[Rejection]] = {
    "derived-v4-duration-7": ValueNotAllowed,
    "derived-v4-fast-1080p": CombinationForbidden,
    "derived-v4-negative-empty": ValueNotAllowed,
    "derived-v4-number-results-5": ValueNotAllowed,
    "derived-v6-duration-16": ValueNotAllowed,
    "olddocs-v45-camera-typo": ValueNotAllowed,
}
# What they get wrong cannot be said at all, so what we would send in their place is right.
UNSAYABLE = {
    "derived-v4-resolution-and-dims",
    "derived-v4-ttl-59",
    "derived-v4-width-only",
    "derived-v56-camera-movement",
    "derived-v6-three-frames",
}
NEWS: dict[str, list[Update]] = {
    "runware-ack": [],
    "runware-poll-processing": [],
    "runware-poll-progress": [],
    "runware-webhook-processing": [],
    "runware-poll-success": [Update(OWN, (TakeDone(CLIP, CLIP_URL, cost_micros=Micros(180_000)),))],
    "runware-nsfw-flag": [
        Update(OWN, (TakeDone(CLIP, CLIP_URL, 2**32 - 1, Micros(180_000), flagged=True),)),
    ],
    "runware-poll-item-error-in-data": [
        Update(OWN, (TakeDone("ok-1", "https://x/ok.mp4"),), (TakeFailed("fail-2", CRASHED),)),
    ],
    "runware-webhook-success-flat": [
        Update(
            HOOKED,
            (TakeDone(HOOKED[:-1] + "1", "https://vm.runware.ai/example.mp4", cost_micros=Micros(460_000)),),
        ),
    ],
    "runware-webhook-wrapped-errors": [Update(HOOKED, failure=TIMED_OUT)],
}
FORMS = {
    "seed-frameimages-form-1": ["first_frame"],
    "seed-frameimages-form-2": ["first_frame"],
    "seed-frameimages-form-4": ["first_frame"],
    "seed-frameimages-form-5": ["first_frame", "last_frame"],
}
REFUSALS = {
    "runware-submit-error-unsupportedDuration": FailureReason.REFUSED,
    "runware-error-min-max-multiplier": FailureReason.REFUSED,
    "runware-auth-error": FailureReason.KEY_REFUSED,
}


@pytest.mark.parametrize("name", NEWS)
async def test_an_answer_to_a_poll_means_what_is_documented(name: str) -> None:
    example = EXAMPLES[name]
    provider, _ = runware(httpx.Response(200, json=example.get("response") or example["body"]))

    assert await provider.poll([OWN, HOOKED]) == NEWS[name]


@pytest.mark.parametrize("name", REFUSALS)
async def test_an_error_in_answer_to_a_submit_means_what_is_documented(name: str) -> None:
    example = EXAMPLES[name]
    provider, _ = runware(httpx.Response(example.get("http_status", 400), json=example["response"]))

    with pytest.raises(ProviderError) as caught:
        await provider.submit(replace(order(1), task_id=OWN))

    assert caught.value.reason is REFUSALS[name]
    assert caught.value.code == example["response"]["errors"][0]["code"]
    assert (caught.value.retryable, caught.value.uncertain) == (False, False)


async def test_the_documented_acknowledgement_is_one() -> None:
    provider, _ = runware(httpx.Response(200, json=EXAMPLES["runware-ack"]["response"]))

    assert await provider.submit(replace(order(1), task_id=OWN)) == OWN


@pytest.mark.parametrize("name", ["runware-account-getdetails"])
async def test_the_account_is_asked_and_read_as_documented(name: str) -> None:
    example = EXAMPLES[name]
    provider, wire = runware(httpx.Response(200, json=example["response"]))

    assert await provider.balance() == 2_450_750_000

    asked = {**wire.sent[0][0], "taskUUID": example["request"][0]["taskUUID"]}
    assert [asked] == example["request"]


async def test_results_are_asked_for_as_documented() -> None:
    example = EXAMPLES["runware-poll-success"]
    provider, wire = runware(httpx.Response(200, json=example["response"]))

    await provider.poll([OWN])

    assert wire.sent == [example["request"]]


@pytest.mark.parametrize("name", sorted(OF_OUR_MODELS.keys() - REFUSED - UNSAYABLE))
def test_a_valid_request_is_sent_with_the_same_meaning(name: str) -> None:
    documented = EXAMPLES[name]["request"]

    task = task_for(documented)

    model = meaning.BY_PROVIDER_MODEL[documented["model"]]
    assert with_defaults(meaning.said(model, task)) == with_defaults(meaning.said(model, documented))
    assert meaning.inputs(task).keys() == meaning.inputs(documented).keys()
    assert list(STRICT[model.id].iter_errors(task)) == []


@pytest.mark.parametrize("name", REFUSED)
def test_an_invalid_request_is_refused_before_it_is_sent(name: str) -> None:
    with pytest.raises(REFUSED[name]):
        task_for(EXAMPLES[name]["request"])


@pytest.mark.parametrize("name", sorted(UNSAYABLE))
def test_what_cannot_be_said_is_sent_rightly(name: str) -> None:
    task = task_for(EXAMPLES[name]["request"])

    assert list(STRICT[meaning.BY_PROVIDER_MODEL[task["model"]].id].iter_errors(task)) == []


def test_an_option_of_another_model_is_refused() -> None:
    with pytest.raises(OptionNotSupported):
        order(1, "pixverse-v5.6", camera="zoom_in")


@pytest.mark.parametrize("name", JUDGED)
def test_the_strict_schema_judges_the_documented_requests_as_expected(name: str) -> None:
    expected = EXAMPLES[name]["expect"]["strict_schema"]
    request = EXAMPLES[name]["request"]

    errors = list(STRICT[meaning.BY_PROVIDER_MODEL[request["model"]].id].iter_errors(request))

    assert (not errors) == (expected == "valid")


def test_no_example_about_runware_is_left_out() -> None:
    answers = {*NEWS, *REFUSALS, "runware-account-getdetails"}

    assert EXAMPLES.keys() == FORMS.keys() | answers | OF_OUR_MODELS.keys()


@pytest.mark.parametrize("name", FORMS)
def test_the_documented_forms_of_frames_are_read_alike(name: str) -> None:
    """Ours is the form that names image and position; the others are read for comparison only."""
    assert [role.value for role in meaning.inputs(EXAMPLES[name]["fragment"])] == FORMS[name]


def task_for(request: Json) -> Json:
    """What we send for the meaning of a documented request."""
    model = meaning.BY_PROVIDER_MODEL[request["model"]]
    inputs = meaning.inputs(request)
    attached = {OPTION_OF_ROLE[role]: True for role in inputs}
    accepted = plan(CATALOGUE, model.id, {**meaning.said(model, request), **attached})
    ours = Order(task_id(1), model, accepted.prompt, accepted.settings, inputs)
    return json.loads(json.dumps(video_task(ours, OperatorTerms(), handed(ours))))


def with_defaults(said: Json) -> Json:
    return {"motion": "normal", "resolution": "720p", **said}
