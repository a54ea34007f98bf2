"""What the stand-in takes and what it refuses, by the documented examples and by the rules beyond schemas.

How each example's `expect` is meant: `valid` and `invalid` are what the liberal schema says.
`invalid:legacy-shape` marks shapes of older pages, which the stand-in takes all the same; `invalid:uuid` a
taskUUID that is not version 4. Beyond the schema it refuses effect with camera, fast motion beyond 5 s or
720p, and V6 with two frames undecided.
"""

import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.sandbox.runware.support import V4, V6, V45, V56, Json, Rig, data_uri, framed_task, png, video_task

EXAMPLES = [
    example
    for path in sorted((Path(__file__).parents[2] / "data" / "examples").glob("*.json"))
    if "seed_schema" in (example := json.loads(path.read_text("utf-8"))).get("expect", {})
]
IMAGE = data_uri(png())


def with_local_images(task: Json) -> Json:
    """The same task with images that can be had without the internet, in the shape they were given."""

    def local(image: Json | str) -> Json | str:
        if isinstance(image, str):
            return IMAGE
        return {key: IMAGE if key in {"image", "inputImage"} else value for key, value in image.items()}

    copy: Json = json.loads(json.dumps(task))
    for owner in (copy, copy.get("inputs", {})):
        if "frameImages" in owner:
            owner["frameImages"] = [local(image) for image in owner["frameImages"]]
    return copy


def is_taken(example: Json) -> bool:
    expected = example["expect"]
    if expected.get("strict_schema") in {"invalid:R5", "invalid:R6", "invalid:R9"}:
        return False
    if UUID(example["request"]["taskUUID"]).version != 4:
        return False
    return expected["seed_schema"] in {"valid", "invalid:legacy-shape"}


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["id"] for example in EXAMPLES])
async def test_every_documented_request_is_judged_as_its_example_expects(rig: Rig, example: Json) -> None:
    response = await rig.post(with_local_images(example["request"]))
    assert (response.status_code == 200) == is_taken(example), response.text


def test_the_examples_hold_requests_of_both_kinds() -> None:
    assert {is_taken(example) for example in EXAMPLES} == {True, False}
    assert len(EXAMPLES) > 20


@pytest.mark.parametrize("name", ["olddocs-v4-i2v-first-fast", "olddocs-v45-i2v-offgrid"])
async def test_an_old_example_is_taken_once_its_id_is_of_version_4(rig: Rig, name: str) -> None:
    (example,) = [example for example in EXAMPLES if example["id"] == name]
    refusal = await rig.post(with_local_images(example["request"]))
    assert refusal.json()["errors"][0]["code"] == "invalidTaskUUID"
    await rig.submit({**with_local_images(example["request"]), "taskUUID": str(uuid4())})


@pytest.mark.parametrize(
    "frames",
    [
        [IMAGE],
        [{"image": IMAGE}],
        [{"inputImage": IMAGE, "frame": "first"}],
        [{"image": IMAGE, "frame": 0}, {"image": IMAGE, "frame": -1}],
        [IMAGE, {"image": IMAGE, "frame": "last"}],
    ],
)
async def test_every_known_form_of_frames_is_taken(rig: Rig, frames: list[Json | str]) -> None:
    await rig.submit(framed_task(frames))
    await rig.submit(video_task(frameImages=frames))
    await rig.submit(video_task(inputs={"frameImages": frames}))


async def test_v6_takes_frames_as_objects_only(rig: Rig) -> None:
    assert (await rig.post(framed_task([IMAGE], model=V6))).status_code == 400
    await rig.submit(framed_task([{"image": IMAGE}], model=V6))


async def test_settings_belong_into_the_container_of_their_model(rig: Rig) -> None:
    await rig.submit(video_task(model=V6, settings={"audio": True, "multiClip": True}))
    await rig.submit(video_task(model=V56, providerSettings={"pixverse": {"audio": True}}))
    swapped = await rig.post(video_task(model=V56, settings={"audio": True}))
    assert swapped.json()["errors"][0]["code"] == "unsupportedParameter"


