"""Bodies that are too large, too slow, too many, garbled or broken off."""

import asyncio
import gzip
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial

import pytest

from bot.web.bodies import Bodies
from tests.support.fake_clock import ManualClock
from tests.web.site import (
    GENERATION,
    Answer,
    Letters,
    Line,
    Site,
    open_site,
    request,
    runware_path,
    signed,
    webhook_routes,
)

LARGEST_BYTES = 256 * 1024
BODY = json.dumps({"taskUUID": GENERATION}).encode()
CHUNKED = {"Transfer-Encoding": "chunked"}


def padded(size_bytes: int) -> bytes:
    return BODY[:-1] + b" " * (size_bytes - len(BODY)) + b"}"


def chunked_head(path: str) -> bytes:
    return f"POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode()


def chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


@pytest.fixture(params=["runware", "skills-video"])
def path(request: pytest.FixtureRequest) -> str:
    return runware_path() if request.param == "runware" else "/webhooks/skills-video"


async def test_256_kib_are_taken(site: Site, letters: Letters) -> None:
    body = padded(LARGEST_BYTES)

    assert (await site.ask("POST", runware_path(), body=body)).status == 204
    assert (await site.ask("POST", "/webhooks/skills-video", signed(body), body)).status == 204
    assert len(letters.kept) == 2


async def test_an_announced_size_beyond_that_is_refused_before_anything_is_read(
    site: Site, letters: Letters, path: str
) -> None:
    async with site.line() as line:
        await line.send(request("POST", path, signed(b""), length=LARGEST_BYTES + 1))

        assert (await line.answer()).status == 413
    assert letters.asked == 0


async def test_ten_mebibytes_are_refused_while_they_come(site: Site, letters: Letters, path: str) -> None:
    async with site.line() as line:
        sending = asyncio.create_task(flood(line, request("POST", path, signed(b""), length=10 * 1024**2)))

        assert (await line.answer()).status == 413
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    assert letters.asked == 0


async def test_a_size_that_is_not_announced_is_counted(site: Site, letters: Letters, path: str) -> None:
    async with site.line() as line:
        head = request("POST", path, signed(b"") | CHUNKED).replace(b"Content-Length: 0\r\n", b"")
        sending = asyncio.create_task(flood(line, head, chunk(b" " * 65_536)))

        assert (await line.answer()).status == 413
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    assert letters.asked == 0


async def flood(line: Line, head: bytes, piece: bytes = b" " * 65_536) -> None:
    """Send without an end, until the other side has enough."""
    await line.send(head)
    for _ in range(160):
        await line.send(piece)


async def test_a_chunked_body_is_read_whole_before_it_is_judged(site: Site, letters: Letters) -> None:
    async with site.line() as line:
        await line.send(chunked_head(runware_path()))
        for place in range(0, len(BODY), 7):
            await line.send(chunk(BODY[place : place + 7]))
        await line.send(chunk(b""))

        assert (await line.answer()).status == 204
    assert len(letters.kept) == 1


