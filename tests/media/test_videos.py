"""Results are proven to be videos before anybody pays, and made to fit before they are posted."""

import asyncio
import hashlib
import threading
from dataclasses import replace
from pathlib import Path

import av
import pytest
from aiohttp import web

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import StoredMedia
from bot.media.isolation import ChildBroken
from bot.media.limits import MEBIBYTE, Allowance, MediaLimits, VideoLimits
from tests.media.clips import clip
from tests.media.library import Desk, open_desk
from tests.media.pictures import encoded, gradient, png

NAME = "0b9f2f7e-6b6e-4a53-9d57-0f7a1c9f5a11-0"


async def fetched(desk: Desk, content: bytes, container: str = "mp4") -> StoredMedia:
    return await desk.media.fetch_result(NAME, desk.serve(content), container, "runware")


@pytest.mark.parametrize(
    ("container", "mime"), [("mp4", "video/mp4"), ("mov", "video/quicktime"), ("webm", "video/webm")]
)
@pytest.mark.parametrize("sound", [True, False])
async def test_a_video_is_kept_with_its_facts(desk: Desk, container: str, mime: str, sound: bool) -> None:
    content = clip(container, sound=sound)

    media = await fetched(desk, content, container)

    assert media.path == f"results/{NAME}.{container}"
    assert (media.mime, media.width, media.height, media.has_audio) == (mime, 320, 180, sound)
    assert media.duration_seconds == pytest.approx(2, abs=0.1)
    assert (media.size_bytes, media.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert await desk.media.read(media) == content
    assert desk.kept() == [media.path]


async def test_the_file_says_what_it_is_whatever_was_asked_and_announced(desk: Desk) -> None:
    content = clip("webm")

    async def lie(_: web.Request) -> web.StreamResponse:
        return web.Response(body=content, content_type="text/html")

    media = await desk.media.fetch_result(NAME, desk.handle(lie), "mp4", "runware")

    assert (media.path, media.mime) == (f"results/{NAME}.webm", "video/webm")


async def test_a_video_that_was_fetched_before_is_replaced_whole(desk: Desk) -> None:
    first, second = (clip(seconds=seconds) for seconds in (1, 2))
    await fetched(desk, first)

    media = await fetched(desk, second)

    assert await desk.media.read(media) == second
    assert desk.kept() == [media.path]


@pytest.mark.parametrize(
    ("content", "retryable"),
    [
        (b"", True),
        (b"<!DOCTYPE html><title>Just a moment</title>", True),
        (b'{"error": "not yet"}', True),
        (b"#EXTM3U\nfile:///etc/passwd", False),
        (b"ffconcat version 1.0\nfile /etc/passwd", True),
        (png(), False),
        (encoded(gradient(), "GIF"), False),
        (bytes(5000), False),
        (b"\x00\x00\x00\x18ftypisom" + bytes(5000), False),
        (b"\x1aE\xdf\xa3" + bytes(5000), False),
    ],
)
async def test_what_is_no_video_is_not_kept(desk: Desk, content: bytes, retryable: bool) -> None:
    with pytest.raises(MediaUnavailable, match="no video") as failure:
        await fetched(desk, content)

    assert failure.value.retryable is retryable, "only a server in trouble may do better later"
    assert desk.kept() == []


@pytest.mark.parametrize("container", ["mp4", "mov", "webm"])
async def test_sound_without_pictures_is_no_video(desk: Desk, container: str) -> None:
    content = clip(container, pictures=False)

    with pytest.raises(MediaUnavailable, match="sound without pictures"):
        await fetched(desk, content, container)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.8])
@pytest.mark.parametrize("index_first", [True, False])
async def test_a_video_that_breaks_off_is_not_kept(desk: Desk, share: float, index_first: bool) -> None:
    content = clip(seconds=6, noise=True, index_first=index_first)

    with pytest.raises(MediaUnavailable, match="no video"):
        await fetched(desk, content[: int(len(content) * share)])

    assert desk.kept() == []


