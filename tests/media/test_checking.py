"""Asking a classifier over a real socket: a clear verdict, or none."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import httpx
import pytest
from aiohttp import web

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import StoredMedia
from bot.domain.safety import CheckUnavailable
from bot.media.checking import AT_ONCE, LARGEST_ANSWER_BYTES, LARGEST_BYTES, HttpClassifier

CONTENT = b"a picture" * 1_000
PICTURE = StoredMedia("inputs/a.png", "image/png", 640, 360, len(CONTENT), "0" * 64)
Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Classifier:
    """A classifier on loopback: how it answers is up to the test."""

    answer: Answering
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((dict(request.headers), await request.read()))
        return await self.answer(request)


async def stored(_media: StoredMedia) -> AsyncIterator[bytes]:
    yield CONTENT[:4_000]
    yield CONTENT[4_000:]


async def gone(_media: StoredMedia) -> AsyncIterator[bytes]:
    yield CONTENT[:4_000]
    raise MediaUnavailable("inputs/a.png is gone", retryable=False)


@asynccontextmanager
async def asking(
    answer: Answering,
    *,
    key: str | None = None,
    read: Callable[[StoredMedia], AsyncIterator[bytes]] = stored,
    seconds: float = 10.0,
) -> AsyncIterator[tuple[HttpClassifier, Classifier]]:
    """The adapter, and the classifier that it asks."""
    classifier = Classifier(answer)
    app = web.Application(client_max_size=2 * len(CONTENT))
    app.router.add_post("/check", classifier.take)
    runner = web.AppRunner(app, handler_cancellation=True)
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    await web.SockSite(runner, listening).start()
    try:
        async with httpx.AsyncClient(trust_env=False) as client:
            yield HttpClassifier(client, f"http://127.0.0.1:{port}/check", key, read, seconds), classifier
    finally:
        await runner.cleanup()


def saying(body: str, status: int = 200) -> Answering:
    async def answer(_request: web.Request) -> web.StreamResponse:
        headers = {"Location": "/check"} if status == 307 else {}
        return web.Response(status=status, text=body, headers=headers)

    return answer


@pytest.mark.parametrize(
    ("body", "unfit"), [('{"unfit": true, "why": "x"}', True), ('{"unfit": false}', False)]
)
async def test_a_clear_verdict_is_taken(body: str, unfit: bool) -> None:
    async with asking(saying(body)) as (checker, classifier):
        assert await checker.finds_unfit(PICTURE) is unfit

    ((headers, content),) = classifier.requests
    assert content == CONTENT
    assert headers["Content-Type"] == "image/png"
    assert headers["Content-Length"] == str(len(CONTENT))
    assert "Authorization" not in headers


async def test_its_key_goes_with_each_request() -> None:
    async with asking(saying('{"unfit": false}'), key="letmein") as (checker, classifier):
        await checker.finds_unfit(PICTURE)

    assert classifier.requests[0][0]["Authorization"] == "Bearer letmein"


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        ("", 200, "no JSON"),
        ("<html>", 200, "no JSON"),
        ("[true]", 200, "no verdict"),
        ("{}", 200, "no verdict"),
        ('{"unfit": "no"}', 200, "no verdict"),
        ('{"unfit": 0}', 200, "no verdict"),
        ('{"unfit": false}' + " " * LARGEST_ANSWER_BYTES, 200, "too long"),
        ('{"unfit": false}', 201, "HTTP 201"),
        ('{"unfit": false}', 307, "HTTP 307"),
        ('{"unfit": false}', 401, "HTTP 401"),
        ('{"unfit": false}', 503, "HTTP 503"),
    ],
)
async def test_anything_else_is_no_verdict(body: str, status: int, why: str) -> None:
    async with asking(saying(body, status)) as (checker, _):
        with pytest.raises(CheckUnavailable, match="answer") as raised:
            await checker.finds_unfit(PICTURE)

    assert why in raised.value.detail


async def test_silence_is_no_verdict() -> None:
    async def silent(_request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(30)
        raise AssertionError

    async with asking(silent, seconds=0.2) as (checker, _):
        with pytest.raises(CheckUnavailable) as raised:
            await checker.finds_unfit(PICTURE)

    assert raised.value.detail == "no verdict after 0.2 s"


async def test_nobody_there_is_no_verdict_and_the_key_is_not_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    async with httpx.AsyncClient(trust_env=False) as client:
        checker = HttpClassifier(client, f"http://127.0.0.1:{port}/check", "letmein", stored)
        with pytest.raises(CheckUnavailable) as raised:
            await checker.finds_unfit(PICTURE)

    assert raised.value.detail == "the classifier does not answer: ConnectError"


async def test_a_file_that_is_gone_or_too_large_is_not_checked() -> None:
    async with asking(saying('{"unfit": false}'), read=gone) as (checker, classifier):
        with pytest.raises(CheckUnavailable, match="gone"):
            await checker.finds_unfit(PICTURE)
        with pytest.raises(CheckUnavailable, match="too large"):
            await checker.finds_unfit(replace(PICTURE, size_bytes=LARGEST_BYTES + 1))

    assert classifier.requests == []


async def test_only_a_few_files_are_sent_at_once() -> None:
    under_way, most = 0, 0

    async def counting(_request: web.Request) -> web.StreamResponse:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.02)
        under_way -= 1
        return web.json_response({"unfit": False})

    async with asking(counting) as (checker, _):
        verdicts = await asyncio.gather(*(checker.finds_unfit(PICTURE) for _ in range(3 * AT_ONCE)))

    assert verdicts == [False] * 3 * AT_ONCE
    assert most == AT_ONCE
