"""The server itself: what it logs, what it tells strangers, and how it ends."""

import asyncio
import logging
import time
from pathlib import Path

import pytest
from aiohttp import web

from bot.web.media import MediaFetching
from tests.web.site import LINKS, Letters, Site, media_path, open_site, runware_path, signed

PATHS = [runware_path(), "/webhooks/skills-video", "/nowhere"]


@pytest.mark.parametrize(
    "said",
    [
        b"nonsense\r\n\r\n",
        f"POST {runware_path()} HTTP/9.9\r\n\r\n".encode(),
        f"POST {runware_path()}\r\n\r\n".encode(),
        f"POST {runware_path()} HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n".encode(),
        f"POST {runware_path()} HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab".encode(),
        f"POST {runware_path()} HTTP/1.1\r\nbad header\r\n\r\n".encode(),
        f"POST {runware_path()} HTTP/1.1\r\nHost: x\r\nX: {'x' * 20_000}\r\n\r\n".encode(),
        b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=range(9),
)
async def test_what_is_no_http_is_refused_without_a_word_in_the_log(
    site: Site, letters: Letters, said: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with site.line() as line:
        await line.send(said)

        assert (await line.answer()).status == 400
        assert await line.ended()
    assert letters.asked == 0
    assert told(caplog) == []


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno > logging.INFO]


@pytest.mark.parametrize("path", PATHS)
async def test_neither_tokens_nor_bodies_are_logged(
    site: Site, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    body = b'{"taskUUID": "550e8400-e29b-41d4-a716-446655440000", "prompt": "a secret wish"}'
    with caplog.at_level(logging.DEBUG):
        await site.ask("POST", path, signed(body), body)
        await site.ask("POST", f"{path}x", signed(body), body)

    log = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records)
    assert "secret wish" not in log
    assert runware_path().rpartition("/")[2] not in log
    assert signed(body)["webhook-signature"] not in log


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize("path", PATHS)
async def test_strangers_are_not_told_what_the_server_is_made_of(site: Site, method: str, path: str) -> None:
    answer = await site.ask(method, path)

    assert "server" not in answer.headers
    assert b"aiohttp" not in answer.body


async def test_a_mistake_of_ours_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(_request: web.Request) -> web.Response:
        raise RuntimeError("a mistake of ours")

    async with open_site([web.get("/broken", broken)]) as site:
        answer = await site.ask("GET", "/broken")

    assert answer.status == 500
    assert b"mistake of ours" not in answer.body
    assert len(told(caplog)) == 1
    assert "a mistake of ours" in caplog.text


async def test_a_download_that_takes_its_time_does_not_hold_up_the_end(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    with (tmp_path / "results" / "long.mp4").open("wb") as file:
        file.truncate(500_000_000)
    fetching = MediaFetching(LINKS, tmp_path.joinpath)
    async with asyncio.timeout(20):
        async with open_site(fetching.routes()) as site:
            reader, writer = await asyncio.open_connection("127.0.0.1", site.port, limit=1_000)
            writer.write(f"GET {media_path('results/long.mp4')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert (await reader.readline()).startswith(b"HTTP/1.1 200")
            began = time.monotonic()
        assert time.monotonic() - began < 10
        writer.close()
