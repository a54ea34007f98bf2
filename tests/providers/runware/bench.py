"""The adapter under test with a wire that a test writes the answers for."""

import json
from collections.abc import Callable
from itertools import count

import httpx

from bot.providers.runware import OperatorTerms, RunwareProvider
from tests.providers import wire
from tests.providers.orders import task_id
from tests.providers.wire import API_KEY, API_URL, Json, Outcome, StillClock


class CountedIds:
    """Ids one after the other, far from those of the orders."""

    def __init__(self) -> None:
        self._numbers = count(1000)

    def generation_id(self) -> str:
        return task_id(next(self._numbers))

    def key(self) -> bytes:
        return bytes(32)

    def draft_id(self) -> str:
        return task_id(next(self._numbers))


class Wire(wire.Wire):
    """Requests are arrays of tasks."""

    @property
    def sent(self) -> list[list[Json]]:
        """The arrays that arrived."""
        return [json.loads(request.content) for request in self.requests]


def answer(status: int = 200, **body: Json) -> httpx.Response:
    """An answer of Runware's: `data=[...]`, `errors=[...]`, or both."""
    return httpx.Response(status, json=body)


def ack(*task_ids: str) -> httpx.Response:
    """What an accepted submit is answered."""
    return answer(data=[{"taskType": "videoInference", "taskUUID": task_id} for task_id in task_ids])


def runware(
    *outcomes: Outcome | Callable[[httpx.Request], Outcome],
    terms: OperatorTerms | None = None,
    poll_batch: int = 200,
    dry_run: bool = False,
) -> tuple[RunwareProvider, Wire]:
    """An adapter and its wire; without outcomes the far side acknowledges the first order."""
    far_side = Wire(list(outcomes) or [ack(task_id(1))])
    transport = httpx.MockTransport(far_side)
    return adapter(transport, terms=terms, poll_batch=poll_batch, dry_run=dry_run), far_side


def adapter(
    transport: httpx.AsyncBaseTransport | None,
    *,
    api_url: str = API_URL,
    terms: OperatorTerms | None = None,
    poll_batch: int = 200,
    dry_run: bool = False,
) -> RunwareProvider:
    """An adapter on a transport, or on real sockets without one."""
    return RunwareProvider(
        api_key=API_KEY,
        api_url=api_url,
        clock=StillClock(),
        ids=CountedIds(),
        terms=terms,
        poll_batch=poll_batch,
        dry_run=dry_run,
        transport=transport,
    )
