"""Handing a task over: taken, refused for good, worth another try, or nobody knows."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest

from bot.domain.errors import MediaUnavailable, ProviderError
from bot.domain.generation import FailureReason, MediaRole
from bot.ports.provider import InputMedia
from tests.providers.orders import NOW, PICTURE
from tests.providers.skills_video.bench import TASK, answer, order, report, skills_video
from tests.providers.wire import API_KEY, API_URL, Json, Outcome

FIRST = MediaRole.FIRST_FRAME


async def refused(*outcomes: Outcome) -> ProviderError:
    provider, _ = skills_video(*outcomes)
    with pytest.raises(ProviderError) as caught:
        await provider.submit(order(1))
    return caught.value


async def test_the_request_goes_to_the_models_own_path_with_the_key() -> None:
    provider, wire = skills_video()

    assert await provider.submit(order(1)) == TASK

    (request,) = wire.requests
    assert (request.method, str(request.url)) == ("POST", f"{API_URL}/generation/pixverse/v6")
    assert request.headers["Authorization"] == f"Bearer {API_KEY}"
    assert request.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("accepted", "task_id"),
    [
        (report("IN_QUEUE"), TASK),
        (answer(202, id="a" * 200, status="starting"), "a" * 200),
        (answer(201, id="x/y z"), "x/y z"),
        (answer(id=4711, status="IN_QUEUE"), "4711"),
        (report("FAILED", code="VIDEO_GENERATION_FAILED"), TASK),
        (report("aWordOfTomorrow", usage="free", input=None), TASK),
    ],
    ids=lambda value: getattr(value, "text", ""),
)
async def test_any_success_with_an_id_is_an_acceptance(accepted: httpx.Response, task_id: str) -> None:
    provider, _ = skills_video(accepted)

    assert await provider.submit(order(1)) == task_id


@pytest.mark.parametrize(
    "answered",
    [
        answer(status="IN_QUEUE"),
        answer(id=""),
        answer(id="a" * 201),
        answer(id=True),
        answer(id=None, error="something", message="went wrong"),
        httpx.Response(200, json=[{"id": TASK}]),
        httpx.Response(200, content=b'{"id": "gen_1'),
        httpx.Response(200, content=b"<html>welcome to the hotel</html>"),
        httpx.Response(204),
        httpx.Response(302, headers={"Location": "https://elsewhere.example"}),
        httpx.Response(408),
        httpx.Response(500, content=b"oops"),
        httpx.Response(502, content=b"<html>Bad gateway</html>"),
        answer(500, error="INTERNAL_ERROR", message="prose"),
        answer(503, error="Service Unavailable", message="prose"),
        answer(504, message="the gateway gave up"),
        httpx.ReadTimeout("silence"),
        httpx.WriteTimeout("silence"),
        httpx.ReadError("reset by peer"),
        httpx.RemoteProtocolError("server disconnected"),
    ],
    ids=repr,
)
async def test_without_a_word_of_skills_videos_own_it_is_uncertain(answered: Outcome) -> None:
    assert (await refused(answered)).uncertain


@pytest.mark.parametrize(
    "failure",
    [httpx.ConnectError("refused"), httpx.ConnectTimeout("no route"), httpx.PoolTimeout("no room")],
    ids=repr,
)
async def test_without_a_connection_nothing_was_accepted(failure: Exception) -> None:
    caught = await refused(failure)

    assert caught.reason is FailureReason.PROVIDER_UNAVAILABLE
    assert (caught.retryable, caught.uncertain) == (True, False)


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (400, {"code": "VIDEO_GENERATION_INVALID_INPUT"}, FailureReason.REFUSED),
        (400, {"error": "VIDEO_GENERATION_INVALID_INPUT"}, FailureReason.REFUSED),
        (400, {"error": {"code": "VIDEO_GENERATION_INVALID_INPUT"}}, FailureReason.REFUSED),
        (400, {"error": "INVALID", "code": "VIDEO_GENERATION_CONTENT_REJECTED"}, FailureReason.MODERATED),
        (200, {"code": "VIDEO_GENERATION_INSUFFICIENT_CREDITS"}, FailureReason.OUT_OF_BALANCE),
        (400, {"code": "VIDEO_GENERATION_UNSUPPORTED_MODEL"}, FailureReason.MODEL_UNAVAILABLE),
        (404, {"error": "NOT_FOUND"}, FailureReason.MODEL_UNAVAILABLE),
        (404, {}, FailureReason.MODEL_UNAVAILABLE),
        (402, {}, FailureReason.OUT_OF_BALANCE),
        (401, {"error": "UNAUTHORIZED"}, FailureReason.KEY_REFUSED),
        (403, {}, FailureReason.KEY_REFUSED),
        (413, {}, FailureReason.REFUSED),
        (422, {}, FailureReason.REFUSED),
        (400, {"error": "aWordOfTomorrow"}, FailureReason.REFUSED),
        (502, {"code": "VIDEO_GENERATION_FAILED"}, FailureReason.PROVIDER_FAILED),
    ],
)
async def test_a_refusal_says_why_and_is_not_tried_again(
    status: int, body: Json, reason: FailureReason
) -> None:
    caught = await refused(answer(status, message="some prose", **body))

    assert caught.reason is reason
    assert (caught.retryable, caught.uncertain) == (False, False)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (429, {"error": "VIDEO_GENERATION_RATE_LIMITED"}),
        (429, {}),
        (503, {"code": "VIDEO_GENERATION_PROVIDER_UNAVAILABLE"}),
        (504, {"code": "VIDEO_GENERATION_TIMEOUT"}),
    ],
)
async def test_a_documented_passing_trouble_is_certain_and_worth_another_try(status: int, body: Json) -> None:
    caught = await refused(answer(status, message="prose", **body))

    assert (caught.retryable, caught.uncertain) == (True, False)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("17", 17),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        ("1000000000", None),
        ("soon", None),
    ],
)
async def test_too_many_requests_says_when_to_come_back(header: str, seconds: float | None) -> None:
    caught = await refused(httpx.Response(429, headers={"Retry-After": header}))

    assert caught.retry_after_seconds == seconds


async def test_a_refusal_keeps_the_code_but_no_prose() -> None:
    caught = await refused(answer(422, error="legacy", code="BAD\x1b[31mTHING", message="no cats"))

    assert str(caught) == "skills_video: refused BAD31mTHING HTTP 422"


async def test_an_order_without_its_picture_is_never_sent() -> None:
    complete = order(1, inputs={FIRST: PICTURE})
    provider, wire = skills_video()

    with pytest.raises(ProviderError) as caught:
        await provider.submit(replace(complete, inputs={}))

    assert (caught.value.reason, wire.requests) == (FailureReason.INPUT_LOST, [])


async def test_a_picture_that_cannot_be_read_is_told_as_such() -> None:
    async def read() -> AsyncIterator[bytes]:
        yield b"half"
        raise MediaUnavailable("the file is gone", retryable=False)

    provider, _ = skills_video()

    with pytest.raises(MediaUnavailable, match="the file is gone"):
        await provider.submit(order(1, inputs={FIRST: InputMedia("image/png", 5, None, read)}))
