"""From submit to the finished file."""

import asyncio
import json
from itertools import pairwise
from pathlib import Path

import pytest

from sandbox.runware.server import Settings
from tests.sandbox.runware.support import (
    V4,
    V6,
    V45,
    V56,
    Json,
    Rig,
    StartRig,
    let_others_end,
    statuses,
    video_task,
)


async def test_a_task_is_acknowledged_processed_and_ends_in_a_playable_address(rig: Rig) -> None:
    await rig.driver.hold()
    task_id = await rig.submit(video_task(seed=7))
    waiting = await rig.poll_until(lambda answer: "progress" in answer["data"][0], task_id)
    assert statuses(waiting) == ["processing"]
    assert 0 <= waiting["data"][0]["progress"] < 100

    await rig.driver.release()
    (item,) = (await rig.result(task_id))["data"]
    assert item["taskType"] == "videoInference"
    assert (item["taskUUID"], item["status"], item["seed"]) == (task_id, "success", 7)
    assert item["videoURL"] == f"{rig.url}/media/{item['videoUUID']}.mp4"
    file = await rig.http.get(item["videoURL"])
    assert file.headers["Content-Type"] == "video/mp4"
    assert json.loads(file.content)["seed"] == 7


async def test_a_queued_task_is_processing_without_progress(start_rig: StartRig, tmp_path: Path) -> None:
    rig = await start_rig(Settings(tmp_path, render_seconds=(30, 30)))
    answer = await rig.poll(await rig.submit(video_task()))
    assert statuses(answer) == ["processing"]
    assert "progress" not in answer["data"][0]


async def test_several_results_arrive_one_by_one_each_with_its_own_seed_address_and_cost(
    start_rig: StartRig, tmp_path: Path
) -> None:
    rig = await start_rig(Settings(tmp_path, render_seconds=(0.01, 0.6)))
    task_id = await rig.submit(video_task(numberResults=3, seed=100, model=V4))
    partial = await rig.poll_until(lambda answer: "success" in statuses(answer), task_id)
    assert "processing" in statuses(partial)

    items = (await rig.result(task_id))["data"]
    assert sorted(item["seed"] for item in items) == [100, 101, 102]
    assert len({item["videoUUID"] for item in items}) == len({item["videoURL"] for item in items}) == 3
    assert [item["cost"] for item in items] == [0.15, 0.15, 0.15]


async def test_twenty_takes_are_told_as_they_come_and_stay_told(start_rig: StartRig, tmp_path: Path) -> None:
    rig = await start_rig(Settings(tmp_path, render_seconds=(0.01, 1.0)))
    task_id = await rig.submit(video_task(model=V6, numberResults=20, duration=15))
    told: list[set[str]] = [set()]
    async with asyncio.timeout(30):
        while len(told[-1]) < 20:
            items = (await rig.poll(task_id))["data"]
            told.append({item["videoUUID"] for item in items if item["status"] == "success"})
    assert all(before <= after for before, after in pairwise(told))
    assert len({len(ids) for ids in told}) > 5
    (create,) = (await rig.driver.books()).creates
    assert (create.paid_takes, create.state) == (20, "success")


@pytest.mark.parametrize(
    ("parameters", "shown"),
    [
        (
            {"model": V4, "providerSettings": {"pixverse": {"cameraMovement": "crane_up"}}},
            {"camera": "crane_up"},
        ),
        ({"model": V45, "providerSettings": {"pixverse": {"effect": "boom drop"}}}, {"effect": "boom drop"}),
        ({"model": V45, "providerSettings": {"pixverse": {"motionMode": "fast"}}}, {"motion": "fast"}),
        ({"model": V56, "providerSettings": {"pixverse": {"audio": True}}}, {"audio": True}),
        ({"model": V56, "providerSettings": {"pixverse": {"style": "clay"}}}, {"style": "clay"}),
        ({"model": V6, "settings": {"multiClip": True, "audio": True}}, {"multi_clip": True, "audio": True}),
        (
            {"model": V6, "settings": {"style": "comic"}, "duration": 15},
            {"style": "comic", "duration_seconds": 15},
        ),
        ({"model": V6, "duration": 1, "seed": 2**31 - 1}, {"duration_seconds": 1, "seed": 2**31 - 1}),
        ({"outputFormat": "WEBM", "outputQuality": 20}, {"container": "WEBM", "quality": 20}),
    ],
)
async def test_what_was_asked_for_reaches_the_renderer(rig: Rig, parameters: Json, shown: Json) -> None:
    (item,) = await rig.finish(video_task(**parameters))
    facts = json.loads((await rig.http.get(item["videoURL"])).content)
    assert {name: facts[name] for name in shown} == shown


async def test_one_request_may_ask_for_many_tasks_and_unknown_ones_are_left_out(rig: Rig) -> None:
    known = [await rig.submit(video_task()) for _ in range(3)]
    for task_id in known:
        await rig.result(task_id)
    answer = await rig.poll(*known, "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb")
    assert [item["taskUUID"] for item in answer["data"]] == known
    assert "errors" not in answer
    assert (await rig.driver.books()).polls[-1].tasks == 4


async def test_a_held_prompt_keeps_only_its_own_tasks_from_ending(rig: Rig) -> None:
    await rig.driver.hold("heron")
    held = await rig.submit(video_task("a heron"))
    await let_others_end(rig)
    assert statuses(await rig.poll(held)) == ["processing"]
    await rig.driver.release("heron")
    assert statuses(await rig.result(held)) == ["success"]


async def test_the_speed_can_be_changed_for_tasks_to_come(rig: Rig) -> None:
    await rig.driver.set_speed(3600, 3600)
    slow = await rig.submit(video_task())
    await rig.driver.set_speed(0.02, 0.02)
    await let_others_end(rig)
    assert statuses(await rig.poll(slow)) == ["processing"]


async def test_a_file_is_served_with_its_length_and_in_ranges(rig: Rig) -> None:
    (item,) = await rig.finish(video_task())
    whole = await rig.http.get(item["videoURL"])
    assert int(whole.headers["Content-Length"]) == len(whole.content) > 20_000
    part = await rig.http.get(item["videoURL"], headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.content)}"


async def test_details_of_a_task_give_back_its_request_and_response(rig: Rig) -> None:
    task = video_task()
    task_id = await rig.submit(task)
    answer = await rig.result(task_id)
    details = (await rig.post({"taskType": "getTaskDetails", "taskUUID": task_id})).json()["data"][0]
    assert details["request"] == [task]
    assert details["response"] == answer
