"""Runware's REST endpoint: an array of tasks goes in, an answer comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import httpx

from bot.ports.clock import Clock
from bot.providers.bodies import Body, json_body
from bot.providers.http import LONGEST_EXCHANGE_SECONDS, HttpApi
from bot.providers.runware.errors import NAME
from bot.providers.runware.wire import Answer, read_answer

Task = Mapping[str, object]

LONGEST_UPLOAD_SECONDS: Final = 150
_DRY_RUN: Final = {"X-Runware-Dry-Run": "1"}
"""Validates and prices a request without running it. Source: Runware's published skill "runware-run"."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: without an `answer` it could not be read."""

    status: int
    answer: Answer | None
    retry_after_seconds: float | None

    @property
    def ok(self) -> bool:
        """Tell whether the HTTP status says that the request was taken."""
        return 200 <= self.status < 300


class RunwareClient:
    """Posts arrays of tasks. Raises `ProviderError`, and lets the `MediaUnavailable` of an upload through."""

    def __init__(
        self,
        api_url: str,
        api_key: str,
        clock: Clock,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._api_url = api_url
        self._http = HttpApi(NAME, api_key, clock, transport)

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()

    async def submit(self, task: Task) -> Reply:
        """Post one task that may cost money."""
        return await self._post(json_body([task]), creates=True, few=True)

    async def dry_run(self, task: Task, *, heeded: bool) -> Reply:
        """Post one task that is not to be run; until `heeded`, nobody knows whether it is all the same."""
        return await self._post(json_body([task]), _DRY_RUN, creates=not heeded)

    async def ask(self, tasks: Sequence[Task]) -> Reply:
        """Post tasks that change nothing."""
        return await self._post(json_body(tasks))

    async def upload(self, body: Body) -> Reply:
        """Post a task that brings a file, which costs nothing."""
        return await self._post(body, few=True, longest_seconds=LONGEST_UPLOAD_SECONDS)

    async def _post(
        self,
        body: Body,
        headers: Mapping[str, str] | None = None,
        *,
        creates: bool = False,
        few: bool = False,
        longest_seconds: float = LONGEST_EXCHANGE_SECONDS,
    ) -> Reply:
        response = await self._http.exchange(
            "POST", self._api_url, body, headers, creates=creates, few=few, longest_seconds=longest_seconds
        )
        answer = None if response.body is None else read_answer(response.body)
        return Reply(response.status, answer, response.retry_after_seconds)
