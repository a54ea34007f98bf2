"""Handing a task over: taken, refused for good, worth another try, or nobody knows."""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason, MediaRole
from tests.providers.orders import NOW, PICTURE, order, task_id
from tests.providers.runware.bench import ack, answer, runware
from tests.providers.wire import API_KEY, API_URL, Json, Outcome

OWN, OTHER = task_id(1), task_id(2)


async def refused(*outcomes: Outcome) -> ProviderError:
    provider, _ = runware(*outcomes)
    with pytest.raises(ProviderError) as caught:
        await provider.submit(order(1))
    return caught.value


def error(code: str, **more: Json) -> Json:
    return {"code": code, "message": "some prose", "taskUUID": OWN, **more}


async def test_an_acknowledged_task_keeps_our_id() -> None:
    provider, wire = runware(ack(OWN))

    assert await provider.submit(order(1)) == OWN

    (request,) = wire.requests
    assert (request.method, str(request.url)) == ("POST", API_URL)
    assert request.headers["Authorization"] == f"Bearer {API_KEY}"
    assert [task["taskUUID"] for task in wire.sent[0]] == [OWN]


async def test_an_acknowledgement_may_spell_the_id_in_capitals() -> None:
    provider, _ = runware(ack(OWN.upper()))

    assert await provider.submit(order(1)) == OWN


@pytest.mark.parametrize("status", [200, 400, 409])
async def test_a_used_task_id_means_that_the_task_was_accepted_before(status: int) -> None:
    provider, _ = runware(answer(status, data=[], errors=[error("conflictTaskUUID")]))

    assert await provider.submit(order(1)) == OWN


async def test_an_acknowledgement_wins_over_an_error_beside_it() -> None:
    provider, _ = runware(answer(data=[{"taskUUID": OWN}], errors=[error("inferenceError")]))

    assert await provider.submit(order(1)) == OWN


@pytest.mark.parametrize(
    "answered",
    [
        ack(OTHER),
        answer(data=[]),
        answer(),
        answer(errors=[{"code": "unsupportedDuration", "taskUUID": OTHER}]),
        httpx.Response(200, content=b"<html>welcome to the hotel</html>"),
        httpx.Response(200, content=b'{"data": [{"taskUUID": "'),
        httpx.Response(200, content=b"[" * 100_000),
        httpx.Response(200, content=b""),
        httpx.Response(302, headers={"Location": "https://elsewhere.example"}),
        httpx.Response(500, content=b"oops"),
        httpx.Response(502, content=b"<html>Bad gateway</html>"),
        answer(503, errors=[error("serviceUnavailable")]),
        answer(504, errors=[error("timeoutProvider")]),
        httpx.Response(408),
        httpx.ReadTimeout("silence"),
        httpx.ReadError("reset by peer"),
        httpx.RemoteProtocolError("server disconnected"),
    ],
    ids=repr,
)
async def test_without_a_readable_answer_of_our_own_it_is_uncertain(answered: Outcome) -> None:
    caught = await refused(answered)

    assert (caught.retryable, caught.uncertain) == (True, True)


@pytest.mark.parametrize("failure", [httpx.ConnectError("refused"), httpx.ConnectTimeout("no route")])
async def test_without_a_connection_nothing_was_accepted(failure: Exception) -> None:
    caught = await refused(failure)

    assert caught.reason is FailureReason.PROVIDER_UNAVAILABLE
    assert (caught.retryable, caught.uncertain) == (True, False)


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (400, {"errors": [error("unsupportedDuration", parameter="duration")]}, FailureReason.REFUSED),
        (200, {"errors": [error("unsupportedDuration")]}, FailureReason.REFUSED),
        (200, {"data": [error("invalidSeed", status="error")]}, FailureReason.REFUSED),
        (400, {"errors": [{"code": "incompatibleParameters"}]}, FailureReason.REFUSED),
        (422, {"message": "no code at all"}, FailureReason.REFUSED),
        (400, {"errors": [error("aCodeThatNobodyKnows")]}, FailureReason.REFUSED),
        (200, {"errors": [error("aCodeThatNobodyKnows")]}, FailureReason.PROVIDER_FAILED),
        (400, {"errors": [error("invalidProviderContent")]}, FailureReason.MODERATED),
        (200, {"data": [], "errors": [error("promptBlocked")]}, FailureReason.MODERATED),
        (400, {"errors": [error("modelNotReady")]}, FailureReason.MODEL_UNAVAILABLE),
        (
            400,
            {"errors": [error("unsupportedParameter", parameter="model")]},
            FailureReason.MODEL_UNAVAILABLE,
        ),
        (402, {}, FailureReason.OUT_OF_BALANCE),
        (400, {"errors": [error("insufficientCredits")]}, FailureReason.OUT_OF_BALANCE),
        (401, {"errors": [{"code": "invalidApiKey"}]}, FailureReason.KEY_REFUSED),
        (403, {"errors": []}, FailureReason.KEY_REFUSED),
    ],
)
async def test_a_refusal_says_why_and_is_not_tried_again(
    status: int, body: Json, reason: FailureReason
) -> None:
    caught = await refused(answer(status, **body))

    assert caught.reason is reason
    assert (caught.retryable, caught.uncertain) == (False, False)


async def test_a_refusal_keeps_the_code_and_the_parameter_but_no_prose() -> None:
    caught = await refused(answer(400, errors=[error("unsupportedX", parameter=["width", "height"])]))

    assert caught.code == "unsupportedX"
    assert str(caught) == "runware: refused unsupportedX HTTP 400, parameter width,height"


@pytest.mark.parametrize(
    "body", [{"errors": [error("noAvailableServer")]}, {"errors": [error("internalServerError")]}]
)
async def test_a_passing_trouble_is_worth_another_try(body: Json) -> None:
    caught = await refused(answer(400, **body))

    assert (caught.retryable, caught.uncertain) == (True, False)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("17", 17),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        ("1000000000", None),
        ("9" * 5000, None),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), None),
        (format_datetime(NOW + timedelta(days=30), usegmt=True), None),
        ("Fri, 20 Nov 2026 12:00:05 -0000", None),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
async def test_too_many_requests_says_when_to_come_back(header: str, seconds: float | None) -> None:
    caught = await refused(httpx.Response(429, headers={"Retry-After": header}))

    assert caught.reason is FailureReason.PROVIDER_UNAVAILABLE
    assert (caught.retryable, caught.uncertain) == (True, False)
    assert caught.retry_after_seconds == seconds


async def test_an_order_without_its_picture_is_never_sent() -> None:
    complete = order(1, inputs={MediaRole.FIRST_FRAME: PICTURE})
    provider, wire = runware()

    with pytest.raises(ProviderError):
        await provider.submit(replace(complete, inputs={}))

    assert wire.requests == []
