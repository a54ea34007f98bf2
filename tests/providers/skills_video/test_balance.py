"""What is left in the account, in whatever shape it is told."""

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.money import Micros
from tests.providers.skills_video.bench import adapter, answer, order, skills_video
from tests.providers.wire import API_URL, Outcome


@pytest.mark.parametrize(
    ("told", "micros"),
    [
        ('{"credits": 120}', 1_200_000),
        ('{"balance": "120.5"}', 1_205_000),
        ('{"total": 120, "subscription": 100, "permanent": 20}', 1_200_000),
        ('{"subscription": 100, "permanent": 20.5}', 1_205_000),
        ('{"permanent": 20}', 200_000),
        ('{"data": {"credits": {"total": 7}}}', 70_000),
        ('{"total": 500, "used": 100, "remaining": 400}', 4_000_000),
        ('{"credits": null, "balance": 3}', 30_000),
        ("42", 420_000),
        ('{"credits": 0}', 0),
        ('{"credits": -3}', 0),
        ('{"credits": 0.0001234567}', 1),
        ('{"aWayOfTomorrow": 1}', None),
        ('{"credits": "plenty"}', None),
        ('{"credits": true}', None),
        ('{"credits": NaN}', None),
        ('{"credits": 1e99}', None),
        ('{"data": ' * 20 + "1" + "}" * 20, None),
        ("[120]", None),
        ("null", None),
        ("<html>", None),
    ],
)
async def test_a_number_is_found_or_nothing_is_said(told: str, micros: int | None) -> None:
    provider, wire = skills_video(httpx.Response(200, content=told))

    assert await provider.balance() == micros
    assert [str(request.url) for request in wire.requests] == [f"{API_URL}/credits"]


async def test_a_credit_is_worth_what_the_operator_says() -> None:
    transport = httpx.MockTransport(lambda request: answer(credits=10))
    provider = adapter(transport, credit_micros=Micros(12_345))

    assert await provider.balance() == 123_450


async def test_an_account_that_cannot_be_asked_is_not_known() -> None:
    provider, _ = skills_video(answer(404, error="NOT_FOUND"))

    assert await provider.balance() is None


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (answer(401, error="UNAUTHORIZED"), FailureReason.KEY_REFUSED),
        (httpx.Response(403, content=b"<html>"), FailureReason.KEY_REFUSED),
        (httpx.Response(500), FailureReason.PROVIDER_UNAVAILABLE),
        (httpx.ConnectError("refused"), FailureReason.PROVIDER_UNAVAILABLE),
    ],
    ids=repr,
)
async def test_a_refusal_says_why(refusal: Outcome, reason: FailureReason) -> None:
    provider, _ = skills_video(refusal)

    with pytest.raises(ProviderError) as caught:
        await provider.balance()

    assert (caught.value.reason, caught.value.uncertain) == (reason, False)


async def test_prices_are_not_told() -> None:
    provider, wire = skills_video()

    assert await provider.price(order(1)) is None
    assert wire.requests == []
