"""Asking how tasks fare: many in one request, every shape of news, and nothing concluded too early."""

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import Failure, FailureReason
from bot.domain.money import Micros
from bot.domain.news import TakeDone, TakeFailed, TakeUnready, Update
from tests.providers.orders import task_id
from tests.providers.runware.bench import answer, runware
from tests.providers.wire import Json, Outcome

OWN, OTHER, THIRD = task_id(1), task_id(2), task_id(3)
URL = "https://media.example/take.mp4"


def item(task: str = OWN, **more: Json) -> Json:
    return {"taskType": "videoInference", "taskUUID": task, **more}


def take(key: str = "take-1", task: str = OWN, **more: Json) -> Json:
    return item(task, **{"status": "success", "videoUUID": key, "videoURL": URL, **more})


def crash(task: str = OWN, **more: Json) -> Json:
    return item(task, **{"code": "inferenceError", "message": "prose", **more})


CRASHED = Failure(FailureReason.PROVIDER_FAILED, "inferenceError")


async def polled(*outcomes: Outcome, tasks: tuple[str, ...] = (OWN, OTHER)) -> list[Update]:
    provider, _ = runware(*outcomes)
    return list(await provider.poll(tasks))


async def test_all_tasks_are_asked_for_in_one_request_each_once() -> None:
    provider, wire = runware(answer(data=[]))

    await provider.poll([OWN, OTHER, OWN])

    assert wire.sent == [
        [{"taskType": "getResponse", "taskUUID": OWN}, {"taskType": "getResponse", "taskUUID": OTHER}]
    ]


async def test_asking_for_nothing_sends_nothing() -> None:
    provider, wire = runware()

    assert await provider.poll([]) == []
    assert wire.requests == []


async def test_several_results_share_a_task_and_are_told_apart_by_their_own_ids() -> None:
    (update,) = await polled(answer(data=[take("a", seed=3, cost=0.15), take("b", NSFWContent=True)]))

    assert update.done == (
        TakeDone("a", URL, seed=3, cost_micros=150_000),  # type: ignore[arg-type]
        TakeDone("b", URL, flagged=True),
    )


@pytest.mark.parametrize(
    "finished",
    [
        item(videoUUID="take-1", videoURL=URL),
        item(videoUUID="take-1", videoURL=URL, status="SUCCESS"),
        item(mediaUUID="take-1", mediaURL=URL, status="success"),
        item(videoUUID="take-1", videoURL=URL, status="completed", aFieldOfTomorrow={"x": []}),
        {"taskUUID": OWN.upper(), "videoUUID": "take-1", "videoURL": URL},
        item(videoUUID="take-1", videoURL=URL, error=None, code=None),
    ],
)
async def test_a_finished_result_is_known_by_its_address(finished: Json) -> None:
    assert await polled(answer(data=[finished])) == [Update(OWN, (TakeDone("take-1", URL),))]


async def test_a_result_without_an_id_keeps_its_key_while_its_signature_changes() -> None:
    first = await polled(answer(data=[item(videoURL=f"{URL}?signature=1")]))
    second = await polled(answer(data=[item(videoURL=f"{URL}?signature=2")]))

    assert first[0].done[0].key == second[0].done[0].key != ""


@pytest.mark.parametrize("word", ["processing", "pending", "queued", "aWordOfTomorrow", "Processing"])
async def test_any_word_that_is_no_end_means_that_it_is_at_work(word: str) -> None:
    assert await polled(answer(data=[item(status=word, progress=47, videoURL=URL)])) == []


@pytest.mark.parametrize(
    "silent",
    [
        answer(data=[]),
        answer(),
        answer(data=None, errors=None),
        answer(data="nothing", errors=7),
        answer(data=[None, 7, "x", [], {}]),
        answer(data=[item(status="success", videoUUID="a")]),
        answer(data=[item(status="success", videoUUID="a", videoURL="")]),
        answer(data=[take(task=THIRD)]),
        answer(errors=[crash(THIRD)]),
        answer(data=[item(status=5, videoURL=["x"], seed="y", cost={})]),
    ],
    ids=lambda response: response.text,
)
async def test_what_says_nothing_of_our_tasks_is_no_news(silent: httpx.Response) -> None:
    assert await polled(silent) == []


@pytest.mark.parametrize(
    "body",
    [
        {"errors": [crash(status="error")]},
        {"errors": [crash()]},
        {"data": [], "errors": [crash(status="processing")]},
        {"data": [item(status="error", error={"code": "inferenceError", "message": "prose"})]},
        {"data": [crash(status="error")]},
        {"data": [crash()]},
        {"data": item(error={"code": "inferenceError"})},
        crash(status="error"),
        {"errors": crash()},
    ],
    ids=str,
)
@pytest.mark.parametrize("status", [200, 400])
async def test_a_failed_task_is_known_in_every_shape(body: Json, status: int) -> None:
    if status == 400 and "errors" not in body:
        status = 200

    assert await polled(httpx.Response(status, json=body)) == [Update(OWN, failure=CRASHED)]