@pytest.mark.parametrize("model", [V4, V45])
async def test_effect_and_camera_exclude_each_other(rig: Rig, model: str) -> None:
    both = {"pixverse": {"effect": "boom drop", "cameraMovement": "crane_up"}}
    response = await rig.post(video_task(model=model, providerSettings=both))
    (error,) = response.json()["errors"]
    assert (response.status_code, error["code"]) == (400, "incompatibleParameters")
    assert error["parameter"] == ["effect", "cameraMovement"]


@pytest.mark.parametrize("wrong", [{"duration": 8}, {"width": 1920, "height": 1080}])
async def test_fast_motion_is_refused_beyond_five_seconds_or_720p(rig: Rig, wrong: Json) -> None:
    fast: Json = {"model": V4, "providerSettings": {"pixverse": {"motionMode": "fast"}}}
    await rig.submit(video_task(**fast))
    response = await rig.post(video_task(**{**fast, **wrong}))
    assert response.json()["errors"][0]["code"] == "incompatibleParameters"


async def test_two_frames_at_v6_need_a_decision_about_thinking(rig: Rig) -> None:
    frames = [{"image": IMAGE}, {"image": IMAGE}]
    for undecided in ({}, {"settings": {"thinking": "auto"}}):
        response = await rig.post(framed_task(frames, model=V6, **undecided))
        assert response.json()["errors"][0]["code"] == "incompatibleParameters"
    await rig.submit(framed_task(frames, model=V6, settings={"thinking": "enabled"}))


async def test_a_refusal_names_code_parameter_allowed_values_and_task(rig: Rig) -> None:
    task = video_task(model=V4, duration=7)
    (error,) = (await rig.post(task)).json()["errors"]
    assert error["code"] == "unsupportedDuration"
    assert error["parameter"] == "duration"
    assert error["allowedValues"] == [5, 8]
    assert (error["taskType"], error["taskUUID"]) == ("videoInference", task["taskUUID"])
    assert "7" in error["message"]


@pytest.mark.parametrize(
    ("parameters", "code", "parameter"),
    [
        ({"fps": 24}, "unsupportedParameter", "fps"),
        (
            {"providerSettings": {"pixverse": {"cameraMovement": "zoom_in"}}},
            "unsupportedParameter",
            "providerSettings.pixverse.cameraMovement",
        ),
        ({"numberResults": 5}, "invalidNumberResults", "numberResults"),
        ({"height": 90}, "invalidCustomHeight", "height"),
        ({"height": None}, "invalidHeight", "height"),
        ({"positivePrompt": ""}, "invalidPositivePrompt", "positivePrompt"),
        ({"webhookURL": "not an address"}, "invalidWebhookURL", "webhookURL"),
        ({"model": "pixverse:9@9"}, "invalidModel", "model"),
        ({"taskUUID": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}, "invalidTaskUUID", "taskUUID"),
        ({"taskUUID": 7}, "invalidTaskUUID", "taskUUID"),
    ],
)
async def test_what_is_wrong_is_named(rig: Rig, parameters: Json, code: str, parameter: str) -> None:
    response = await rig.post({**video_task(), **parameters})
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert (error["code"], error["parameter"]) == (code, parameter)


@pytest.mark.parametrize(
    ("missing", "code"),
    [("taskUUID", "missingTaskUUID"), ("positivePrompt", "missingPositivePrompt"), ("width", "missingWidth")],
)
async def test_what_is_missing_is_named(rig: Rig, missing: str, code: str) -> None:
    task = {key: value for key, value in video_task().items() if key != missing}
    (error,) = (await rig.post(task)).json()["errors"]
    assert (error["code"], error["parameter"]) == (code, missing)


@pytest.mark.parametrize(
    "wrong", [{"inputs": 7}, {"settings": []}, {"providerSettings": "x"}, {"duration": "5"}]
)
async def test_nonsense_is_refused_and_not_an_internal_error(rig: Rig, wrong: Json) -> None:
    response = await rig.post({**video_task(frameImages=["x"]), **wrong})
    assert response.status_code == 400
    assert response.json()["data"] == []
