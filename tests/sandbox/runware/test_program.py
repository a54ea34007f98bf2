"""The stand-in as a program of its own, with videos that are really rendered."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import av
import httpx
import pytest
from PIL import Image

from sandbox.render import cover, frames, ssim
from sandbox.runware.__main__ import parse_arguments
from sandbox.runware.driver import Driver
from tests.sandbox.runware.support import V4, V6, Json, Rig, data_uri, framed_task, video_task


@asynccontextmanager
async def program(*options: str) -> AsyncIterator[tuple[Rig, asyncio.subprocess.Process]]:
    """Run the program; afterwards it must have ended well on SIGTERM."""
    command = (sys.executable, "-m", "sandbox.runware", *options)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
        url = line.removeprefix("runware stand-in listening on ").strip()
        headers = {"Authorization": "Bearer local-key"}
        async with (
            Driver(url) as driver,
            httpx.AsyncClient(base_url=url, headers=headers, trust_env=False, timeout=30) as http,
        ):
            yield Rig(url, driver, http), process
    finally:
        process.terminate()
        code = await asyncio.wait_for(process.wait(), 6)
    assert code == 0


def wavy(shift: int) -> Image.Image:
    """A picture with gradients, so that likeness means something."""
    levels = Image.radial_gradient("L").resize((640, 360)).point(lambda level: (level + shift) % 256)
    return levels.convert("RGB")


def encoded(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


async def download(rig: Rig, url: str, folder: Path) -> Path:
    path = folder / url.rpartition("/")[2]
    path.write_bytes((await rig.http.get(url)).content)
    return path


async def test_a_video_has_the_asked_size_length_and_frames(tmp_path: Path) -> None:
    first, last = encoded(wavy(0)), encoded(wavy(120))
    task = framed_task([data_uri(first), data_uri(last)], model=V4, resolution="360p", outputFormat="WEBM")
    async with program("--render-seconds", "0.1..0.2") as (rig, _):
        (item,) = await rig.finish(task)
        path = await download(rig, item["videoURL"], tmp_path)
    assert path.suffix == ".webm"
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        assert (stream.codec_context.name, stream.width, stream.height) == ("vp9", 640, 360)
        assert video.duration == pytest.approx(5_000_000, abs=100_000)
    begin, end = frames(path, (0.0, 1.0))
    assert ssim(cover(first, 640, 360), begin) > 0.9
    assert ssim(cover(last, 640, 360), end) > 0.9


async def test_an_extension_goes_on_from_the_end_of_the_given_video(tmp_path: Path) -> None:
    small: Json = {"model": V6, "width": 640, "height": 360, "duration": 1}
    async with program("--render-seconds", "0.1..0.2") as (rig, _):
        (made,) = await rig.finish(video_task("a whale", seed=1, **small))
        source = await download(rig, made["videoURL"], tmp_path)
        (item,) = await rig.finish(video_task("a fox", seed=2, inputs={"video": made["videoUUID"]}, **small))
        path = await download(rig, item["videoURL"], tmp_path)
    (end,), (begin,) = frames(source, [1.0]), frames(path, [0.0])
    assert ssim(end, begin) > 0.9


async def test_a_hundred_tasks_share_one_cheap_clip(tmp_path: Path) -> None:
    options = ("--renderer", "clip", "--render-seconds", "0.01..0.05", "--media-dir", str(tmp_path / "media"))
    async with program(*options) as (rig, _):
        ids = [await rig.submit(video_task(width=640, height=360)) for _ in range(100)]
        answer = await rig.result(*ids)
        path = await download(rig, answer["data"][-1]["videoURL"], tmp_path)
        books = await rig.driver.books()
    assert len(answer["data"]) == len(books.paid_creates) == 100
    with av.open(str(path)) as video:
        assert (video.streams.video[0].width, video.streams.video[0].height) == (640, 360)


async def test_sigterm_stops_the_program_and_its_workers_in_the_middle_of_rendering() -> None:
    async with program("--render-seconds", "0.01..0.01") as (rig, process):
        task_id = await rig.submit(
            video_task(model=V6, width=1920, height=1080, duration=15, numberResults=2)
        )
        async with asyncio.timeout(20):
            while not (workers := rendering_children(process.pid)):
                await asyncio.sleep(0.05)
        assert (await rig.poll(task_id))["data"][0]["status"] == "processing"
    async with asyncio.timeout(5):
        while any(Path(f"/proc/{pid}").exists() for pid in workers):
            await asyncio.sleep(0.05)


def rendering_children(pid: int) -> list[int]:
    """Children that have burnt half a second of processor time, and so are past their imports."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    tick = os.sysconf("SC_CLK_TCK")
    return [
        child
        for child in children
        if int(Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11]) > 1.5 * tick
    ]


@pytest.mark.parametrize("text", ["3..1", "-1..2", "soon", "1.."])
def test_a_wrong_range_of_seconds_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_arguments(["--render-seconds", text])
    assert "--render-seconds" in capsys.readouterr().err
