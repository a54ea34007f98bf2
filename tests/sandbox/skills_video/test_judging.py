"""What is taken and what is refused, by the parameter list of the seed."""

import pytest

from tests.sandbox.skills_video.support import MODEL_PATH, Rig


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("feature", ["text-image"]),
        ("duration", [1, 2.5, 15]),
        ("negative_prompt", ["", "blur"]),
        ("seed", [0, 2147483647, 12.0]),
        ("generate_audio", [True, False]),
        ("generate_multi_clip", [True, False]),
    ],
)
async def test_values_of_every_type_are_taken_and_told_back(
    rig: Rig, name: str, values: list[object]
) -> None:
    for value in values:
        response = await rig.post(**{name: value})
        assert response.status_code == 200, response.text
        assert response.json()["input"][name] == value


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"feature": "frames"}, "'text-image'"),
        ({"resolution": "480p"}, "'360p', '540p', '720p' or '1080p'"),
        ({"duration": 0}, "duration: Input should be greater than or equal to 1"),
        ({"duration": 15.5}, "duration: Input should be less than or equal to 15"),
        ({"duration": "5"}, "duration: Input should be a valid number"),
        ({"negative_prompt": 3}, "negative_prompt: Input should be a valid string"),
        ({"style": "oil"}, "'clay'"),
        ({"seed": "7"}, "seed: Input should be a valid number"),
        ({"seed": True}, "seed: Input should be a valid number"),
        ({"generate_audio": "yes"}, "generate_audio: Input should be a valid boolean"),
        ({"generate_multi_clip": 1}, "generate_multi_clip: Input should be a valid boolean"),
        ({"aspect_ratio": "5:4"}, "'21:9'"),
        ({"thinking_type": "on"}, "'enabled', 'disabled' or 'auto'"),
        ({"style": None}, "style: Input should not be null"),
        (
            {"image_url": "ftp://127.0.0.1/cat.png"},
            "image_url: Address should begin with http:// or https://",
        ),
        ({"image_url": "data:image/png;base64,AAAA"}, "image_url: Address"),
    ],
)
async def test_a_wrong_value_is_refused_by_name_with_what_is_allowed(
    rig: Rig, parameters: dict[str, object], told: str
) -> None:
    assert told in (await rig.refusal(**parameters))["message"]


@pytest.mark.parametrize("prompt", ["", 7, None, ["a cat"]])
async def test_a_prompt_must_be_text(rig: Rig, prompt: object) -> None:
    assert "prompt: " in (await rig.refusal(prompt))["message"]


async def test_a_missing_prompt_is_named(rig: Rig) -> None:
    response = await rig.http.post(MODEL_PATH, json={"duration": 5})
    assert response.status_code == 400
    assert "prompt: Field required" in response.json()["message"]


async def test_every_error_of_a_request_is_told_at_once(rig: Rig) -> None:
    message = (await rig.refusal("", duration=99, style="oil"))["message"]
    assert all(name in message for name in ("prompt", "duration", "style"))


async def test_unknown_keys_are_taken_and_told_back(rig: Rig) -> None:
    response = await rig.post(n=1, cfg_scale=7.5, extra={"deep": [1, 2]})
    assert response.status_code == 200
    assert response.json()["input"]["extra"] == {"deep": [1, 2]}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b'{"prompt": "a", "duration": NaN}'])
async def test_a_body_that_is_no_json_object_is_400(rig: Rig, body: bytes) -> None:
    response = await rig.http.post(MODEL_PATH, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert "The request body" in response.json()["message"]


async def test_another_type_of_body_is_400_with_those_that_are_taken(rig: Rig) -> None:
    response = await rig.http.post(MODEL_PATH, data={"prompt": "a cat"})
    assert response.status_code == 400
    assert "multipart/form-data" in response.json()["message"]


@pytest.mark.parametrize(
    ("aspect", "preset", "size"),
    [
        ("16:9", "360p", [640, 360]),
        ("16:9", "1080p", [1920, 1080]),
        ("4:3", "720p", [960, 720]),
        ("1:1", "540p", [540, 540]),
        ("3:4", "720p", [720, 960]),
        ("9:16", "540p", [540, 960]),
        ("2:3", "720p", [720, 1080]),
        ("3:2", "720p", [1080, 720]),
        ("21:9", "720p", [1680, 720]),
    ],
)
async def test_a_video_has_the_size_of_its_resolution_and_aspect(
    rig: Rig, aspect: str, preset: str, size: list[int]
) -> None:
    assert (await rig.rendered(aspect_ratio=aspect, resolution=preset))["size"] == size