@pytest.fixture(params=[0.3])
async def hasty(
    request: pytest.FixtureRequest, letters: Letters, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    """The same site with so little patience that a test need not wait."""
    monkeypatch.setattr("bot.web.webhooks.Bodies", partial(Bodies, at_once=3, timeout_seconds=request.param))
    monkeypatch.setattr("bot.web.server._LINGERING_SECONDS", 0.1)
    async with open_site(webhook_routes(letters, clock)) as opened:
        yield opened


@pytest.mark.parametrize("chunked", [True, False])
async def test_a_body_that_trickles_in_is_given_up_and_the_line_closed(
    hasty: Site, letters: Letters, path: str, chunked: bool
) -> None:
    async with hasty.line() as line:
        head = request("POST", path, signed(b""), length=1000)
        await line.send(
            head.replace(b"Content-Length: 1000", b"Transfer-Encoding: chunked") if chunked else head
        )
        began = time.monotonic()
        dripping = asyncio.create_task(drip(line, chunk(b" ") if chunked else b" "))
        answer = await line.answer()

        assert (answer.status, answer.headers["connection"]) == (408, "close")
        assert await line.ended()
        assert time.monotonic() - began < 5
        dripping.cancel()
        await asyncio.gather(dripping, return_exceptions=True)
    assert letters.asked == 0


async def drip(line: Line, drop: bytes) -> None:
    while True:
        await line.send(drop)
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("hasty", [1.5], indirect=True)
async def test_slow_bodies_can_fill_the_places_of_one_provider_only_and_only_for_a_while(
    hasty: Site,
) -> None:
    async with AsyncExitStack() as stack:
        slow = [await stack.enter_async_context(hasty.line()) for _ in range(3)]
        for line in slow:
            await line.send(request("POST", "/webhooks/skills-video", signed(b""), length=1000))
        refused = await refused_for_now(hasty)

        assert refused.headers["retry-after"] == "1"
        assert (await hasty.ask("POST", runware_path(), body=BODY)).status == 204
        assert [(await line.answer()).status for line in slow] == [408] * 3
    assert (await hasty.ask("POST", "/webhooks/skills-video", signed(BODY), BODY)).status == 204


async def refused_for_now(site: Site) -> Answer:
    """Post until there is no place left: the slow ones may not have been heard yet."""
    async with asyncio.timeout(10):
        while True:
            answer = await site.ask("POST", "/webhooks/skills-video", signed(BODY), BODY)
            if answer.status == 503:
                return answer


@pytest.mark.parametrize(
    "garbled", [b"zz\r\nxx\r\n", b"5\r\nabcdeXX", b"-1\r\n", b"ffffffffffffffffff\r\n", b"1;a\nb\r\n"]
)
async def test_garbled_chunks_are_refused_and_not_logged(
    site: Site, letters: Letters, path: str, garbled: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with site.line() as line:
            head = request("POST", path, signed(b"") | CHUNKED).replace(b"Content-Length: 0\r\n", b"")
            await line.send(head)
            await line.send(chunk(b"secret-words") + garbled)

            assert (await line.answer()).status == 400
            assert await line.ended()
    assert letters.asked == 0
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.INFO] == []


async def test_whoever_hangs_up_in_the_middle_leaves_nothing_behind(
    site: Site, letters: Letters, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(100):
        async with site.line() as line:
            await line.send(request("POST", path, signed(b""), BODY, length=len(BODY) + 1))

    assert (await site.ask("POST", runware_path(), body=BODY)).status == 204
    assert letters.asked == 1
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.INFO] == []


@pytest.mark.parametrize("path", ["/webhooks/skills-video", "/webhooks/runware/nobody", "/nowhere"])
async def test_whoever_is_refused_unheard_and_hangs_up_leaves_nothing_behind(
    site: Site, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(20):
        async with site.line() as line:
            await line.send(request("POST", path, {}, b"half", length=1000))
            assert (await line.answer()).status in {401, 404}

    assert (await site.ask("POST", runware_path(), body=BODY)).status == 204
    assert [record.getMessage() for record in caplog.records if "bot.web.server" in record.name] == []


async def test_packed_bodies_are_not_unpacked(site: Site, letters: Letters) -> None:
    bomb = gzip.compress(b" " * 50_000_000 + BODY)
    packed = {"Content-Encoding": "gzip"}

    assert len(bomb) < LARGEST_BYTES
    assert (await site.ask("POST", runware_path(), packed, bomb)).status == 400
    assert (
        await site.ask("POST", "/webhooks/skills-video", signed(BODY) | packed, gzip.compress(BODY))
    ).status == 401
    assert letters.asked == 0


async def test_whoever_asks_first_whether_to_send_is_answered(site: Site) -> None:
    async with site.line() as line:
        await line.send(request("POST", runware_path(), {"Expect": "100-continue"}, length=len(BODY)))
        assert (await line.answer()).status == 100
        await line.send(BODY)

        assert (await line.answer()).status == 204
