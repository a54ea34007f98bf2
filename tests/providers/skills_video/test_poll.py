"""Asking how tasks fare: every word and shape of news, and nothing concluded too early."""

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import Failure, FailureReason
from bot.domain.news import TakeDone, TakeFailed, Update
from tests.providers.skills_video.bench import TASK, answer, report, skills_video
from tests.providers.wire import API_URL, Json, Outcome

URL = "https://media.example/take.mp4"
VIDEO = {"video": {"url": URL}}


async def polled(*outcomes: Outcome, tasks: tuple[str, ...] = (TASK,)) -> list[Update]:
    provider, _ = skills_video(*outcomes)
    return list(await provider.poll(tasks))


async def test_each_task_is_asked_for_once_under_its_own_address() -> None:
    provider, wire = skills_video(answer(status="IN_QUEUE"))

    await provider.poll([TASK, "a/b ?c", TASK])

    assert [request.method for request in wire.requests] == ["GET", "GET"]
    assert {str(request.url) for request in wire.requests} == {
        f"{API_URL}/generation/{TASK}",
        f"{API_URL}/generation/a%2Fb%20%3Fc",
    }


@pytest.mark.parametrize("word", ["COMPLETED", "Completed", "succeeded", "SUCCEEDED", "success"])
async def test_a_finished_task_has_one_take_that_goes_by_its_id(word: str) -> None:
    finished = report(word, data=VIDEO, input={"prompt": "a cat", "seed": 7}, usage={"total": 20})

    assert await polled(finished) == [Update(TASK, (TakeDone(TASK, URL, 7, 200_000),))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "word",
    [
        "IN_QUEUE",
        "IN_PROGRESS",
        "starting",
        "processing",
        "queued",
        "pending",
        "running",
        "aWordOfTomorrow",
        "",
    ],
)
async def test_any_word_that_is_no_end_means_that_it_is_at_work(word: str) -> None:
    assert await polled(report(word, data=VIDEO, code="VIDEO_GENERATION_FAILED")) == []


@pytest.mark.parametrize(
    "word", ["FAILED", "failed", "error", "CANCELED", "CANCELLED", "canceled", "cancelled"]
)
async def test_a_task_that_failed_or_was_canceled_is_over(word: str) -> None:
    assert await polled(report(word)) == [Update(TASK, failure=Failure(FailureReason.PROVIDER_FAILED))]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("VIDEO_GENERATION_CONTENT_REJECTED", FailureReason.MODERATED),
        ("VIDEO_GENERATION_INVALID_INPUT", FailureReason.REFUSED),
        ("VIDEO_GENERATION_INSUFFICIENT_CREDITS", FailureReason.OUT_OF_BALANCE),
        ("VIDEO_GENERATION_UNSUPPORTED_MODEL", FailureReason.MODEL_UNAVAILABLE),
        ("VIDEO_GENERATION_TIMEOUT", FailureReason.PROVIDER_FAILED),
        ("VIDEO_GENERATION_RATE_LIMITED", FailureReason.PROVIDER_FAILED),
        ("VIDEO_GENERATION_PROVIDER_UNAVAILABLE", FailureReason.PROVIDER_FAILED),
        ("UNAUTHORIZED", FailureReason.PROVIDER_FAILED),
        ("aCodeOfTomorrow", FailureReason.PROVIDER_FAILED),
    ],
)
@pytest.mark.parametrize("key", ["code", "error"])
async def test_a_failed_task_says_why(key: str, code: str, reason: FailureReason) -> None:
    (update,) = await polled(report("FAILED", **{key: code}))

    assert update.failure == Failure(reason, code)


async def test_a_failed_task_that_was_charged_all_the_same_is_known_to_the_books() -> None:
    failure = Failure(FailureReason.PROVIDER_FAILED, "VIDEO_GENERATION_FAILED")

    (update,) = await polled(report("FAILED", code="VIDEO_GENERATION_FAILED", usage={"total": 3}))

    assert update == Update(TASK, failed=(TakeFailed(TASK, failure, 30_000),), failure=failure)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        {"video": {"url": URL}},
        {"videos": [{"thumbnail_url": "https://media.example/a.jpg", "url": URL}]},
        {"cover": "https://media.example/a.jpg", "video": {"url": URL}},
        {"image": {"url": "https://media.example/a.jpg"}, "video_url": URL},
        {"url": URL},
        {"output": [URL]},
        {"output": {"files": [{"href": URL}]}},
        {"type": "video", "n": 1, "actual_prompt": "http is not an address", "video": URL},
        [URL],
        URL,
    ],
    ids=str,
)
async def test_the_result_is_found_wherever_it_stands(data: Json) -> None:
    (update,) = await polled(report("COMPLETED", data=data))

    assert [take.url for take in update.done] == [URL]


