"""Batches: as large as Runware takes them, and one that fails does not hold up the others."""

import json
from collections.abc import Callable

import httpx
import pytest

from bot.domain.errors import ProviderError
from tests.providers.orders import task_id
from tests.providers.runware.bench import Wire, answer, runware
from tests.providers.wire import Outcome

TASKS = [task_id(number) for number in range(1, 101)]


def sizes(wire: Wire) -> list[int]:
    return [len(tasks) for tasks in wire.sent]


def finished(request: httpx.Request) -> httpx.Response:
    tasks = json.loads(request.content)
    return answer(
        data=[{"taskUUID": task["taskUUID"], "videoURL": "https://media.example/a"} for task in tasks]
    )


def at_most(number: int, refusal: httpx.Response) -> Callable[[httpx.Request], Outcome]:
    def judge(request: httpx.Request) -> Outcome:
        return refusal if len(json.loads(request.content)) > number else finished(request)

    return judge


async def test_more_tasks_than_a_batch_holds_are_asked_in_several_requests() -> None:
    provider, wire = runware(finished, poll_batch=40)

    updates = await provider.poll(TASKS)

    assert sizes(wire) == [40, 40, 20]
    assert [update.task_id for update in updates] == TASKS


@pytest.mark.parametrize(
    "refusal",
    [
        answer(400, errors=[{"code": "maxTasksExceeded", "message": "Too many tasks."}]),
        answer(400, data=[], errors=[{"code": "aCodeThatNobodyKnows"}]),
        httpx.Response(400, content=b"<html>"),
        httpx.Response(413, content=b"<html>"),
    ],
    ids=repr,
)
async def test_a_batch_that_is_refused_as_too_large_is_halved_and_that_is_remembered(
    refusal: httpx.Response,
) -> None:
    provider, wire = runware(at_most(30, refusal))

    first = await provider.poll(TASKS)
    asked_first = sizes(wire)
    second = await provider.poll(TASKS)

    assert [update.task_id for update in first] == [update.task_id for update in second] == TASKS
    assert asked_first == [100, 50, 25, 25, 50, 25, 25]
    assert sizes(wire)[len(asked_first) :] == [25, 25, 25, 25]


async def test_a_refusal_that_no_size_escapes_is_an_error_and_changes_nothing() -> None:
    provider, wire = runware(*[answer(400, errors=[{"code": "validationFailed"}])] * 3, finished)

    with pytest.raises(ProviderError):
        await provider.poll(TASKS[:4])
    updates = await provider.poll(TASKS[:4])

    assert sizes(wire) == [4, 2, 1, 4]
    assert len(updates) == 4


@pytest.mark.parametrize("status", [400, 404])
@pytest.mark.parametrize(("code", "ended"), [("taskFailedOrNotFound", []), ("invalidTaskUUID", TASKS[:1])])
async def test_a_bad_request_that_blames_a_task_is_not_taken_for_too_many(
    status: int, code: str, ended: list[str]
) -> None:
    provider, wire = runware(answer(status, errors=[{"code": code, "taskUUID": TASKS[0]}]))

    updates = await provider.poll(TASKS)

    assert [update.task_id for update in updates if update.failure] == ended
    assert sizes(wire) == [100]


async def test_a_batch_that_fails_does_not_hold_up_the_others_news() -> None:
    provider, wire = runware(httpx.ReadTimeout("silence"), finished, httpx.Response(500), poll_batch=40)

    updates = await provider.poll(TASKS)

    assert [update.task_id for update in updates] == TASKS[40:80]
    assert sizes(wire) == [40, 40, 20]
