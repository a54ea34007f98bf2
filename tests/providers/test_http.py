"""The transport on real sockets: bounded in time, size and number, and deaf to the surroundings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from aiohttp import web

from bot.domain.errors import MediaUnavailable, ProviderError
from bot.domain.generation import FailureReason
from bot.ports.provider import InputMedia
from bot.providers.bodies import Body, form_body, json_body
from bot.providers.http import LARGEST_ANSWER_BYTES, REQUESTS_IN_FLIGHT, SUBMITS_IN_FLIGHT, HttpApi
from tests.providers.orders import file
from tests.providers.wire import API_KEY, API_URL, Crowd, Handler, StillClock, listening


@asynccontextmanager
async def opened(
    transport: httpx.AsyncBaseTransport | None = None, longest_wait_seconds: float = 5
) -> AsyncIterator[HttpApi]:
    api = HttpApi("somebody", API_KEY, StillClock(), transport, longest_wait_seconds)
    try:
        yield api
    finally:
        await api.close()


async def fails(handler: Handler, body: Body | None = None, longest_seconds: float = 5) -> ProviderError:
    """What a submit meets at this handler."""
    async with listening(handler) as url, opened() as api:
        with pytest.raises(ProviderError) as caught:
            await api.exchange("POST", url, body, creates=True, longest_seconds=longest_seconds)
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

    async with listening(endless) as url, opened() as api:
        answer = await api.exchange("GET", url, creates=False)

    assert (answer.status, answer.body) == (200, None)
    assert LARGEST_ANSWER_BYTES <= written < 4 * LARGEST_ANSWER_BYTES


async def test_silence_after_the_connection_ends_at_the_deadline() -> None:
    async def silent(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(30)
        return web.Response()

    error = await fails(silent, longest_seconds=0.2)

    assert (error.retryable, error.uncertain) == (True, True)
    assert isinstance(error.__cause__, TimeoutError)


async def test_an_answer_that_trickles_in_ends_at_the_deadline() -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.01)

    error = await fails(trickle, longest_seconds=0.2)

    assert error.uncertain
    assert isinstance(error.__cause__, TimeoutError)


async def test_a_connection_that_is_cut_after_the_request_is_uncertain() -> None:
    async def cut(request: web.Request) -> web.StreamResponse:
        await request.read()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    error = await fails(cut, json_body({}))

    assert (error.retryable, error.uncertain) == (True, True)


async def test_a_closed_door_is_not_uncertain() -> None:
    async with opened() as api:
        with pytest.raises(ProviderError) as caught:
            await api.exchange("POST", "http://127.0.0.1:1/v1", creates=True)

    assert (caught.value.reason, caught.value.uncertain) == (FailureReason.PROVIDER_UNAVAILABLE, False)
    assert isinstance(caught.value.__cause__, httpx.ConnectError)


async def test_the_key_does_not_follow_a_redirect() -> None:
    paths: list[str] = []

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        paths.append(request.path)
        raise web.HTTPTemporaryRedirect("/elsewhere")

    async with listening(elsewhere) as url, opened() as api:
        answer = await api.exchange("POST", url, creates=True)

    assert (paths, answer.status) == (["/v1"], 307)


async def test_proxies_of_the_surroundings_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    async def accept(request: web.Request) -> web.StreamResponse:
        return web.Response(text=request.headers["Authorization"])

    async with listening(accept) as url, opened() as api:
        answer = await api.exchange("GET", url, creates=False)

    assert answer.body == f"Bearer {API_KEY}".encode()


async def test_a_file_that_breaks_off_is_never_taken_for_whole() -> None:
    arrived: list[bytes] = []

    async def breaking_off() -> AsyncIterator[bytes]:
        yield b"half a picture"
        raise MediaUnavailable("the disk is gone", retryable=True)

    async def accept(request: web.Request) -> web.StreamResponse:
        arrived.append(await request.read())
        return web.Response()

    body = form_body(
        {"prompt": "a cat"}, {"image_url": InputMedia("image/png", 100, None, breaking_off)}, "b"
    )
    async with listening(accept) as url, opened() as api:
        with pytest.raises(MediaUnavailable, match="the disk is gone"):
            await api.exchange("POST", url, body, creates=True)

    assert arrived == []


@pytest.mark.parametrize("length", [3, 5], ids=["it has shrunk", "it has grown"])
async def test_a_file_of_another_size_than_was_told_is_not_sent(length: int) -> None:
    async def accept(request: web.Request) -> web.StreamResponse:
        return web.Response(body=await request.read())

    changed = InputMedia("image/png", 4, None, file("image/png", b"x" * length).read)
    body = form_body({}, {"image_url": changed}, "b")
    async with listening(accept) as url, opened() as api:
        with pytest.raises(MediaUnavailable, match="changed its size"):
            await api.exchange("POST", url, body, creates=True)


def taken(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200)


@pytest.mark.parametrize(("few", "at_once"), [(True, SUBMITS_IN_FLIGHT), (False, REQUESTS_IN_FLIGHT)])
async def test_a_burst_goes_out_few_at_a_time(few: bool, at_once: int) -> None:
    crowd = Crowd(at_once, taken)

    async with opened(httpx.MockTransport(crowd)) as api:
        sent = (api.exchange("POST", API_URL, creates=True, few=few) for _ in range(50))
        answers = await asyncio.gather(*sent)

    assert [answer.ok for answer in answers] == [True] * 50
    assert crowd.most == at_once


async def test_all_requests_together_are_bounded_too() -> None:
    crowd = Crowd(REQUESTS_IN_FLIGHT, taken)

    async with opened(httpx.MockTransport(crowd)) as api:
        submits = [api.exchange("POST", API_URL, creates=True, few=True) for _ in range(10)]
        polls = [api.exchange("GET", API_URL, creates=False) for _ in range(50)]
        await asyncio.gather(*submits, *polls)

    assert (SUBMITS_IN_FLIGHT, REQUESTS_IN_FLIGHT) == (4, 16)
    assert crowd.most == REQUESTS_IN_FLIGHT


async def test_who_waits_too_long_for_a_turn_has_sent_nothing() -> None:
    crowd = Crowd(SUBMITS_IN_FLIGHT + 1, taken)

    async with opened(httpx.MockTransport(crowd), longest_wait_seconds=0.05) as api:
        first = [
            asyncio.create_task(api.exchange("POST", API_URL, creates=True, few=True))
            for _ in range(SUBMITS_IN_FLIGHT)
        ]
        await asyncio.sleep(0)
        with pytest.raises(ProviderError) as caught:
            await api.exchange("POST", API_URL, creates=True, few=True)
        # It was let in to none of the places, and has left none of them taken.
        assert crowd.inside == SUBMITS_IN_FLIGHT
        await api.exchange("POST", API_URL, creates=True)
        await asyncio.gather(*first)

    assert (caught.value.retryable, caught.value.uncertain) == (True, False)
