"""Result files that disappoint."""

import asyncio
from pathlib import Path

import httpx
import pytest

from sandbox.provider.files import FileKind
from sandbox.runware.faults import Fault
from tests.sandbox.runware import support
from tests.sandbox.runware.support import Rig, quick, video_task


async def fetch_spoilt(rig: Rig, kind: FileKind) -> httpx.Response:
    await rig.driver.add_fault(Fault(kind))
    (item,) = await rig.finish(video_task())
    return await rig.http.get(item["videoURL"])


async def test_a_file_can_be_missing(rig: Rig) -> None:
    assert (await fetch_spoilt(rig, "file_404")).status_code == 404


async def test_a_page_can_stand_where_the_file_was(rig: Rig) -> None:
    response = await fetch_spoilt(rig, "file_html")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")


async def test_a_file_can_be_empty(rig: Rig) -> None:
    response = await fetch_spoilt(rig, "file_empty")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Type"] == "video/mp4"


async def test_a_file_can_be_no_video_whatever_its_type_says(rig: Rig) -> None:
    response = await fetch_spoilt(rig, "file_not_video")
    assert response.headers["Content-Type"] == "video/mp4"
    assert response.content.startswith(b"This is no video")


async def test_a_file_can_end_before_its_announced_length(rig: Rig) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
        await fetch_spoilt(rig, "file_truncated")


async def test_a_file_can_be_too_slow_for_anybody(rig: Rig) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await fetch_spoilt(rig, "file_slow")


async def test_a_file_that_was_never_made_or_is_still_being_made_is_not_served(rig: Rig) -> None:
    assert (await rig.http.get("/media/unknown.mp4")).status_code == 404
    await rig.driver.add_fault(Fault("fail_take", take=0, shape="flat"))
    items = await rig.finish(video_task(numberResults=2))
    failed, fine = sorted(items, key=lambda item: item["status"])
    assert (await rig.http.get(f"/media/{failed['videoUUID']}.mp4")).status_code == 404
    assert (await rig.http.get(fine["videoURL"])).status_code == 200


async def test_a_file_dies_with_its_time_to_live(tmp_path: Path) -> None:
    now = [1_000.0]
    async with support.rig(quick(tmp_path), clock=lambda: now[0]) as rig:
        (mortal,) = await rig.finish(video_task(ttl=60))
        (lasting,) = await rig.finish(video_task())
        now[0] += 59
        assert (await rig.http.get(mortal["videoURL"])).status_code == 200
        now[0] += 2
        assert (await rig.http.get(mortal["videoURL"])).status_code == 404
        assert (await rig.http.get(lasting["videoURL"])).status_code == 200
