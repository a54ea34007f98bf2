"""The transport on real sockets: bounded in time, size and number, and deaf to the surroundings."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from aiohttp import web

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.providers.http import LARGEST_ANSWER_BYTES, REQUESTS_IN_FLIGHT, SUBMITS_IN_FLIGHT
from bot.providers.runware import RunwareProvider
from bot.providers.runware.client import RunwareClient
from tests.providers.orders import order, task_id
from tests.providers.runware.bench import API_KEY, StillClock, ack, adapter, answer

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def listening(handler: Handler) -> AsyncIterator[str]:
    """The address of this handler, on a socket of this machine."""
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[RunwareProvider]:
    """An adapter that speaks to this handler."""
    async with listening(handler) as api_url:
        provider = adapter(None, api_url=api_url)
        try:
            yield provider
        finally:
            await provider.close()


async def fails_in_time(handler: Handler) -> ProviderError:
    """What a client with little patience makes of a handler without end."""
    async with listening(handler) as api_url:
        client = RunwareClient(api_url, API_KEY, StillClock(), longest_exchange_seconds=0.2)
        with pytest.raises(ProviderError) as caught:
            await client.submit({"taskType": "videoInference"})
        await client.close()
    return caught.value


async def submit_fails(provider: RunwareProvider) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        await provider.submit(order(1))
    return caught.value


async def test_an_answer_without_end_is_read_to_the_bound_and_no_further() -> None:
    written = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse()
        await response.prepare(request)
        while written < 8 * LARGEST_ANSWER_BYTES:
            await response.write(b" " * 65536)
            written += 65536
        return response

    async with serving(endless) as provider:
        error = await submit_fails(provider)

    assert (error.retryable, error.uncertain) == (True, True)
    assert LARGEST_ANSWER_BYTES <= written < 4 * LARGEST_ANSWER_BYTES


async def test_silence_after_the_connection_ends_at_the_deadline() -> None:
    async def silent(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(30)
        return web.Response()

    error = await fails_in_time(silent)

    assert (error.retryable, error.uncertain) == (True, True)
    assert isinstance(error.__cause__, TimeoutError)


async def test_an_answer_that_trickles_in_ends_at_the_deadline() -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.01)

    error = await fails_in_time(trickle)

    assert error.uncertain
    assert isinstance(error.__cause__, TimeoutError)


async def test_a_connection_that_is_cut_after_the_request_is_uncertain() -> None:
    async def cut(request: web.Request) -> web.StreamResponse:
        await request.read()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with serving(cut) as provider:
        error = await submit_fails(provider)

    assert (error.retryable, error.uncertain) == (True, True)


async def test_a_closed_door_is_not_uncertain() -> None:
    provider = adapter(None, api_url="http://127.0.0.1:1/v1")

    error = await submit_fails(provider)
    await provider.close()

    assert (error.reason, error.uncertain) == (FailureReason.PROVIDER_UNAVAILABLE, False)
    assert isinstance(error.__cause__, httpx.ConnectError)


async def test_the_key_does_not_follow_a_redirect() -> None:
    paths: list[str] = []

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        paths.append(request.path)
        raise web.HTTPTemporaryRedirect("/elsewhere")

    async with serving(elsewhere) as provider:
        error = await submit_fails(provider)

    assert paths == ["/v1"]
    assert error.uncertain


async def test_proxies_of_the_surroundings_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    async def accept(request: web.Request) -> web.StreamResponse:
        return web.json_response({"data": [{"taskUUID": task_id(1)}]})

    async with serving(accept) as provider:
        assert await provider.submit(order(1)) == task_id(1)


class Crowd:
    """Counts who is inside at once, and lets nobody out before all who may come in have come."""

    def __init__(self, expected: int) -> None:
        self.inside = self.most = 0
        self._expected = expected
        self._full = asyncio.Event()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.inside == self._expected:
            self._full.set()
        await self._full.wait()
        # One more turn of the loop each for those that should not come in.
        for _ in range(20):
            await asyncio.sleep(0)
        self.inside -= 1
        (task,) = json.loads(request.content)
        return ack(task["taskUUID"]) if task["taskType"] == "videoInference" else answer(data=[])


async def test_a_burst_of_submits_goes_out_few_at_a_time() -> None:
    crowd = Crowd(SUBMITS_IN_FLIGHT)
    provider = adapter(httpx.MockTransport(crowd))

    task_ids = await asyncio.gather(*(provider.submit(order(number)) for number in range(1, 41)))

    assert task_ids == [task_id(number) for number in range(1, 41)]
    assert crowd.most == SUBMITS_IN_FLIGHT == 4


async def test_all_requests_together_are_bounded_too() -> None:
    crowd = Crowd(REQUESTS_IN_FLIGHT)
    provider = adapter(httpx.MockTransport(crowd))

    submits = [provider.submit(order(number)) for number in range(1, 11)]
    polls = [provider.poll([task_id(number)]) for number in range(1, 51)]
    await asyncio.gather(*submits, *polls)

    assert crowd.most == REQUESTS_IN_FLIGHT == 16