async def test_a_failed_result_leaves_its_task_alive() -> None:
    nested = item(status="error", videoUUID="b", error={"code": "inferenceError"}, cost=0.05)
    flat = crash(videoUUID="c")

    (update,) = await polled(answer(data=[take("a"), nested], errors=[flat]))

    assert [done.key for done in update.done] == ["a"]
    assert update.failed == (
        TakeFailed("b", CRASHED, cost_micros=50_000),  # type: ignore[arg-type]
        TakeFailed("c", CRASHED),
    )
    assert update.failure is None


async def test_results_and_the_end_of_the_task_may_come_together() -> None:
    (update,) = await polled(answer(data=[take("a")], errors=[crash()]))

    assert ([done.key for done in update.done], update.failure) == (["a"], CRASHED)


async def test_a_failure_without_a_name_does_not_give_up_results_that_are_at_work() -> None:
    (update,) = await polled(answer(data=[take("a"), item(status="processing")], errors=[crash()]))

    assert ([done.key for done in update.done], update.failure) == (["a"], None)


async def test_a_result_that_is_there_has_not_failed() -> None:
    (update,) = await polled(answer(data=[take("a")], errors=[crash(videoUUID="a")]))

    assert (len(update.done), update.failed) == (1, ())


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("invalidProviderContent", FailureReason.MODERATED),
        ("nsfwContentDetected", FailureReason.MODERATED),
        ("timeoutProvider", FailureReason.PROVIDER_FAILED),
        ("internalServerError", FailureReason.PROVIDER_FAILED),
        ("aCodeThatNobodyKnows", FailureReason.PROVIDER_FAILED),
        ("unsupportedDuration", FailureReason.REFUSED),
        ("insufficientCredits", FailureReason.OUT_OF_BALANCE),
    ],
)
async def test_a_failed_task_says_why(code: str, reason: FailureReason) -> None:
    (update,) = await polled(answer(errors=[item(code=code)]))

    assert update.failure == Failure(reason, code)


@pytest.mark.parametrize("code", ["taskFailedOrNotFound", "rateLimitExceeded", "invalidApiKey"])
async def test_a_trouble_with_the_asking_does_not_end_a_task(code: str) -> None:
    assert await polled(answer(data=[], errors=[item(code=code), crash(OTHER)])) == [
        Update(OTHER, failure=CRASHED)
    ]


async def test_one_error_without_a_task_does_not_hide_the_others_news() -> None:
    (update,) = await polled(answer(data=[take("a")], errors=[{"code": "internalServerError"}]))

    assert update.done


@pytest.mark.parametrize(
    ("refusal", "reason", "retryable"),
    [
        (answer(401, errors=[{"code": "invalidApiKey"}]), FailureReason.KEY_REFUSED, False),
        (answer(401, errors=[crash(code="invalidApiKey")]), FailureReason.KEY_REFUSED, False),
        (answer(200, errors=[{"code": "invalidApiKey"}]), FailureReason.KEY_REFUSED, False),
        (answer(429, errors=[crash(code="rateLimitExceeded")]), FailureReason.PROVIDER_UNAVAILABLE, True),
        (answer(500, errors=[crash()]), FailureReason.PROVIDER_FAILED, True),
        (answer(503), FailureReason.PROVIDER_UNAVAILABLE, True),
        (httpx.Response(200, content=b"<html>"), FailureReason.PROVIDER_UNAVAILABLE, True),
        (httpx.Response(502, content=b"<html>"), FailureReason.PROVIDER_UNAVAILABLE, True),
        (httpx.ReadTimeout("silence"), FailureReason.PROVIDER_UNAVAILABLE, True),
    ],
    ids=str,
)
async def test_a_refused_poll_is_an_error_and_no_failure_of_its_tasks(
    refusal: Outcome, reason: FailureReason, retryable: bool
) -> None:
    with pytest.raises(ProviderError) as caught:
        await polled(refusal)

    assert (caught.value.reason, caught.value.retryable) == (reason, retryable)
    assert not caught.value.uncertain


async def test_a_result_without_an_address_may_get_one_and_its_cost_is_known_already() -> None:
    (update,) = await polled(answer(data=[take("a", videoURL="", cost=0.15), take("b")]))

    assert [done.key for done in update.done] == ["b"]
    assert (update.failed, update.failure) == ((), None)
    assert update.unready == (TakeUnready("a", Micros(150_000)),)


async def test_a_result_with_an_address_beside_the_same_without_is_there() -> None:
    (update,) = await polled(answer(data=[take("a", videoURL="", cost=0.15), take("a", cost=0.15)]))

    assert [done.key for done in update.done] == ["a"]
    assert update.unready == ()
