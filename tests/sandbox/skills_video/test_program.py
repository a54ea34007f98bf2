"""The stand-in as a program of its own, with videos that are really rendered."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import av
import httpx
import numpy as np
import pytest
from PIL import Image

from sandbox.render import cover, frames, loudness, ssim
from sandbox.skills_video.__main__ import parse_arguments
from tests.sandbox.skills_video.receiver import SECRET, Receiver
from tests.sandbox.skills_video.support import MODEL_PATH, Json, Rig, connected


@asynccontextmanager
async def program(*options: str) -> AsyncIterator[Rig]:
    """Run the program; afterwards it must have ended well on SIGTERM."""
    command = (sys.executable, "-m", "sandbox.skills_video", "--render-seconds", "0.05", *options)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
        url = line.removeprefix("skills_video stand-in listening on ").strip()
        async with connected(url) as rig:
            yield rig
    finally:
        process.terminate()
        code = await asyncio.wait_for(process.wait(), 6)
    assert code == 0


@pytest.fixture(scope="module")
def photo() -> bytes:
    """A picture with gradients, so that likeness means something."""
    buffer = BytesIO()
    Image.radial_gradient("L").resize((900, 600)).convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()


async def fetch(rig: Rig, answer: httpx.Response, path: Path) -> Path:
    assert answer.status_code == 200, answer.text
    done = await rig.result(answer.json()["id"])
    path.write_bytes((await rig.http.get(done["data"]["video"]["url"])).content)
    return path


async def test_a_video_has_the_asked_size_length_and_sound(tmp_path: Path) -> None:
    async with program() as rig:
        wide = await rig.post(resolution="360p", aspect_ratio="21:9", duration=2, generate_audio=True)
        path = await fetch(rig, wide, tmp_path / "wide.mp4")
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        assert (stream.codec_context.name, stream.width, stream.height) == ("h264", 840, 360)
        assert video.duration == pytest.approx(2_000_000, abs=100_000)
        assert len(video.streams.audio) == 1
    assert loudness(path) > 0


async def test_a_video_begins_with_the_given_image_and_is_silent_unless_asked(
    tmp_path: Path, photo: bytes
) -> None:
    async with program() as rig:
        fields = {"prompt": (None, b"a sunrise"), "resolution": (None, b"360p"), "duration": (None, b"1")}
        answer = await rig.http.post(MODEL_PATH, files={**fields, "image_url": ("sun.png", photo)})
        path = await fetch(rig, answer, tmp_path / "sunrise.mp4")
    with av.open(str(path)) as video:
        assert (video.streams.video[0].width, video.streams.video[0].height) == (540, 360)
        assert not video.streams.audio
    (begin,) = frames(path, (0.0,))
    assert ssim(cover(photo, 540, 360), begin) > 0.9


CHANGES: dict[str, Json] = {
    "first": {"seed": 7},
    "again": {"seed": 7},
    "another seed": {"seed": 8},
    "a style": {"seed": 7, "style": "cyberpunk"},
    "several clips": {"seed": 7, "generate_multi_clip": True},
}


async def test_a_seed_makes_the_same_video_again_and_style_and_clips_another(tmp_path: Path) -> None:
    common: Json = {"resolution": "360p", "aspect_ratio": "1:1", "duration": 1}
    async with program() as rig:
        paths = {
            name: await fetch(rig, await rig.post("a lake", **common, **changes), tmp_path / f"{name}.mp4")
            for name, changes in CHANGES.items()
        }
    first, again, *others = paths.values()
    assert first.read_bytes() == again.read_bytes()
    for other in others:
        a, b = (np.asarray(next(iter(frames(path, (0.9,)))), dtype=float) for path in (first, other))
        assert np.abs(a - b).mean() > 5, other


async def test_a_hundred_generations_share_one_cheap_clip_and_announce_themselves(
    receiver: Receiver,
) -> None:
    options = ("--renderer", "clip", "--webhook-url", receiver.url, "--webhook-secret", SECRET)
    async with program(*options, "--webhook-pauses", "0.1,0.1", "--credits", "2000") as rig:
        ids = [await rig.submit(resolution="360p", duration=10) for _ in range(100)]
        for generation_id in ids:
            await rig.result(generation_id)
        attempts = await receiver.wait(300)
        assert await rig.credits() == 0
    assert {attempt.body["prediction"]["id"] for attempt in attempts} == set(ids)
    assert all(attempt.is_signed_with(SECRET) for attempt in attempts)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--webhook-pauses", "1,-1"),
        ("--webhook-pauses", "soon"),
        ("--credits-shape", "gold"),
        ("--webhook-secret", "x"),
    ],
)
def test_a_wrong_option_is_refused(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_arguments([option, value])
    assert option in capsys.readouterr().err
