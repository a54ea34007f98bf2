"""What the adapter logs and what its errors say: tasks and codes, and nothing that is anybody's secret."""

import logging
from dataclasses import replace

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.providers.runware import OperatorTerms
from tests.providers.orders import order, task_id
from tests.providers.runware.bench import answer, runware
from tests.providers.wire import API_KEY, API_URL, Outcome

PROMPT = "a canary of a prompt"
RESULT_URL = "https://media.example/canary.mp4?signature=canary"
SECRETS = (PROMPT, API_KEY, API_URL, RESULT_URL, "store.example", "signature")
QUOTING = {
    "code": "promptBlocked",
    "message": f"'{PROMPT}' with key {API_KEY} is not allowed",
    "taskUUID": task_id(1),
    "videoURL": RESULT_URL,
}


@pytest.mark.parametrize(
    "outcome",
    [
        answer(400, errors=[QUOTING]),
        answer(400, data=[], errors=[{**QUOTING, "code": "conflictTaskUUID"}]),
        answer(200, data=[QUOTING], errors=[{**QUOTING, "code": "rateLimitExceeded"}]),
        answer(200, data=[{"taskUUID": task_id(1)}], errors=[{"code": "internalServerError"}]),
        answer(401, errors=[{**QUOTING, "code": "invalidApiKey"}]),
        httpx.Response(200, text=PROMPT + API_KEY),
        httpx.ConnectError(f"{API_URL} {API_KEY}"),
        httpx.ReadTimeout(f"{API_URL} {PROMPT}"),
    ],
    ids=repr,
)
async def test_neither_logs_nor_errors_give_anything_away(
    outcome: Outcome, caplog: pytest.LogCaptureFixture
) -> None:
    terms = OperatorTerms(upload_endpoint="https://store.example/{taskUUID}?signature=canary")
    asked = order(1, prompt=PROMPT)
    told: list[str] = []

    with caplog.at_level(logging.DEBUG, "bot"):
        for attempt in ("submit", "poll", "balance"):
            provider, _ = runware(outcome, terms=terms)
            try:
                if attempt == "submit":
                    await provider.submit(asked)
                elif attempt == "poll":
                    await provider.poll([asked.task_id])
                else:
                    await provider.balance()
            except ProviderError as error:
                told += [str(error), repr(error)]

    told += [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert told
    assert [(secret, text) for secret in SECRETS for text in told if secret in text] == []


async def test_a_task_that_was_accepted_before_is_found_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    provider, _ = runware(answer(400, errors=[{"code": "conflictTaskUUID"}]))

    with caplog.at_level(logging.INFO, "bot"):
        await provider.submit(replace(order(1), task_id=task_id(77)))

    assert [task_id(77) in record.getMessage() for record in caplog.records] == [True]
