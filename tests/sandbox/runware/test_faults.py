"""What goes wrong on demand with requests and with tasks."""

import httpx
import pytest

from sandbox.runware.faults import FailureShape, Fault
from tests.sandbox.runware.support import Json, Rig, let_others_end, statuses, video_task


async def assert_hangs_up(rig: Rig, *tasks: Json) -> None:
    with pytest.raises(httpx.TransportError):
        await rig.post(*tasks)


async def test_a_lost_answer_leaves_the_task_accepted(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("answer_lost", times=1))
    task = video_task()
    await assert_hangs_up(rig, task)
    assert (await rig.post(task)).json()["errors"][0]["code"] == "conflictTaskUUID"
    assert statuses(await rig.result(task["taskUUID"])) == ["success"]


async def test_a_dropped_submit_never_happened_but_is_noted(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("dropped", times=1))
    task = video_task()
    await assert_hangs_up(rig, task)
    assert (await rig.poll(task["taskUUID"])) == {"data": []}
    await rig.submit(task)
    assert [submit.outcome for submit in (await rig.driver.books()).submits] == ["dropped", "accepted"]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "invalidApiKey"),
        (402, "insufficientCredits"),
        (429, "rateLimitExceeded"),
        (500, "internalServerError"),
        (503, "serviceUnavailable"),
        (504, "timeoutProvider"),
    ],
)
async def test_an_http_error_carries_its_code_and_changes_nothing(rig: Rig, status: int, code: str) -> None:
    await rig.driver.add_fault(Fault("http_error", status=status, retry_after_seconds=7, times=1))
    task = video_task()
    response = await rig.post(task)
    assert response.status_code == status
    assert response.headers["Retry-After"] == "7"
    assert response.json()["errors"][0]["code"] == code
    await rig.submit(task)


async def test_an_http_error_may_also_come_after_the_task_was_accepted(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("http_error", status=504, accepted=True, times=1))
    task = video_task()
    assert (await rig.post(task)).status_code == 504
    assert statuses(await rig.result(task["taskUUID"])) == ["success"]


async def test_the_newest_of_two_faults_for_the_same_request_strikes(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("http_error", status=429))
    await rig.driver.add_fault(Fault("http_error", status=503))
    assert (await rig.post(video_task())).status_code == 503


async def test_html_and_half_json_are_what_a_client_cannot_read(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("html", times=1))
    page = await rig.post(video_task())
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    await rig.driver.add_fault(Fault("truncated_json", times=1))
    half = await rig.post(video_task())
    assert half.headers["Content-Type"].startswith("application/json")
    with pytest.raises(ValueError, match="Unterminated"):
        half.json()
    outcomes = [submit.outcome for submit in (await rig.driver.books()).submits]
    assert outcomes == ["dropped", "accepted"]


async def test_polls_can_fail_while_submits_do_not_chosen_by_prompt(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("http_error", prompt="unlucky", on="poll"))
    unlucky, lucky = await rig.submit(video_task("an unlucky owl")), await rig.submit(video_task("an owl"))
    assert (await rig.post({"taskType": "getResponse", "taskUUID": unlucky})).status_code == 500
    await rig.result(lucky)
    await rig.driver.clear_faults()
    await rig.result(unlucky)


async def test_chance_is_seeded_and_about_as_often_as_told(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("http_error", probability=0.3))
    codes = [(await rig.post(video_task())).status_code for _ in range(60)]
    assert 8 <= codes.count(500) <= 30
    assert codes.count(200) == 60 - codes.count(500)


async def test_a_wrong_fault_is_refused_with_a_sentence(rig: Rig) -> None:
    response = await rig.http.post("/sandbox/faults", json={"kind": "earthquake"})
    assert response.status_code == 400
    assert "file_truncated" in response.text


@pytest.mark.parametrize("shape", ["errors", "nested", "flat"])
async def test_a_task_fails_in_each_of_the_documented_shapes(rig: Rig, shape: FailureShape) -> None:
    await rig.driver.add_fault(Fault("fail", code="invalidProviderContent", message="No.", shape=shape))
    task_id = await rig.submit(video_task())
    answer = await rig.result(task_id)
    (item,) = answer["errors"] if shape == "errors" else answer["data"]
    told = item["error"] if shape == "nested" else item
    assert (told["code"], told["message"]) == ("invalidProviderContent", "No.")
    assert (item["taskUUID"], item["status"]) == (task_id, "error")
    assert bool(answer.get("errors")) == (shape == "errors")


@pytest.mark.parametrize("shape", ["errors", "nested", "flat"])
async def test_one_take_of_several_can_fail(rig: Rig, shape: FailureShape) -> None:
    await rig.driver.add_fault(Fault("fail_take", take=1, shape=shape))
    answer = await rig.result(await rig.submit(video_task(numberResults=3)))
    items = [*answer["data"], *answer.get("errors", [])]
    assert sorted(item["status"] for item in items) == ["error", "success", "success"]
    assert len({item["videoUUID"] for item in items}) == 3


async def test_a_stuck_task_is_processing_for_ever(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("stuck", prompt="stuck"))
    stuck = await rig.submit(video_task("stuck"))
    await let_others_end(rig)
    assert statuses(await rig.poll(stuck)) == ["processing"]


async def test_a_slow_task_takes_as_long_as_told(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("slow", prompt="slow", seconds=3600))
    slow = await rig.submit(video_task("slow"))
    await let_others_end(rig)
    assert statuses(await rig.poll(slow)) == ["processing"]


async def test_a_success_can_lack_its_address_or_its_cost(rig: Rig) -> None:
    for kind in ("no_url", "cost_missing", "cost_zero", "nsfw"):
        await rig.driver.add_fault(Fault(kind, prompt=kind))
    (no_url,) = await rig.finish(video_task("no_url"))
    (cost_missing,) = await rig.finish(video_task("cost_missing"))
    (cost_zero,) = await rig.finish(video_task("cost_zero"))
    (nsfw,) = await rig.finish(video_task("nsfw"))
    assert "videoURL" not in no_url
    assert "cost" not in cost_missing
    assert cost_zero["cost"] == 0
    assert nsfw["NSFWContent"] is True
    assert len((await rig.driver.books()).paid_creates) == 4


async def test_a_status_can_go_back_once_after_the_end(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("goes_back"))
    task_id = await rig.submit(video_task())
    await rig.result(task_id)
    told = [statuses(await rig.poll(task_id)) for _ in range(3)]
    assert told == [["processing"], ["success"], ["success"]]


async def test_an_old_word_can_stand_for_processing(rig: Rig) -> None:
    await rig.driver.hold()
    await rig.driver.add_fault(Fault("old_status", word="pending"))
    assert statuses(await rig.poll(await rig.submit(video_task()))) == ["pending"]
