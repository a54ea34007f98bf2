"""The adapter under test with a wire that a test writes the answers for."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx

from bot.providers.runware import OperatorTerms, RunwareProvider
from tests.providers.orders import task_id

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
API_URL = "https://api.example/v1"
API_KEY = "canary-key-4711"

Json = Any
Outcome = httpx.Response | Exception


class StillClock:
    """Time stands still, and nobody may wait."""

    def now(self) -> datetime:
        return NOW

    async def sleep(self, seconds: float) -> None:
        raise AssertionError(f"waited {seconds} s")


class CountedIds:
    """Ids one after the other, far from those of the orders."""

    def __init__(self) -> None:
        self._numbers = count(1000)

    def generation_id(self) -> str:
        return task_id(next(self._numbers))


@dataclass
class Wire:
    """Plays the far side: gives its answers in turn, the last one for ever, and keeps the requests."""

    outcomes: list[Outcome | Callable[[list[Json]], Outcome]] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)

    @property
    def sent(self) -> list[list[Json]]:
        """The arrays of tasks that arrived."""
        return [json.loads(request.content) for request in self.requests]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if not isinstance(outcome, httpx.Response | Exception):
            outcome = outcome(json.loads(request.content))
        if isinstance(outcome, Exception):
            raise outcome
        # A response can be read once.
        return httpx.Response(outcome.status_code, headers=outcome.headers, content=outcome.content)


def answer(status: int = 200, **body: Json) -> httpx.Response:
    """An answer of Runware's: `data=[...]`, `errors=[...]`, or both."""
    return httpx.Response(status, json=body)


def ack(*task_ids: str) -> httpx.Response:
    """What an accepted submit is answered."""
    return answer(data=[{"taskType": "videoInference", "taskUUID": task_id} for task_id in task_ids])


def runware(
    *outcomes: Outcome | Callable[[list[Json]], Outcome],
    terms: OperatorTerms | None = None,
    poll_batch: int = 200,
) -> tuple[RunwareProvider, Wire]:
    """An adapter and its wire; without outcomes the far side acknowledges the first order."""
    wire = Wire(list(outcomes) or [ack(task_id(1))])
    return adapter(httpx.MockTransport(wire), terms=terms, poll_batch=poll_batch), wire


def adapter(
    transport: httpx.AsyncBaseTransport | None,
    *,
    api_url: str = API_URL,
    terms: OperatorTerms | None = None,
    poll_batch: int = 200,
) -> RunwareProvider:
    """An adapter on a transport, or on real sockets without one."""
    return RunwareProvider(
        api_key=API_KEY,
        api_url=api_url,
        clock=StillClock(),
        ids=CountedIds(),
        terms=terms,
        poll_batch=poll_batch,
        transport=transport,
    )
