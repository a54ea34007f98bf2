"""What is left in the account."""

import json

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from tests.providers.runware.bench import answer, runware
from tests.providers.wire import Json, Outcome


async def test_it_is_asked_from_the_account_under_an_id_of_its_own() -> None:
    provider, wire = runware(answer(data=[{"balance": 2450.75}]))

    await provider.balance()
    await provider.balance()

    first, second = (tasks[0] for tasks in wire.sent)
    assert (first["taskType"], first["operation"]) == ("accountManagement", "getDetails")
    assert first["taskUUID"] != second["taskUUID"]


@pytest.mark.parametrize(
    ("told", "micros"),
    [
        (2450.75, 2_450_750_000),
        ("12.5", 12_500_000),
        (0, 0),
        (-3.2, 0),
        ({"total": 7.1, "currency": "USD"}, 7_100_000),
        ({"amount": 1}, 1_000_000),
        ({"inAWayOfTomorrow": 1}, None),
        (None, None),
        ("plenty", None),
        (float("nan"), None),
    ],
)
async def test_it_is_read_as_a_number_or_an_object(told: Json, micros: int | None) -> None:
    # Written out here because httpx refuses to write NaN.
    body = f'{{"data": [{{"operation": "getDetails", "balance": {json.dumps(told)}}}]}}'
    provider, _ = runware(httpx.Response(200, content=body))

    assert await provider.balance() == micros


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (answer(401, errors=[{"code": "invalidApiKey"}]), FailureReason.KEY_REFUSED),
        (answer(200, errors=[{"code": "forbidden"}]), FailureReason.KEY_REFUSED),
        (httpx.Response(403, content=b"<html>"), FailureReason.KEY_REFUSED),
        (httpx.Response(200, content=b"<html>"), FailureReason.PROVIDER_UNAVAILABLE),
        (httpx.ConnectError("refused"), FailureReason.PROVIDER_UNAVAILABLE),
    ],
    ids=repr,
)
async def test_a_refusal_says_why(refusal: Outcome, reason: FailureReason) -> None:
    provider, _ = runware(refusal)

    with pytest.raises(ProviderError) as caught:
        await provider.balance()

    assert caught.value.reason is reason
    assert not caught.value.uncertain
