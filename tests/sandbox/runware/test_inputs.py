"""Images that come with a task: every way to bring them, and what is not good enough."""

import asyncio
import base64
import json
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import ExifTags, Image

from tests.sandbox.runware.support import Json, Rig, data_uri, file_server, framed_task, png, video_task


async def refusal(rig: Rig, image: str) -> Json:
    response = await rig.post(framed_task([{"image": image, "frame": "first"}]))
    assert response.status_code == 400, response.text
    (error,) = response.json()["errors"]
    assert error["parameter"] == "frameImages"
    return dict(error)


async def rendered(rig: Rig, task: Json) -> Json:
    (item,) = await rig.finish(task)
    return dict(json.loads((await rig.http.get(item["videoURL"])).content))


async def test_an_image_may_come_as_data_uri_base64_address_or_uploaded(rig: Rig) -> None:
    content = png()
    upload = {"taskType": "imageUpload", "taskUUID": str(uuid4()), "image": data_uri(content)}
    (uploaded,) = (await rig.post(upload)).json()["data"]
    assert (await rig.http.get(uploaded["imageURL"])).content == content
    async with file_server(content) as url:
        for image in (data_uri(content), base64.b64encode(content).decode(), url, uploaded["imageUUID"]):
            await rig.submit(framed_task([{"image": image}]))


@pytest.mark.parametrize(
    ("image", "told"),
    [
        (data_uri(png(299, 400)), "300 to 4000"),
        (data_uri(png(4001, 300)), "300 to 4000"),
        (data_uri(png()[:200]), "PNG, JPEG or WEBP"),
        (data_uri(b"GIF89a" + bytes(400)), "PNG, JPEG or WEBP"),
        ("not base64 at all!", "base64"),
        ("https://assets.example/image.jpg", "loopback"),
        ("aac49721-1964-481a-ae78-8a4e29b91402", "No uploaded file"),
    ],
)
async def test_an_unusable_image_is_refused_with_the_reason(rig: Rig, image: str, told: str) -> None:
    assert told in (await refusal(rig, image))["message"]


async def test_an_image_of_more_than_twenty_megabytes_is_refused(rig: Rig) -> None:
    assert "20000000" in (await refusal(rig, base64.b64encode(bytes(20_000_001)).decode()))["message"]


async def test_an_image_that_unfolds_into_gigabytes_is_refused_by_its_header(rig: Rig) -> None:
    buffer = BytesIO()
    Image.new("1", (12_000, 12_000)).save(buffer, "PNG", optimize=True)
    assert buffer.tell() < 50_000
    assert (await refusal(rig, data_uri(buffer.getvalue())))["code"] == "invalidFrameImages"


async def test_an_address_that_fails_is_refused_and_leaves_the_id_free(rig: Rig) -> None:
    async with file_server(b"", status=404) as url:
        assert "404" in (await refusal(rig, url))["message"]
        task = framed_task([{"image": url}])
        assert (await rig.post(task)).status_code == 400
    await rig.submit({**task, "inputs": {"frameImages": [data_uri(png())]}})


@pytest.mark.parametrize(
    ("image_size", "preset", "expected"),
    [
        ((1600, 900), "720p", [1280, 720]),
        ((900, 1600), "720p", [720, 1280]),
        ((800, 600), "540p", [720, 540]),
        ((500, 500), "1080p", [1080, 1080]),
        ((1001, 429), "360p", [640, 274]),
    ],
)
async def test_a_preset_takes_the_aspect_of_the_first_image(
    rig: Rig, image_size: tuple[int, int], preset: str, expected: list[int]
) -> None:
    frames = [data_uri(png(*image_size)), data_uri(png(700, 400))]
    assert (await rendered(rig, framed_task(frames, resolution=preset)))["size"] == expected


async def test_width_and_height_win_over_the_image_and_are_made_even(rig: Rig) -> None:
    frames = {"frameImages": [data_uri(png(500, 500))]}
    assert (await rendered(rig, video_task(inputs=frames, width=608, height=342)))["size"] == [608, 342]
    assert (await rendered(rig, video_task(width=405, height=541)))["size"] == [404, 540]


async def test_submits_racing_with_the_same_slow_image_are_accepted_once(rig: Rig) -> None:
    async with file_server(png()) as url:
        task = framed_task([{"image": url}])
        answers = await asyncio.gather(*(rig.post(task) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 7


async def test_a_photo_taken_upright_makes_an_upright_video(rig: Rig) -> None:
    photo, exif = BytesIO(), Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    Image.new("RGB", (800, 600), "teal").save(photo, "JPEG", exif=exif)
    facts = await rendered(rig, framed_task([data_uri(photo.getvalue())], resolution="540p"))
    assert facts["size"] == [540, 720]
