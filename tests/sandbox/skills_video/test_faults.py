"""What goes wrong on demand with requests and generations."""

import asyncio
import time

import httpx
import pytest

from sandbox.provider.files import FileKind
from sandbox.skills_video.faults import Dialect, Fault, ResultShape
from tests.sandbox.skills_video.support import Json, Rig


async def test_a_lost_answer_leaves_the_generation_accepted_and_paid(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("answer_lost", times=1))
    with pytest.raises(httpx.TransportError):
        await rig.post("lost on its way back")
    (create,) = (await rig.driver.books()).paid_creates
    done = await rig.result(create.generation_id)
    assert (done["status"], done["input"]["prompt"]) == ("COMPLETED", "lost on its way back")


async def test_a_dropped_submit_never_happened_but_is_noted(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("dropped", times=1))
    with pytest.raises(httpx.TransportError):
        await rig.post()
    await rig.submit()
    books = await rig.driver.books()
    assert [submit.outcome for submit in books.submits] == ["dropped", "accepted"]
    assert len(books.creates) == 1


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("FAILED", 502),
        ("TIMEOUT", 504),
        ("RATE_LIMITED", 429),
        ("PROVIDER_UNAVAILABLE", 503),
        ("UNSUPPORTED_MODEL", 400),
        ("INVALID_INPUT", 400),
        ("INSUFFICIENT_CREDITS", 402),
        ("CONTENT_REJECTED", 422),
    ],
)
async def test_every_documented_code_comes_with_its_status_and_changes_nothing(
    rig: Rig, code: str, status: int
) -> None:
    await rig.driver.add_fault(Fault("http_error", code=code, message="Not now.", times=1))
    response = await rig.post()
    assert response.status_code == status
    assert response.json() == {
        "error": f"VIDEO_GENERATION_{code}",
        "code": f"VIDEO_GENERATION_{code}",
        "message": "Not now.",
    }
    assert (await rig.driver.books()).creates == []


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "UNAUTHORIZED"),
        (403, "FORBIDDEN"),
        (404, "NOT_FOUND"),
        (429, "VIDEO_GENERATION_RATE_LIMITED"),
        (500, "INTERNAL_ERROR"),
        (503, "VIDEO_GENERATION_PROVIDER_UNAVAILABLE"),
    ],
)
async def test_a_status_alone_brings_its_code(rig: Rig, status: int, code: str) -> None:
    await rig.driver.add_fault(Fault("http_error", status=status))
    response = await rig.post()
    assert (response.status_code, response.json()["code"]) == (status, code)


async def test_a_rate_limit_of_another_family_says_when_to_come_back(rig: Rig) -> None:
    fault = Fault("http_error", code="RATE_LIMITED", family="IMAGE", retry_after_seconds=7)
    await rig.driver.add_fault(fault)
    response = await rig.post()
    assert (response.status_code, response.headers["Retry-After"]) == (429, "7")
    assert response.json()["error"] == "IMAGE_GENERATION_RATE_LIMITED"


async def test_an_error_may_also_come_after_the_generation_was_accepted(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("http_error", status=504, accepted=True))
    assert (await rig.post()).status_code == 504
    assert len((await rig.driver.books()).paid_creates) == 1


async def test_an_answer_may_be_slow(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("slow_answer", seconds=0.4))
    began = time.monotonic()
    generation_id = await rig.submit()
    assert time.monotonic() - began >= 0.4
    await rig.result(generation_id)


@pytest.mark.parametrize(("accepted", "outcome"), [(None, "accepted"), (False, "dropped")])
async def test_an_answer_may_never_come(rig: Rig, accepted: bool | None, outcome: str) -> None:
    await rig.driver.add_fault(Fault("no_answer", accepted=accepted))
    hanging = asyncio.create_task(rig.post())
    async with asyncio.timeout(20):
        while not (submits := (await rig.driver.books()).submits):
            await asyncio.sleep(0.01)
    assert [submit.outcome for submit in submits] == [outcome]
    assert not hanging.done()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)


async def test_html_and_half_json_are_what_a_client_cannot_read(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("html", status=502, times=1))
    page = await rig.post()
    assert (page.status_code, page.headers["Content-Type"]) == (502, "text/html; charset=utf-8")
    await rig.driver.add_fault(Fault("truncated_json", times=1))
    half = await rig.post()
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        half.json()
    assert [submit.outcome for submit in (await rig.driver.books()).submits] == ["dropped", "accepted"]


async def test_polls_and_credits_can_fail_while_submits_do_not(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("http_error", prompt="unlucky", on="poll", status=404))
    await rig.driver.add_fault(Fault("http_error", on="credits", status=500))
    unlucky, lucky = await rig.submit("an unlucky owl"), await rig.submit("an owl")
    assert (await rig.http.get(f"/api/v1/generation/{unlucky}")).status_code == 404
    assert (await rig.http.get("/api/v1/credits")).status_code == 500
    await rig.result(lucky)
    await rig.driver.clear_faults()
    await rig.result(unlucky)


