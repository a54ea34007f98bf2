"""Keys, batches, accounts and dry runs."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from tests.sandbox.runware.support import V4, Json, Rig, StartRig, quick, video_task


def details() -> Json:
    return {"taskType": "accountManagement", "taskUUID": str(uuid4()), "operation": "getDetails"}


async def test_a_request_without_a_key_is_401_as_documented(rig: Rig) -> None:
    response = await rig.http.post("/v1", json=[details()], headers={"Authorization": ""})
    assert response.status_code == 401
    (error,) = response.json()["errors"]
    assert (error["code"], error["parameter"]) == ("invalidApiKey", "apiKey")
    assert error["taskType"] == "authentication"
    assert "taskUUID" not in error


async def test_only_the_configured_key_is_good(start_rig: StartRig, tmp_path: Path) -> None:
    rig = await start_rig(replace(quick(tmp_path), api_key="the-key"))
    assert (await rig.post(details())).status_code == 401
    good = await rig.http.post("/v1", json=[details()], headers={"Authorization": "Bearer the-key"})
    assert good.status_code == 200


async def test_each_key_has_its_own_account_tasks_and_books(start_rig: StartRig, tmp_path: Path) -> None:
    rig = await start_rig(replace(quick(tmp_path), api_key="the-key", accounts={"their-key": 5_000_000}))
    ours, theirs = ({"Authorization": f"Bearer {key}"} for key in ("the-key", "their-key"))
    task = video_task(V4)
    assert (await rig.http.post("/v1", json=[task], headers=theirs)).status_code == 200
    poll = {"taskType": "getResponse", "taskUUID": task["taskUUID"]}

    assert not (await rig.http.post("/v1", json=[poll], headers=ours)).json()["data"]
    assert (await rig.http.post("/v1", json=[poll], headers=theirs)).json()["data"]
    assert [create.task_id for create in (await rig.driver.books_of("their-key")).creates] == [
        task["taskUUID"]
    ]
    assert (await rig.driver.books()).creates == []
    await rig.driver.set_balance_of("their-key", 7)
    assert (await rig.driver.books_of("their-key")).balance_micros == 7
    assert (await rig.post(details())).status_code == 401


async def test_a_key_may_come_as_the_first_task(rig: Rig) -> None:
    key = {"taskType": "authentication", "apiKey": "local-key"}
    response = await rig.http.post("/v1", json=[key, details()], headers={"Authorization": ""})
    assert response.status_code == 200
    assert [item["taskType"] for item in response.json()["data"]] == ["accountManagement"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'["x"]', b"\xff"])
async def test_a_body_that_is_no_array_of_tasks_is_400(rig: Rig, body: bytes) -> None:
    response = await rig.http.post("/v1", content=body)
    assert response.status_code == 400
    assert response.json()["errors"][0]["code"] in {"invalidJSON", "invalidRequestBody"}


async def test_an_unknown_task_type_is_refused_with_those_that_exist(rig: Rig) -> None:
    response = await rig.post({"taskType": "makeCoffee", "taskUUID": str(uuid4())})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["code"]) == (400, "unsupportedTaskType")
    assert "videoInference" in error["allowedValues"]


async def test_tasks_of_a_batch_are_independent(rig: Rig) -> None:
    good, bad = video_task(), video_task(fps=24)
    response = await rig.post(bad, good)
    assert response.status_code == 200
    assert [item["taskUUID"] for item in response.json()["data"]] == [good["taskUUID"]]
    assert [error["taskUUID"] for error in response.json()["errors"]] == [bad["taskUUID"]]


async def test_too_many_tasks_in_one_request_are_refused_as_a_whole(
    start_rig: StartRig, tmp_path: Path
) -> None:
    rig = await start_rig(replace(quick(tmp_path), most_tasks=2))
    polls = [{"taskType": "getResponse", "taskUUID": str(uuid4())} for _ in range(3)]
    response = await rig.post(*polls)
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert (error["code"], error["max"]) == ("maxTasksExceeded", 2)
    assert (await rig.post(*polls[:2])).status_code == 200


async def test_the_balance_shrinks_by_what_was_paid(rig: Rig) -> None:
    await rig.driver.set_balance(1_000_000)
    await rig.finish(video_task(model=V4))
    (account,) = (await rig.post(details())).json()["data"]
    assert account["balance"] == 0.85
    assert account["usage"]["total"]["credits"] == 0.15


async def test_the_balance_can_also_be_an_object(start_rig: StartRig, tmp_path: Path) -> None:
    rig = await start_rig(replace(quick(tmp_path), balance_shape="object", balance_micros=2_450_750_000))
    (account,) = (await rig.post(details())).json()["data"]
    assert account["balance"]["total"] == 2450.75


async def test_tasks_beyond_the_balance_are_402_counting_what_is_still_running(rig: Rig) -> None:
    await rig.driver.hold()
    await rig.driver.set_balance(400_000)
    await rig.submit(video_task(model=V4, numberResults=2))
    response = await rig.post(video_task(model=V4))
    assert response.status_code == 402
    assert "Credits" in response.json()["errors"][0]["code"]


async def test_cost_is_told_only_when_asked_for(rig: Rig) -> None:
    (asked,) = await rig.finish(video_task(model=V4))
    (not_asked,) = await rig.finish(video_task(model=V4, includeCost=False))
    assert asked["cost"] == 0.15
    assert "cost" not in not_asked


async def test_the_safety_flag_appears_when_checking_was_asked_for(rig: Rig) -> None:
    (unchecked,) = await rig.finish(video_task())
    (checked,) = await rig.finish(video_task(safety={"checkContent": True}))
    (overruled,) = await rig.finish(video_task(safety={"checkContent": True, "mode": "none"}))
    assert checked["NSFWContent"] is False
    assert "NSFWContent" not in unchecked
    assert "NSFWContent" not in overruled
