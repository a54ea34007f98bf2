"""The stand-in speaks as the documented examples do, and knows the documented parameters and codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.skills_video.faults import Fault
from sandbox.skills_video.judge import VideoInput
from sandbox.skills_video.wire import STATUS_OF, Family, full_code
from tests.sandbox.skills_video.support import Json, Rig

DATA = Path(__file__).parents[2] / "data"
SCHEMA = json.loads((DATA / "schemas" / "skills-video.pixverse-v6.text-image.schema.json").read_text("utf-8"))
CODES = json.loads((DATA / "error-codes.json").read_text("utf-8"))["skills_video"]


def example(name: str) -> Json:
    content: Json = json.loads((DATA / "examples" / f"{name}.json").read_text("utf-8"))
    return content


def assert_has_shape_of(answer: Any, sample: Any) -> None:
    """Every key of the sample must be there, with a value of its type."""
    assert isinstance(answer, type(sample)), (answer, sample)
    if isinstance(sample, dict):
        for key, value in sample.items():
            assert_has_shape_of(answer[key], value)
    if isinstance(sample, list):
        assert_has_shape_of(answer[0], sample[0])


async def test_a_submit_is_acknowledged_as_in_the_seed(rig: Rig) -> None:
    sample = example("seed-skills-video-submit")["response"]
    answer = (await rig.post(sample["input"]["prompt"])).json()
    assert_has_shape_of(answer, sample)
    assert (answer["status"], answer["usage"]) == (sample["status"], sample["usage"])
    assert sample["input"].items() <= answer["input"].items()


async def test_a_placeholder_is_no_address_of_an_image(rig: Rig) -> None:
    request = example("seed-skills-video-submit")["request"]
    assert "image_url" in (await rig.refusal(**request))["message"]


async def test_a_finished_video_is_told_by_analogy_with_the_documented_image(rig: Rig) -> None:
    answer = await rig.finish("a cat")
    assert_has_shape_of(answer, example("skillsvideo-get-completed-video-assumed")["response"])
    image = example("skillsvideo-get-completed-image")["response"]["data"]["image"]
    assert_has_shape_of(answer["data"]["video"], image)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("skillsvideo-error-old", Fault("http_error", code="INSUFFICIENT_CREDITS", shape="old")),
        ("skillsvideo-error-ratelimit", Fault("http_error", code="RATE_LIMITED", family="IMAGE")),
    ],
)
async def test_an_error_is_told_word_for_word(rig: Rig, name: str, fault: Fault) -> None:
    sample = example(name)
    fault.message = sample["response"]["message"]
    await rig.driver.add_fault(fault)
    answer = await rig.post()
    assert (answer.status_code, answer.json()) == (sample["http_status"], sample["response"])


def test_every_documented_code_is_known_with_its_status() -> None:
    assert {entry["sub"]: entry["http"] for entry in CODES["sub_codes"]} == STATUS_OF


def test_every_documented_family_can_be_asked_for() -> None:
    families: tuple[Family, ...] = ("IMAGE", "VIDEO", "TTS")
    assert {full_code("FAILED", family).removesuffix("FAILED") for family in families} == set(
        CODES["families"]
    )


def test_the_parameters_are_those_of_the_seed_with_their_defaults() -> None:
    described = {
        name: schema.get("default") for name, schema in SCHEMA["properties"].items() if name != "prompt"
    }
    known = {name: field.default for name, field in VideoInput.model_fields.items() if name != "prompt"}
    assert known == described


@pytest.mark.parametrize("name", [name for name, schema in SCHEMA["properties"].items() if "enum" in schema])
async def test_exactly_the_values_of_the_seed_are_taken(rig: Rig, name: str) -> None:
    values = SCHEMA["properties"][name]["enum"]
    for value in values:
        assert (await rig.post(**{name: value})).json()["input"][name] == value
    message = (await rig.refusal(**{name: "other"}))["message"]
    assert all(f"'{value}'" in message for value in values)
