"""Downloads: bounded in size and time, whole or not at all, and never held in memory."""

import asyncio
import gzip
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from aiohttp import web

from bot.domain.errors import MediaProblem, MediaRejected, MediaUnavailable
from bot.domain.request import Attachment
from bot.media.download import Downloader, DownloadFailed, DownloadProblem
from bot.media.folder import MediaFolder
from bot.media.hosts import HostList
from bot.media.limits import MEBIBYTE, DownloadTimes, MediaLimits
from tests.media.library import Desk, InstantClock, NameTable, open_desk, serving

QUICK = MediaLimits(times=DownloadTimes(connect_seconds=1, stall_seconds=0.15, total_seconds=0.5))


@pytest.fixture
async def hasty(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path / "hasty", QUICK) as opened:
        yield opened


async def streaming(request: web.Request, **headers: str) -> web.StreamResponse:
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    return response


async def failure_of(desk: Desk, url: str) -> MediaUnavailable:
    with pytest.raises(MediaUnavailable) as failure:
        await desk.media.fetch_result("name", url, "mp4", "runware")
    assert desk.kept() == [], "nothing may stay behind"
    return failure.value


async def test_a_file_that_is_not_there_may_have_been_announced_too_early(desk: Desk) -> None:
    async def missing(_: web.Request) -> web.StreamResponse:
        return web.Response(status=404)

    failure = await failure_of(desk, desk.handle(missing))

    assert failure.retryable
    assert not failure.outage


async def test_a_server_in_trouble_says_nothing_against_the_result(desk: Desk) -> None:
    async def troubled(_: web.Request) -> web.StreamResponse:
        return web.Response(status=503)

    assert (await failure_of(desk, desk.handle(troubled))).outage


@pytest.mark.parametrize("status", [400, 401, 403, 410, 451, 204, 206, 304])
async def test_what_a_server_will_not_give_is_given_up(desk: Desk, status: int) -> None:
    async def refuse(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status)

    failure = await failure_of(desk, desk.handle(refuse))

    assert not failure.retryable
    assert f"HTTP {status}" in failure.detail


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 524])
async def test_what_a_server_cannot_give_now_is_tried_again_later(desk: Desk, status: int) -> None:
    async def stumble(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status)

    assert (await failure_of(desk, desk.handle(stumble))).retryable


async def test_a_size_announced_as_too_large_is_refused_before_reading(desk: Desk) -> None:
    async def announce(request: web.Request) -> web.StreamResponse:
        response = await streaming(request, **{"Content-Length": str(5 * 1024**3)})
        await asyncio.sleep(30)
        return response

    async with asyncio.timeout(5):
        failure = await failure_of(desk, desk.handle(announce))

    assert not failure.retryable
    assert "5120.0 MB, more than 256 MB" in failure.detail


async def test_an_endless_stream_ends_at_the_limit(desk: Desk) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = await streaming(request)
        while True:
            await response.write(bytes(MEBIBYTE))
            sent += MEBIBYTE

    with pytest.raises(MediaRejected) as rejection:
        await desk.media.take_in_image(Attachment("image", "a.png", desk.handle(endless), 10))

    assert rejection.value.problem is MediaProblem.TOO_HEAVY
    assert rejection.value.allowed == "20 MB"
    assert sent < 40 * MEBIBYTE
    assert desk.kept() == []


async def test_a_file_that_breaks_off_is_noticed_and_tried_again_later(desk: Desk) -> None:
    async def break_off(request: web.Request) -> web.StreamResponse:
        response = await streaming(request, **{"Content-Length": "1000"})
        await response.write(b"half")
        assert request.transport
        request.transport.close()
        return response

    assert (await failure_of(desk, desk.handle(break_off))).retryable


async def test_a_server_that_falls_silent_is_left(hasty: Desk) -> None:
    async def stall(request: web.Request) -> web.StreamResponse:
        response = await streaming(request)
        await response.write(b"a")
        await asyncio.sleep(30)
        return response

    failure = await failure_of(hasty, hasty.handle(stall))

    assert failure.retryable
    assert "ReadTimeout" in failure.detail


async def test_a_server_that_drips_bytes_for_ever_is_left(hasty: Desk) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = await streaming(request)
        while True:
            await response.write(b"a")
            await asyncio.sleep(0.05)

    failure = await failure_of(hasty, hasty.handle(drip))

    assert failure.retryable
    assert "not complete after 0.5 s" in failure.detail


async def test_nothing_is_unpacked_that_was_not_asked_for(desk: Desk) -> None:
    bomb = gzip.compress(bytes(50 * MEBIBYTE))
    asked: list[str] = []

    async def explode(request: web.Request) -> web.StreamResponse:
        asked.append(request.headers["Accept-Encoding"])
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    failure = await failure_of(desk, desk.handle(explode))

    assert asked == ["identity"]
    assert "compressed" in failure.detail


async def test_a_server_that_is_not_there_is_tried_again_later(desk: Desk) -> None:
    async def close(_: web.Request) -> web.StreamResponse:
        return web.Response()

    async with serving(close) as port:
        pass
    hosts = HostList([f"127.0.0.1:{port}"])
    async with httpx.AsyncClient(trust_env=False) as client:
        folder = MediaFolder(desk.folder)
        downloader = Downloader(client, folder, InstantClock(), NameTable(), DownloadTimes())
        with pytest.raises(DownloadFailed) as failure:
            async with downloader.fetch(f"http://127.0.0.1:{port}/", hosts, 10):
                raise AssertionError("nothing can have come")

    assert failure.value.problem is DownloadProblem.UNREACHABLE
    assert failure.value.retryable


async def test_an_attachment_is_tried_three_times_while_its_author_waits(desk: Desk) -> None:
    async def stumble(_: web.Request) -> web.StreamResponse:
        return web.Response(status=502)

    attachment = desk.attach(b"")
    desk.handle(stumble, "file")
    with pytest.raises(MediaRejected) as rejection:
        await desk.media.take_in_image(attachment)

    assert rejection.value.problem is MediaProblem.GONE
    assert desk.hits == ["/file"] * 3
    assert desk.clock.pauses_seconds == [1, 2]


async def test_eight_videos_of_20_mb_at_once_are_streamed_in_20_mib_of_memory(tmp_path: Path) -> None:
    piece = bytes(256 * 1024)

    async def video(request: web.Request) -> web.StreamResponse:
        response = await streaming(request, **{"Content-Length": str(80 * len(piece))})
        for _ in range(80):
            await response.write(piece)
        return response

    async with serving(video) as port, httpx.AsyncClient(trust_env=False) as client:
        url, hosts = f"http://127.0.0.1:{port}/", HostList([f"127.0.0.1:{port}"])
        downloader = Downloader(client, MediaFolder(tmp_path), InstantClock(), NameTable(), DownloadTimes())

        async def fetch() -> int:
            async with downloader.fetch(url, hosts, 30 * MEBIBYTE) as download:
                return download.stat().st_size

        tracemalloc.start()
        try:
            sizes = await asyncio.gather(*(fetch() for _ in range(8)))
            _, peak_bytes = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert sizes == [20 * MEBIBYTE] * 8
    assert peak_bytes < 20 * MEBIBYTE