DIALECTS: dict[Dialect, tuple[str, str, str, str, str]] = {
    "documented": ("IN_QUEUE", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELED"),
    "lower": ("starting", "processing", "succeeded", "failed", "canceled"),
    "shouted": ("STARTING", "PROCESSING", "SUCCEEDED", "FAILED", "CANCELED"),
    "capitalised": ("In_Queue", "In_Progress", "Completed", "Failed", "Canceled"),
    "british": ("in_queue", "in_progress", "completed", "failed", "CANCELLED"),
}


@pytest.mark.parametrize("dialect", list(DIALECTS))
async def test_states_come_in_the_words_of_other_pages_and_clients(rig: Rig, dialect: Dialect) -> None:
    queued, running, done, failed, canceled = DIALECTS[dialect]
    await rig.driver.add_fault(Fault("other_words", dialect=dialect))
    await rig.driver.add_fault(Fault("fail", prompt="doomed"))
    await rig.driver.add_fault(Fault("cancel", prompt="unwanted"))
    await rig.driver.hold("fine")
    acknowledged = (await rig.post("fine")).json()
    assert acknowledged["status"] == queued
    await rig.poll_until(acknowledged["id"], running)
    await rig.driver.release("fine")
    await rig.poll_until(acknowledged["id"], done)
    await rig.poll_until(await rig.submit("doomed"), failed)
    await rig.poll_until(await rig.submit("unwanted"), canceled)


async def test_a_failed_generation_says_why_with_status_200(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("fail", code="CONTENT_REJECTED", message="That is not allowed."))
    ended = await rig.finish()
    assert (ended["status"], ended["code"]) == ("FAILED", "VIDEO_GENERATION_CONTENT_REJECTED")
    assert ended["message"] == "That is not allowed."


async def test_what_did_not_fail_names_no_code(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("cancel", prompt="unwanted"))
    for ended in (await rig.finish("unwanted"), await rig.finish("fine")):
        assert {"code", "message"}.isdisjoint(ended)


async def test_an_end_may_be_forgotten_once(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("goes_back"))
    generation_id = await rig.submit()
    await rig.result(generation_id)
    again = await rig.look_up(generation_id)
    assert (again["status"], again["data"]) == ("IN_PROGRESS", None)
    assert (await rig.look_up(generation_id))["status"] == "COMPLETED"


async def test_a_generation_may_be_slow_or_never_end(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("slow", prompt="slow", seconds=3600))
    await rig.driver.add_fault(Fault("stuck", prompt="stuck"))
    slow, stuck = await rig.submit("slow"), await rig.submit("stuck")
    for passer_by in ("first", "second"):
        await rig.finish(passer_by)
    assert (await rig.look_up(slow))["status"] == "IN_QUEUE"
    assert (await rig.look_up(stuck))["status"] == "IN_PROGRESS"


def _url(result: ResultShape, data: Json) -> str:
    found = {
        "video": lambda: data["video"]["url"],
        "videos": lambda: data["videos"][0]["url"],
        "url": lambda: data["url"],
        "output": lambda: data["output"][0],
    }[result]()
    return str(found)


@pytest.mark.parametrize("result", ["video", "videos", "url", "output"])
async def test_the_result_may_stand_in_any_likely_place(rig: Rig, result: ResultShape) -> None:
    await rig.driver.add_fault(Fault("other_result", result=result))
    data = (await rig.finish())["data"]
    assert set(data) == {"type", "n", "actual_prompt", result}
    assert (await rig.http.get(_url(result, data))).status_code == 200


async def test_address_and_price_may_be_missing_or_nothing(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("no_url"))
    assert (await rig.finish())["data"]["videos"] == []
    await rig.driver.add_fault(Fault("cost_zero"))
    assert (await rig.finish())["usage"]["total"] == 0
    await rig.driver.add_fault(Fault("cost_missing"))
    assert "usage" not in await rig.finish()
    assert (await rig.driver.books()).paid_credits == 60


@pytest.mark.parametrize(
    ("kind", "status", "content_type"),
    [
        ("file_404", 404, "text/plain; charset=utf-8"),
        ("file_html", 200, "text/html; charset=utf-8"),
        ("file_empty", 200, "video/mp4"),
        ("file_not_video", 200, "video/mp4"),
    ],
)
async def test_a_file_may_disappoint(rig: Rig, kind: FileKind, status: int, content_type: str) -> None:
    await rig.driver.add_fault(Fault(kind))
    response = await rig.http.get((await rig.finish())["data"]["video"]["url"])
    assert (response.status_code, response.headers["Content-Type"]) == (status, content_type)


async def test_a_wrong_fault_is_refused_with_a_sentence(rig: Rig) -> None:
    response = await rig.http.post("/sandbox/faults", json={"kind": "earthquake"})
    assert response.status_code == 400
    assert "webhook_forged" in response.text
