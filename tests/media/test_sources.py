"""Attached videos are judged by their bytes, and only a clean copy of ours is kept."""

import asyncio
import hashlib
import io
from pathlib import Path

import av
import numpy as np
import pytest
from aiohttp import web

from bot.domain.errors import MediaProblem, MediaRejected, MediaUnavailable
from bot.domain.generation import StoredMedia
from bot.domain.request import Attachment
from bot.media.limits import MEBIBYTE, Allowance, DownloadTimes, MediaLimits, SourceLimits
from tests.media.clips import clip
from tests.media.footage import REFUSED, boxed, good, odd, rebranded, remade, trimmed
from tests.media.library import Desk, open_desk
from tests.media.memory import peak_bytes, reset_peak


async def rejection_of(desk: Desk, attachment: Attachment) -> MediaRejected:
    with pytest.raises(MediaRejected) as rejection:
        await desk.media.take_in_video(attachment)
    assert desk.kept() == [], "nothing may stay behind"
    return rejection.value


async def taken_in(desk: Desk, content: bytes) -> StoredMedia:
    return await desk.media.take_in_video(desk.attach(content, "clip.avi", "video"))


def levels(content: bytes) -> list[int]:
    """How bright each picture is."""
    with av.open(io.BytesIO(content), "r") as container:
        return [round(float(frame.to_ndarray(format="gray").mean())) for frame in container.decode(video=0)]


@pytest.mark.parametrize("name", REFUSED)
async def test_a_video_that_cannot_be_used_is_refused_with_what_it_is(desk: Desk, name: str) -> None:
    content, problem, found, allowed = REFUSED[name]

    rejection = await rejection_of(desk, desk.attach(content(), "holiday.mp4", "video"))

    assert (rejection.problem, rejection.found, rejection.allowed) == (problem, found, allowed)
    assert (rejection.option, rejection.filename) == ("video", "holiday.mp4")


@pytest.mark.parametrize(
    ("container", "mime"), [("mp4", "video/mp4"), ("mov", "video/quicktime"), ("webm", "video/webm")]
)
@pytest.mark.parametrize("sound", [True, False])
async def test_a_good_video_is_kept_as_it_plays(desk: Desk, container: str, mime: str, sound: bool) -> None:
    content = good(container, sound=sound)

    media = await taken_in(desk, content)

    kept = await desk.media.read(media)
    assert (media.path, media.mime) == (f"inputs/name-1.{container}", mime)
    assert (media.width, media.height, media.duration_seconds, media.has_audio) == (480, 320, 2.0, sound)
    assert (media.size_bytes, media.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert levels(kept) == levels(content)
    assert desk.kept() == [media.path]
    if container != "webm":
        assert kept.index(b"moov") < kept.index(b"mdat"), "it could not be played while it is fetched"


@pytest.mark.parametrize(("seconds", "rate"), [(1, 24), (30, 1)])
@pytest.mark.parametrize("container", ["mp4", "webm"])
async def test_the_shortest_and_the_longest_video_are_taken(
    desk: Desk, container: str, seconds: int, rate: int
) -> None:
    media = await taken_in(desk, clip(container, 300, 300, seconds, rate=rate, sound=False))

    assert media.duration_seconds == seconds


async def test_a_full_hd_video_on_its_side_is_taken_with_the_sides_that_are_seen(desk: Desk) -> None:
    media = await taken_in(desk, clip("mp4", 1920, 1080, 1, rotation=90))

    assert (media.width, media.height) == (1080, 1920)
    with av.open(io.BytesIO(await desk.media.read(media)), "r") as container:
        assert next(container.decode(video=0)).rotation == 90, "it would lie on its side"


@pytest.mark.parametrize("container", ["mp4", "mov", "webm"])
async def test_nothing_but_pictures_and_sound_is_handed_on(desk: Desk, container: str) -> None:
    told = remade(good(container), container, told=True)
    assert all(secret in told for secret in (b"secret title", b"secret words", b"+48.8577"))

    kept = await desk.media.read(await taken_in(desk, told))

    assert b"secret" not in kept
    assert b"+48.8577" not in kept
    assert b"2001" not in kept
    with av.open(io.BytesIO(kept)) as video:
        assert [stream.type for stream in video.streams] == ["video", "audio"]
        assert "creation_time" not in video.metadata
        assert video.metadata.get("encoder", "Lavf") == "Lavf", "nor which version of a program wrote it"


@pytest.mark.parametrize(
    "beside",
    [
        b"PK\x03\x04secret",
        b"<script>secret</script>",
        boxed(b"free", b"secret"),
        boxed(b"uuid", b"secret" * 9),
    ],
)
async def test_what_stands_behind_a_video_stays_behind(desk: Desk, beside: bytes) -> None:
    kept = await desk.media.read(await taken_in(desk, good() + beside))

    assert b"secret" not in kept
    assert levels(kept) == levels(good())


@pytest.mark.parametrize(("start", "milliseconds"), [(0, 1500), (6144, 1000), (12_288, 1000)])
async def test_a_trimmed_video_is_as_long_as_it_plays_and_gives_away_nothing_behind_its_end(
    desk: Desk, start: int, milliseconds: int
) -> None:
    content = trimmed(good(sound=False), start, milliseconds)

    media = await taken_in(desk, content)

    assert media.duration_seconds == milliseconds / 1000
    assert levels(await desk.media.read(media)) == levels(content)


async def test_sound_that_the_container_may_not_hold_is_left_out(desk: Desk) -> None:
    with_sound = await taken_in(desk, odd("mpeg4"))
    without = await taken_in(desk, rebranded(odd("mpeg4")))

    assert (with_sound.mime, with_sound.has_audio) == ("video/quicktime", True)
    assert (without.mime, without.has_audio) == ("video/mp4", False)


@pytest.mark.parametrize("missing_bytes", [1, 200])
async def test_a_video_whose_very_last_bytes_are_missing_is_damaged(desk: Desk, missing_bytes: int) -> None:
    content = clip("mp4", 480, 320, index_first=True)

    rejection = await rejection_of(desk, desk.attach(content[:-missing_bytes]))

    assert (rejection.problem, rejection.found) == (MediaProblem.DAMAGED, "breaks off")


async def test_a_size_announced_by_discord_is_refused_without_a_download(desk: Desk) -> None:
    heavy = Attachment("video", "a.mp4", f"{desk.origin}/file", 50 * MEBIBYTE + 1)

    rejection = await rejection_of(desk, heavy)

    assert (rejection.problem, rejection.found, rejection.allowed) == (
        MediaProblem.TOO_HEAVY,
        "50.1 MB",
        "50 MB",
    )
    assert desk.hits == []


async def test_a_size_announced_by_the_server_is_refused_before_reading(desk: Desk) -> None:
    async def announce(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(5 * 1024**3)})
        await response.prepare(request)
        await asyncio.sleep(30)
        return response

    async with asyncio.timeout(5):
        rejection = await rejection_of(desk, Attachment("video", "a.mp4", desk.handle(announce), 10))

    assert (rejection.problem, rejection.allowed) == (MediaProblem.TOO_HEAVY, "50 MB")