@pytest.mark.parametrize(
    "data",
    [None, {}, [], {"videos": []}, {"video": {"url": ""}}, {"url": "ftp://x"}, "https://" + "x" * 5000, 7],
)
async def test_a_finished_task_without_an_address_has_failed(data: Json) -> None:
    (update,) = await polled(report("COMPLETED", data=data, usage={"total": 20}))

    failure = Failure(FailureReason.RESULT_UNUSABLE, "completed-without-an-address")
    assert update == Update(TASK, failed=(TakeFailed(TASK, failure, 200_000),), failure=failure)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("total", "micros"),
    [
        ("20", 200_000),
        ("20.0", 200_000),
        ("0.1", 1_000),
        ("0.00001", 1),
        ('"12.5"', 125_000),
        ("100000", 1_000_000_000),
        ("100001", None),
        ("1e300", None),
        ("1e999999999", None),
        ("0", None),
        ("-20", None),
        ("NaN", None),
        ("Infinity", None),
        ("true", None),
        ("null", None),
        ("{}", None),
    ],
)
async def test_credits_are_money_exactly_and_rounded_up(total: str, micros: int | None) -> None:
    body = f'{{"id": "{TASK}", "status": "COMPLETED", "data": "{URL}", "usage": {{"total": {total}}}}}'

    (update,) = await polled(httpx.Response(200, content=body))

    assert update.done[0].cost_micros == micros


@pytest.mark.parametrize("usage", [None, [], "free", {}, {"permanent": 20}])
async def test_what_is_not_said_to_cost_anything_has_no_known_cost(usage: Json) -> None:
    (update,) = await polled(report("COMPLETED", data=VIDEO, usage=usage))

    assert update.done[0].cost_micros is None


@pytest.mark.parametrize(
    ("seed", "read"),
    [
        ("0", 0), ("7.0", 7), ("4294967295", 2**32 - 1), ('"7"', 7), ("7.5", None), ("-1", None),
        ("4294967296", None), ("1e999999999", None), ("true", None), ("null", None),
    ],
)  # fmt: skip
async def test_a_seed_is_a_whole_number_of_32_bits(seed: str, read: int | None) -> None:
    echo = f'{{"prompt": 7, "seed": {seed}}}'
    body = f'{{"id": "{TASK}", "status": "COMPLETED", "data": "{URL}", "input": {echo}}}'

    (update,) = await polled(httpx.Response(200, content=body))

    assert update.done[0].seed == read


@pytest.mark.parametrize(
    "unknown",
    [answer(404, error="NOT_FOUND", message="prose"), httpx.Response(404, content=b"<html>")],
    ids=repr,
)
async def test_a_task_that_is_not_found_is_no_news(unknown: httpx.Response) -> None:
    assert await polled(unknown) == []


@pytest.mark.parametrize(
    ("refusal", "reason", "retryable"),
    [
        (answer(401, error="UNAUTHORIZED"), FailureReason.KEY_REFUSED, False),
        (answer(402, error="VIDEO_GENERATION_INSUFFICIENT_CREDITS"), FailureReason.OUT_OF_BALANCE, False),
        (answer(429, error="VIDEO_GENERATION_RATE_LIMITED"), FailureReason.PROVIDER_UNAVAILABLE, True),
        (answer(502, code="VIDEO_GENERATION_FAILED"), FailureReason.PROVIDER_FAILED, False),
        (httpx.Response(503), FailureReason.PROVIDER_UNAVAILABLE, True),
        (httpx.Response(200, content=b"<html>"), FailureReason.PROVIDER_UNAVAILABLE, True),
        (httpx.Response(200, json=[]), FailureReason.PROVIDER_UNAVAILABLE, True),
        (answer(id="gen_of_somebody_else", status="FAILED"), FailureReason.PROVIDER_UNAVAILABLE, True),
        (httpx.ReadTimeout("silence"), FailureReason.PROVIDER_UNAVAILABLE, True),
    ],
    ids=str,
)
async def test_a_refused_poll_is_an_error_and_no_failure_of_its_task(
    refusal: Outcome, reason: FailureReason, retryable: bool
) -> None:
    with pytest.raises(ProviderError) as caught:
        await polled(refusal)

    assert (caught.value.reason, caught.value.retryable) == (reason, retryable)
    assert not caught.value.uncertain
