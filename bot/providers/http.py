"""A provider's HTTP API over httpx: one border for errors; answers bounded in time, size and number."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from bot.ports.clock import Clock
from bot.providers.bodies import Body
from bot.providers.errors import HTTP_ERRORS, no_answer, transport_trouble

SUBMITS_IN_FLIGHT: Final = 4
"""Runware advises a steady concurrency of 2 to 4; skills.video says nothing."""
REQUESTS_IN_FLIGHT: Final = 16
"""httpx slows down with hundreds of requests at once (docs/architecture.md)."""
LARGEST_ANSWER_BYTES: Final = 8 * 1024 * 1024
LONGEST_RETRY_AFTER_SECONDS: Final = 3600
"""A longer wait is a slip of somebody's and not heeded."""

TIMEOUT: Final = httpx.Timeout(connect=10, read=60, write=60, pool=30)
"""In seconds. Users of Runware found 15 s too short for an answer."""
LONGEST_EXCHANGE_SECONDS: Final = 90
"""Ends answers that trickle in."""
LONGEST_WAIT_SECONDS: Final = 60
"""For a turn. With it two uploads and a submit still end before the worker looks at the row again (600 s)."""
LIMITS: Final = httpx.Limits(
    max_connections=REQUESTS_IN_FLIGHT, max_keepalive_connections=SUBMITS_IN_FLIGHT, keepalive_expiry=30
)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; without a `body` it was larger than any answer."""

    status: int
    body: bytes | None
    retry_after_seconds: float | None

    @property
    def ok(self) -> bool:
        """Tell whether the HTTP status says that the request was taken."""
        return 200 <= self.status < 300


class HttpApi:
    """Exchanges requests for answers with one provider, over connections of its own.

    Raises `ProviderError` and nothing else, but for the `MediaUnavailable` of a body that is being read.
    """

    def __init__(
        self,
        provider: str,
        api_key: str,
        clock: Clock,
        transport: httpx.AsyncBaseTransport | None = None,
        longest_wait_seconds: float = LONGEST_WAIT_SECONDS,
    ) -> None:
        self._provider = provider
        self._longest_wait_seconds = longest_wait_seconds
        self._clock = clock
        self._submits = asyncio.Semaphore(SUBMITS_IN_FLIGHT)
        self._requests = asyncio.Semaphore(REQUESTS_IN_FLIGHT)
        self._http = httpx.AsyncClient(
            transport=transport,
            headers={
                "Authorization": f"Bearer {api_key}",
                "Accept": "application/json",
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

    async def exchange(
        self,
        method: str,
        url: str,
        body: Body | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        creates: bool,
        few: bool = False,
        longest_seconds: float = LONGEST_EXCHANGE_SECONDS,
    ) -> Response:
        """Send one request and read its answer.

        `creates`: it may make a task, so that losing the answer leaves something open. `few`: it is a heavy
        one, of which fewer are sent at once.
        """
        async with (
            self._turn(few=few),
            self._translated(creates=creates),
            asyncio.timeout(longest_seconds),
            self._http.stream(
                method,
                url,
                content=body.content if body else None,
                headers={**_describing(body), **(headers or {})},
            ) as response,
        ):
            content = await _bounded(response)
        retry_after = retry_after_seconds(response.headers.get("Retry-After", ""), self._clock.now())
        return Response(response.status_code, content, retry_after)

    @asynccontextmanager
    async def _turn(self, *, few: bool) -> AsyncIterator[None]:
        async with AsyncExitStack() as turns:
            try:
                async with asyncio.timeout(self._longest_wait_seconds):
                    for slots in (self._submits, self._requests) if few else (self._requests,):
                        await turns.enter_async_context(slots)
            except TimeoutError as error:
                raise no_answer(self._provider, "no turn came, nothing was sent", creates=False) from error
            yield

    @asynccontextmanager
    async def _translated(self, *, creates: bool) -> AsyncIterator[None]:
        """Stand at the one border where httpx's exceptions become the domain's."""
        try:
            yield
        except HTTP_ERRORS as error:
            raise transport_trouble(self._provider, error, creates=creates) from error
        except TimeoutError as error:
            raise no_answer(self._provider, "the answer took too long", creates=creates) from error


def _describing(body: Body | None) -> dict[str, str]:
    if body is None:
        return {}
    return {"Content-Type": body.content_type, "Content-Length": str(body.size_bytes)}


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
