"""Videos that V6 goes on from: every way to bring them, and what is not good enough."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from sandbox.render import Scene
from tests.sandbox.runware import support
from tests.sandbox.runware.support import (
    V6,
    V56,
    Json,
    Rig,
    clip,
    data_uri,
    file_server,
    png,
    quick,
    statuses,
    video_task,
)


def extension(video: str, **parameters: object) -> Json:
    task = {**video_task(model=V6, inputs={"video": video}), **parameters}
    return {key: value for key, value in task.items() if key not in {"width", "height"}}


async def uploaded(rig: Rig, content: bytes) -> str:
    task = {"taskType": "mediaStorage", "taskUUID": str(uuid4()), "operation": "upload"}
    (item,) = (await rig.post({**task, "media": data_uri(content)})).json()["data"]
    media_id: str = item["mediaUUID"]
    return media_id


async def rendered(rig: Rig, task: Json) -> Json:
    (item,) = await rig.finish(task)
    return dict(json.loads((await rig.http.get(item["videoURL"])).content))


async def refusal(rig: Rig, task: Json) -> Json:
    response = await rig.post(task)
    assert response.status_code == 400, response.text
    (error,) = response.json()["errors"]
    return dict(error)


async def test_the_renderer_is_given_the_video_by_uuid_or_by_address(rig: Rig) -> None:
    media_id = await uploaded(rig, clip())
    async with file_server(clip()) as url:
        for video in (media_id, media_id.upper(), url):
            assert (await rendered(rig, extension(video)))["source_bytes"] == len(clip())


async def test_a_preset_takes_the_aspect_of_the_video(rig: Rig) -> None:
    media_id = await uploaded(rig, clip())
    assert (await rendered(rig, extension(media_id, resolution="540p")))["size"] == [960, 540]


async def test_a_result_can_be_extended_by_its_uuid(tmp_path: Path) -> None:
    async def copy_clip(scene: Scene, path: Path) -> None:
        await asyncio.to_thread(path.write_bytes, clip())

    async with support.rig(quick(tmp_path), copy_clip) as rig:
        (item,) = await rig.finish(video_task(model=V6, outputFormat="MOV"))
        answer = await rig.result(await rig.submit(extension(item["videoUUID"])))
    assert statuses(answer) == ["success"]


async def test_a_deleted_video_is_still_used_by_the_task_that_took_it(rig: Rig) -> None:
    media_id = await uploaded(rig, clip())
    await rig.driver.set_speed(0.3, 0.3)
    task_id = await rig.submit(extension(media_id))
    delete = {"taskType": "mediaStorage", "taskUUID": str(uuid4()), "operation": "delete", "media": media_id}
    assert (await rig.post(delete)).status_code == 200
    assert statuses(await rig.result(task_id)) == ["success"]


async def test_nothing_is_left_of_a_source_video_after_the_end(rig: Rig, tmp_path: Path) -> None:
    async with file_server(clip()) as url:
        await rig.finish(extension(url))
    assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    "content", [png, lambda: b"This is no video. " * 100, lambda: clip()[:400]], ids=["image", "text", "torn"]
)
async def test_what_is_no_video_is_refused(rig: Rig, content: Callable[[], bytes]) -> None:
    error = await refusal(rig, extension(await uploaded(rig, content())))
    assert (error["code"], error["parameter"]) == ("invalidVideo", "video")
    assert "MP4, MOV or WEBM" in error["message"]


async def test_a_video_may_not_be_embedded_in_the_request(rig: Rig) -> None:
    assert "UUID or address" in (await refusal(rig, extension(data_uri(clip()))))["message"]


async def test_an_unknown_uuid_is_refused(rig: Rig) -> None:
    assert "No uploaded file" in (await refusal(rig, extension(str(uuid4()))))["message"]


async def test_only_v6_takes_a_video(rig: Rig) -> None:
    media_id = await uploaded(rig, clip())
    error = await refusal(rig, extension(media_id) | {"model": V56})
    assert (error["code"], error["parameter"]) == ("unsupportedParameter", "inputs.video")
