"""Prices by dry run: what is asked, how the answer is read, and what an answer without a cost does."""

import logging

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from tests.providers.orders import order, task_id
from tests.providers.runware.bench import ack, answer, runware
from tests.providers.wire import Json, Outcome

OWN = task_id(1)
SECOND = task_id(1000)
"""The first id that the adapter makes for itself."""


def priced(*costs: Json, task: str = OWN) -> httpx.Response:
    """An answer with one entry for each cost."""
    return answer(data=[{"taskType": "videoInference", "taskUUID": task, "cost": cost} for cost in costs])


async def test_the_same_task_is_asked_about_with_the_header_that_keeps_it_from_running() -> None:
    provider, wire = runware(priced(0.15), ack(OWN), dry_run=True)

    await provider.price(order(1))
    await provider.submit(order(1))

    dry, real = wire.requests
    assert (dry.headers["X-Runware-Dry-Run"], "X-Runware-Dry-Run" in real.headers) == ("1", False)
    assert dry.content == real.content


@pytest.mark.parametrize(
    ("takes", "costs", "micros"),
    [(1, [0.15], 150_000), (1, ["0.1500001"], 150_001), (3, [0.15, 0.15, 0.16], 460_000)],
)
async def test_the_costs_of_all_takes_are_summed_up(takes: int, costs: list[Json], micros: int) -> None:
    provider, wire = runware(priced(*costs), dry_run=True)

    assert await provider.price(order(1, takes=takes)) == micros
    assert len(wire.requests) == 1
    assert provider.pricing == "on"


@pytest.mark.parametrize(
    ("of_three", "of_one", "micros"),
    [(0.45, 0.15, 450_000), (0.4, 0.15, 400_000), (0.15, 0.15, 450_000), (0.15, 0.16, 480_000)],
    ids=["it is of all", "of all, at a discount", "it is of one", "it is of one, and they differ"],
)
async def test_one_cost_for_several_takes_is_compared_with_that_of_one(
    of_three: float, of_one: float, micros: int
) -> None:
    provider, wire = runware(priced(of_three), priced(of_one, task=SECOND), dry_run=True)

    assert await provider.price(order(1, takes=3)) == micros

    (three,), (one,) = wire.sent
    assert (three.pop("taskUUID"), one.pop("taskUUID")) == (OWN, SECOND)
    assert (three.pop("numberResults"), one.pop("numberResults")) == (3, 1)
    assert three == one
    assert [request.headers["X-Runware-Dry-Run"] for request in wire.requests] == ["1", "1"]


async def test_nothing_is_asked_unless_the_operator_wants_it() -> None:
    provider, wire = runware(priced(0.15))

    assert await provider.price(order(1)) is None
    assert wire.requests == []
    assert provider.pricing is None


@pytest.mark.parametrize(
    "ignored",
    [
        ack(OWN),
        priced(0),
        priced(None),
        answer(data=[{"taskUUID": OWN, "status": "processing"}]),
        answer(400, errors=[{"code": "conflictTaskUUID", "taskUUID": OWN}]),
    ],
    ids=lambda response: response.text,
)
async def test_an_answer_without_a_cost_is_the_last_that_is_asked_for(
    ignored: httpx.Response, caplog: pytest.LogCaptureFixture
) -> None:
    provider, wire = runware(ignored, dry_run=True)

    with caplog.at_level(logging.WARNING, "bot"):
        prices = [await provider.price(order(1)) for _ in range(2)]

    assert (prices, len(wire.requests)) == ([None, None], 1)
    assert provider.pricing == f"off: the dry run of task {OWN} was answered without a cost"
    (warning,) = (record.getMessage() for record in caplog.records)
    assert OWN in warning
    assert "may have started it" in warning


async def test_a_second_question_without_an_answer_ends_the_asking_too() -> None:
    provider, _ = runware(priced(0.45), ack(SECOND), dry_run=True)

    assert await provider.price(order(1, takes=3)) is None
    assert SECOND in str(provider.pricing)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"code": "unsupportedDuration", "parameter": "duration"}, FailureReason.REFUSED),
        ({"code": "modelNotReady"}, FailureReason.MODEL_UNAVAILABLE),
        ({"code": "promptBlocked"}, FailureReason.MODERATED),
    ],
)
async def test_what_would_be_refused_is_refused_by_its_dry_run(body: Json, reason: FailureReason) -> None:
    provider, _ = runware(answer(400, errors=[{**body, "taskUUID": OWN}]), dry_run=True)

    with pytest.raises(ProviderError) as caught:
        await provider.price(order(1))

    assert (caught.value.reason, caught.value.uncertain) == (reason, False)
    assert provider.pricing == "on"


@pytest.mark.parametrize(
    "lost",
    [
        httpx.ReadTimeout("silence"),
        httpx.Response(502),
        httpx.Response(200, content=b"<html>"),
        answer(data=[]),
        answer(503, errors=[{"code": "serviceUnavailable"}]),
    ],
    ids=repr,
)
async def test_a_lost_answer_leaves_something_open_until_the_header_is_known_to_be_heeded(
    lost: Outcome,
) -> None:
    provider, _ = runware(lost, priced(0.15), lost, dry_run=True)

    with pytest.raises(ProviderError) as first:
        await provider.price(order(1))
    await provider.price(order(1))
    with pytest.raises(ProviderError) as second:
        await provider.price(order(1))

    assert (first.value.uncertain, second.value.uncertain) == (True, False)
    assert provider.pricing == "on"
