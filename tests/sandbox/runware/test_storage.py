"""Media that are uploaded once and used by their UUID."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.sandbox.runware.support import Json, Rig, clip, data_uri, file_server, framed_task, png


def storage(**parameters: Any) -> Json:
    return {"taskType": "mediaStorage", "taskUUID": str(uuid4()), **parameters}


async def accepted(rig: Rig, task: Json) -> Json:
    response = await rig.post(task)
    assert response.status_code == 200, response.text
    (item,) = response.json()["data"]
    return dict(item)


async def refusal(response: httpx.Response) -> Json:
    assert response.status_code == 400, response.text
    (error,) = response.json()["errors"]
    return dict(error)


@pytest.mark.parametrize("content", [png, clip], ids=["image", "video"])
async def test_media_can_be_uploaded_and_fetched(rig: Rig, content: Callable[[], bytes]) -> None:
    task = storage(operation="upload", media=data_uri(content()))
    item = await accepted(rig, task)
    named = ("taskType", "taskUUID", "operation")
    assert [item[name] for name in named] == [task[name] for name in named]
    assert item["mediaURL"].endswith(item["mediaUUID"])
    assert (await rig.http.get(item["mediaURL"])).content == content()


async def test_media_can_be_uploaded_by_address(rig: Rig) -> None:
    async with file_server(clip()) as url:
        item = await accepted(rig, storage(operation="upload", media=url))
    assert (await rig.http.get(item["mediaURL"])).content == clip()


async def test_stored_media_can_be_used_until_deleted(rig: Rig) -> None:
    media_id = (await accepted(rig, storage(operation="upload", media=data_uri(png()))))["mediaUUID"]
    await rig.submit(framed_task([{"image": media_id}]))
    deleted = await accepted(rig, storage(operation="delete", media=media_id))
    assert (deleted["operation"], deleted["mediaUUID"]) == ("delete", media_id)
    error = await refusal(await rig.post(framed_task([{"image": media_id}])))
    assert "No uploaded file" in error["message"]


async def test_what_is_not_there_cannot_be_deleted(rig: Rig) -> None:
    for media in (str(uuid4()), "../books"):
        error = await refusal(await rig.post(storage(operation="delete", media=media)))
        assert (error["code"], error["parameter"]) == ("invalidMedia", "media")


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"operation": "rename", "media": "x"}, "invalidOperation"),
        ({"media": "x"}, "invalidOperation"),
        ({"operation": "upload"}, "missingMedia"),
        ({"operation": "delete", "media": ""}, "missingMedia"),
        ({"operation": "upload", "media": "not base64 at all!"}, "invalidMedia"),
    ],
)
async def test_a_wrong_request_is_refused(rig: Rig, parameters: Json, code: str) -> None:
    assert (await refusal(await rig.post(storage(**parameters))))["code"] == code


async def test_an_image_upload_takes_images_only(rig: Rig) -> None:
    task = {"taskType": "imageUpload", "taskUUID": str(uuid4()), "image": data_uri(clip())}
    assert "PNG, JPEG or WEBP" in (await refusal(await rig.post(task)))["message"]
    uploaded = await accepted(rig, {**task, "image": data_uri(png())})
    assert (await rig.http.get(uploaded["imageURL"])).content == png()


async def test_a_dry_run_stores_and_deletes_nothing(rig: Rig) -> None:
    media_id = (await accepted(rig, storage(operation="upload", media=data_uri(png()))))["mediaUUID"]
    dry = {"X-Runware-Dry-Run": "1"}
    for operation in ("upload", "delete"):
        task = storage(operation=operation, media=media_id)
        response = await rig.http.post("/v1", json=[task], headers=dry)
        assert response.json()["data"] == [
            {"taskType": "mediaStorage", "taskUUID": task["taskUUID"], "cost": 0}
        ]
    await rig.submit(framed_task([{"image": media_id}]))