async def test_a_video_whose_pictures_are_garbage_is_not_kept(desk: Desk) -> None:
    content = clip("mp4", noise=True, sound=False)
    at = content.index(b"mdat") + 4
    garbage = content[:at] + bytes(len(content) // 2) + content[at + len(content) // 2 :]

    with pytest.raises(MediaUnavailable, match="no video"):
        await fetched(desk, garbage)


async def test_a_video_with_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    limits = MediaLimits(video=VideoLimits(pixels=100 * 100))
    async with open_desk(tmp_path / "media", limits) as desk:
        with pytest.raises(MediaUnavailable, match="320 × 180 px"):
            await fetched(desk, clip())


async def test_a_file_that_takes_too_long_to_open_is_no_video(tmp_path: Path) -> None:
    limits = MediaLimits(video=VideoLimits(proving=Allowance(1024 * MEBIBYTE, 30, 0.01, 0)))
    async with open_desk(tmp_path / "media", limits) as desk:
        with pytest.raises(MediaUnavailable, match="takes too long to open"):
            await fetched(desk, clip())
        assert desk.kept() == []


async def test_a_child_that_cannot_even_start_is_our_fault_and_not_the_files(tmp_path: Path) -> None:
    limits = MediaLimits(video=VideoLimits(proving=Allowance(64 * MEBIBYTE, 30, 30, 0)))
    async with open_desk(tmp_path / "media", limits) as desk:
        with pytest.raises(ChildBroken, match="no answer"):
            await fetched(desk, clip())
        assert desk.kept() == []


async def test_a_cancelled_fetch_leaves_neither_child_nor_file(desk: Desk) -> None:
    content = clip()
    fetching = asyncio.create_task(fetched(desk, content))
    while not children_of_this_test():
        await asyncio.sleep(0.005)

    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching

    assert children_of_this_test() == []
    assert desk.kept() == []


async def test_a_child_knows_none_of_our_secrets(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a canary")
    fetching = asyncio.create_task(fetched(desk, clip()))
    command, environment = b"", b""

    while b"bot.media.child" not in command and not fetching.done():
        await asyncio.sleep(0)
        for child in children_of_this_test():
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            environment = Path(f"/proc/{child}/environ").read_bytes()
    await fetching

    assert b"PYTHONPATH" in environment
    assert b"canary" not in environment


def children_of_this_test() -> list[str]:
    return Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()


# ---------------------------------------------------------------------------------------------------- fitting


async def test_a_video_within_the_limit_stays_as_it_is(desk: Desk) -> None:
    media = await fetched(desk, clip())

    assert await desk.media.fit(media, media.size_bytes) is media


@pytest.mark.parametrize("container", ["mp4", "webm", "mov"])
async def test_a_video_beyond_the_limit_is_encoded_anew_and_the_original_stays(
    desk: Desk, container: str
) -> None:
    content = clip(container, 256, 144, noise=True)
    media = await fetched(desk, content, container)
    limit_bytes = media.size_bytes // 4

    fitted = await desk.media.fit(media, limit_bytes)

    assert fitted
    assert limit_bytes // 3 < fitted.size_bytes <= limit_bytes
    assert (fitted.path, fitted.mime) == (f"results/{NAME}.fit-{limit_bytes}.mp4", "video/mp4")
    assert (fitted.width, fitted.height, fitted.has_audio) == (256, 144, True)
    assert fitted.duration_seconds == pytest.approx(media.duration_seconds, abs=0.2)
    assert codecs(desk, fitted) == ["h264", "aac"]
    assert await desk.media.read(media) == content


def codecs(desk: Desk, media: StoredMedia) -> list[str]:
    with av.open(str(desk.folder / media.path)) as container:
        return [stream.codec_context.name for stream in container.streams]


async def test_a_tight_limit_makes_the_picture_smaller(desk: Desk) -> None:
    media = await fetched(desk, clip("mp4", 960, 540, seconds=1, noise=True))

    fitted = await desk.media.fit(media, 15_000)

    assert fitted
    assert fitted.size_bytes <= 15_000
    assert (fitted.width, fitted.height) == (640, 360)


@pytest.mark.parametrize("limit_bytes", range(24_000, 40_000, 4_000))
async def test_the_container_counts_too(desk: Desk, limit_bytes: int) -> None:
    media = await fetched(desk, clip(seconds=2, rate=24, noise=True))

    fitted = await desk.media.fit(media, limit_bytes)

    assert fitted
    assert fitted.size_bytes <= limit_bytes


async def test_the_key_frames_of_the_original_are_not_repeated(desk: Desk) -> None:
    media = await fetched(desk, clip(noise=True, key_frames_only=True))

    fitted = await desk.media.fit(media, media.size_bytes // 3)

    assert fitted
    assert key_frames(desk, media) == 24
    assert key_frames(desk, fitted) < 4


def key_frames(desk: Desk, media: StoredMedia) -> int:
    with av.open(str(desk.folder / media.path)) as container:
        return sum(packet.is_keyframe for packet in container.demux(video=0) if packet.size)


async def test_an_upright_video_stays_upright(desk: Desk) -> None:
    media = await fetched(desk, clip("mp4", 180, 320, noise=True))

    fitted = await desk.media.fit(media, media.size_bytes // 3)

    assert fitted
    assert (fitted.width, fitted.height) == (180, 320)


async def test_a_video_that_was_fitted_before_is_not_encoded_again(desk: Desk) -> None:
    media = await fetched(desk, clip("mp4", noise=True))
    first = await desk.media.fit(media, media.size_bytes // 2)
    assert first
    written_at = (desk.folder / first.path).stat().st_mtime_ns

    again = await desk.media.fit(media, media.size_bytes // 2)

    assert again == first
    assert (desk.folder / first.path).stat().st_mtime_ns == written_at


@pytest.mark.parametrize("limit_bytes", [0, 1, 1000, 8000])
async def test_an_absurd_limit_cannot_be_kept(desk: Desk, limit_bytes: int) -> None:
    media = await fetched(desk, clip("mp4", noise=True))

    assert await desk.media.fit(media, limit_bytes) is None
    assert desk.kept() == [media.path]


async def test_a_video_that_is_gone_cannot_be_read_or_fitted(desk: Desk) -> None:
    media = await fetched(desk, clip())
    await desk.media.remove(media)

    with pytest.raises(MediaUnavailable, match="gone") as failure:
        await desk.media.read(media)
    with pytest.raises(MediaUnavailable, match="gone"):
        await desk.media.fit(media, media.size_bytes // 2)

    assert not failure.value.retryable
    await desk.media.remove(media)


async def test_removing_a_video_removes_its_fitted_copies_and_no_others(desk: Desk) -> None:
    content = clip("mp4", noise=True)
    media = await fetched(desk, content)
    neighbour = await desk.media.fetch_result(f"{NAME}0", desk.serve(content), "mp4", "runware")
    assert await desk.media.fit(media, media.size_bytes // 2)

    await desk.media.remove(media)

    assert desk.kept() == [neighbour.path]
    await desk.media.remove(replace(neighbour))
    assert desk.kept() == []
