"""Runware's REST endpoint over httpx: an array of tasks goes in, the answer is bounded in time and size."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from bot.ports.clock import Clock
from bot.providers.runware.errors import HTTP_ERRORS, no_answer, transport_trouble
from bot.providers.runware.wire import Answer, read_answer

Task = Mapping[str, object]

SUBMITS_IN_FLIGHT: Final = 4
"""Runware advises a steady concurrency of 2 to 4."""
REQUESTS_IN_FLIGHT: Final = 16
"""httpx slows down with hundreds of requests at once (docs/architecture.md)."""
LARGEST_ANSWER_BYTES: Final = 8 * 1024 * 1024
LONGEST_RETRY_AFTER_SECONDS: Final = 3600
"""A longer wait is a slip of somebody's and not heeded."""

TIMEOUT: Final = httpx.Timeout(connect=10, read=60, write=60, pool=30)
"""In seconds. Users of Runware found 15 s too short for an answer."""
LONGEST_EXCHANGE_SECONDS: Final = 90
"""Ends answers that trickle in; the worker looks at a submit again after 180 s."""
LIMITS: Final = httpx.Limits(
    max_connections=REQUESTS_IN_FLIGHT, max_keepalive_connections=SUBMITS_IN_FLIGHT, keepalive_expiry=30
)


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
    """Posts arrays of tasks. Every method raises `ProviderError` and nothing else."""

    def __init__(
        self,
        api_url: str,
        api_key: str,
        clock: Clock,
        transport: httpx.AsyncBaseTransport | None = None,
        longest_exchange_seconds: float = LONGEST_EXCHANGE_SECONDS,
    ) -> None:
        self._api_url = api_url
        self._longest_exchange_seconds = longest_exchange_seconds
        self._clock = clock
        self._submits = asyncio.Semaphore(SUBMITS_IN_FLIGHT)
        self._requests = asyncio.Semaphore(REQUESTS_IN_FLIGHT)
        self._http = httpx.AsyncClient(
            transport=transport,
            headers={
                "Authorization": f"Bearer {api_key}",
                "Content-Type": "application/json",
                # Compressed answers could grow beyond every bound while they are unpacked.
                "Accept-Encoding": "identity",
                "User-Agent": "greenlit",
            },
            timeout=TIMEOUT,
            limits=LIMITS,
            # Neither proxies nor credentials from the surroundings, and the key goes to one address only.
            trust_env=False,
            follow_redirects=False,
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def submit(self, task: Task) -> Reply:
        """Post one task that may cost money."""
        async with self._submits:
            return await self._exchange([task], creates=True)

    async def ask(self, tasks: Sequence[Task]) -> Reply:
        """Post tasks that change nothing."""
        return await self._exchange(tasks, creates=False)

    async def _exchange(self, tasks: Sequence[Task], *, creates: bool) -> Reply:
        content = json.dumps(tasks, separators=(",", ":")).encode()
        async with (
            self._requests,
            _translated(creates=creates),
            asyncio.timeout(self._longest_exchange_seconds),
            self._http.stream("POST", self._api_url, content=content) as response,
        ):
            body = await _bounded(response)
        answer = None if body is None else read_answer(body)
        return Reply(response.status_code, answer, self._retry_after(response))

    def _retry_after(self, response: httpx.Response) -> float | None:
        return retry_after_seconds(response.headers.get("Retry-After", ""), self._clock.now())


@asynccontextmanager
async def _translated(*, creates: bool) -> AsyncIterator[None]:
    """Stand at the one border where httpx's exceptions become the domain's."""
    try:
        yield
    except HTTP_ERRORS as error:
        raise transport_trouble(error, creates=creates) from error
    except TimeoutError as error:
        raise no_answer("the answer took too long", creates=creates) from error


async def _bounded(response: httpx.Response) -> bytes | None:
    """Read a body; None when it is larger than any answer."""
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > LARGEST_ANSWER_BYTES:
            return None
    return bytes(body)


def retry_after_seconds(value: str, now: datetime) -> float | None:
    """Read a Retry-After header, seconds or an HTTP date (RFC 9110 §10.2.3); None when it makes no sense."""
    if value.strip().isdecimal():
        # As a float, because a number of a thousand digits is no integer to Python.
        seconds = float(value)
    else:
        try:
            seconds = (parsedate_to_datetime(value) - now).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return seconds if 0 <= seconds <= LONGEST_RETRY_AFTER_SECONDS else None
