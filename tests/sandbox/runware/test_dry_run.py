"""Prices asked in advance, and providers that do not keep to the header."""

import httpx

from sandbox.runware.faults import Fault
from tests.sandbox.runware.support import V4, V6, V56, Json, Rig, statuses, video_task


async def asked(rig: Rig, task: Json) -> httpx.Response:
    return await rig.http.post("/v1", json=[task], headers={"X-Runware-Dry-Run": "1"})


async def test_a_dry_run_says_the_price_and_makes_nothing(rig: Rig) -> None:
    task = video_task(model=V56, duration=8, numberResults=2, providerSettings={"pixverse": {"audio": True}})
    named = {"taskType": "videoInference", "taskUUID": task["taskUUID"]}
    assert (await asked(rig, task)).json() == {"data": [{**named, "cost": 0.7956}]}
    books = await rig.driver.books()
    assert (books.creates, books.submits[0].outcome) == ([], "dry_run")
    await rig.submit(task)


async def test_a_dry_run_is_refused_like_the_real_request(rig: Rig) -> None:
    response = await asked(rig, video_task(model=V4, duration=7))
    assert response.status_code == 400
    assert response.json()["errors"][0]["code"] == "unsupportedDuration"


async def test_the_header_can_be_ignored_so_that_a_video_is_made_and_charged(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("dry_run_ignored", times=1))
    task = video_task(model=V4)
    named = {"taskType": "videoInference", "taskUUID": task["taskUUID"]}
    assert (await asked(rig, task)).json() == {"data": [named]}
    assert statuses(await rig.result(task["taskUUID"])) == ["success"]
    books = await rig.driver.books()
    assert [submit.outcome for submit in books.submits] == ["accepted"]
    assert books.paid_micros == 150_000
    assert "cost" in (await asked(rig, video_task(model=V4))).json()["data"][0]


async def test_a_dry_run_can_be_answered_without_a_price_and_still_make_nothing(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("dry_run_costless", model=V6))
    task = video_task(model=V6)
    named = {"taskType": "videoInference", "taskUUID": task["taskUUID"]}
    assert (await asked(rig, task)).json() == {"data": [named]}
    assert (await rig.driver.books()).creates == []
    assert "cost" in (await asked(rig, video_task(model=V4))).json()["data"][0]