async def test_an_endless_video_ends_at_the_limit(desk: Desk) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(good())
        while True:
            await response.write(bytes(MEBIBYTE))

    rejection = await rejection_of(desk, Attachment("video", "a.mp4", desk.handle(endless), 10))

    assert (rejection.problem, rejection.allowed) == (MediaProblem.TOO_HEAVY, "50 MB")


async def test_a_video_that_drips_in_for_ever_is_given_up(tmp_path: Path) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"a")
            await asyncio.sleep(0.05)

    limits = MediaLimits(times=DownloadTimes(total_seconds=0.3), attempts=1)
    async with open_desk(tmp_path / "media", limits) as desk:
        rejection = await rejection_of(desk, Attachment("video", "a.mp4", desk.handle(drip), 10))

    assert rejection.problem is MediaProblem.GONE


async def test_a_video_from_elsewhere_is_not_fetched(desk: Desk) -> None:
    rejection = await rejection_of(desk, Attachment("video", "a.mp4", "https://evil.com/a.mp4", 10))

    assert rejection.problem is MediaProblem.WRONG_HOST
    assert desk.transport.reached == []


async def test_a_copy_that_grows_out_of_hand_is_stopped(tmp_path: Path) -> None:
    limits = MediaLimits(source=SourceLimits(allowance=Allowance(1024 * MEBIBYTE, 30, 60, 4096)))
    async with open_desk(tmp_path / "media", limits) as desk:
        rejection = await rejection_of(desk, desk.attach(good()))

    assert rejection.problem is MediaProblem.DAMAGED


async def test_a_full_disk_is_not_the_fault_of_the_one_who_attaches(desk: Desk) -> None:
    (desk.folder / "inputs").write_bytes(b"")

    with pytest.raises(MediaUnavailable, match="cannot be kept"):
        await taken_in(desk, good())

    assert desk.kept() == ["inputs"]


async def test_a_large_video_leaves_the_memory_flat(desk: Desk) -> None:
    noise = np.random.default_rng(1).bytes(MEBIBYTE)

    async def large(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(good())
        for _ in range(45):
            await response.write(boxed(b"free", noise))
        return response

    url, before = desk.handle(large), reset_peak()

    await desk.media.take_in_video(Attachment("video", "large.mp4", url, 10))

    assert peak_bytes() - before < 20 * MEBIBYTE
