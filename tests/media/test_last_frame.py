"""The very last picture of a video becomes an image that another video can begin with."""

import io
import tempfile
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import StoredMedia
from tests.media.clips import clip
from tests.media.library import Desk
from tests.media.pictures import png

Levels = npt.NDArray[np.uint8]


async def last_frame_of(desk: Desk, content: bytes, container: str = "mp4") -> tuple[StoredMedia, Levels]:
    video = await desk.media.fetch_result("video", desk.serve(content), container, "runware")
    media = await desk.media.last_frame(video)
    assert await desk.media.read(video) == content, "the video stays as it is"
    with Image.open(desk.folder / media.path) as image:
        assert (media.width, media.height) == image.size
        assert media.mime == Image.MIME[image.format or ""]
        return media, np.asarray(image)


def decoded(content: bytes) -> list[Levels]:
    with av.open(io.BytesIO(content), "r") as container:
        return [frame.to_ndarray(format="rgb24").astype(np.uint8) for frame in container.decode(video=0)]


def plain(width: int, height: int, *levels: int) -> bytes:
    """A video of one colour that does not say how colours are coded."""
    with tempfile.NamedTemporaryFile() as file, av.open(file.name, "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=1, width=width, height=height, pix_fmt="yuv420p")
        frame = av.VideoFrame(width, height, "yuv420p")
        for plane, level in zip(frame.planes, levels, strict=True):
            plane.update(bytes([level]) * plane.buffer_size)
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
        output.close()
        return Path(file.name).read_bytes()


@pytest.mark.parametrize("container", ["mp4", "mov", "webm"])
@pytest.mark.parametrize("sound", [True, False])
async def test_the_last_picture_is_kept_exactly(desk: Desk, container: str, sound: bool) -> None:
    content = clip(container, 400, 300, 3, sound=sound, noise=True)

    media, picture = await last_frame_of(desk, content, container)

    assert (media.path, media.mime) == ("inputs/name-1.png", "image/png")
    assert np.array_equal(picture, decoded(content)[-1])
    assert not np.array_equal(picture, decoded(content)[-2])


async def test_key_frames_alone_do_not_end_too_early(desk: Desk) -> None:
    content = clip("mp4", 400, 300, 2, key_frames_only=True)

    _, picture = await last_frame_of(desk, content)

    assert np.array_equal(picture, decoded(content)[-1])


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((640, 360), (640, 360)),
        ((320, 180), (533, 300)),
        ((180, 320), (300, 533)),
        ((4200, 420), (4000, 400)),
    ],
)
async def test_its_sides_are_those_of_an_image_that_may_be_given(
    desk: Desk, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    media, _ = await last_frame_of(desk, clip("mp4", *size, 1, rate=2))

    assert (media.width, media.height) == expected


async def test_a_strip_that_is_no_image_whatever_its_size_gives_none(desk: Desk) -> None:
    with pytest.raises(MediaUnavailable, match="no last frame: 64 × 1200 px"):
        await last_frame_of(desk, clip("mp4", 64, 1200, 1, rate=2))


async def test_a_large_one_is_a_light_jpeg_that_looks_the_same(desk: Desk) -> None:
    content = clip("mp4", 1920, 1080, 1, rate=4)

    media, picture = await last_frame_of(desk, content)

    assert (media.mime, media.width, media.height) == ("image/jpeg", 1920, 1080)
    assert np.abs(picture.astype(int) - decoded(content)[-1]).mean() < 2


@pytest.mark.parametrize(("rotation", "turns"), [(90, 1), (180, 2), (-90, 3)])
async def test_it_stands_as_the_video_is_seen(desk: Desk, rotation: int, turns: int) -> None:
    content = clip("mp4", 400, 300, 1, noise=True, rotation=rotation)

    _, picture = await last_frame_of(desk, content)

    assert np.array_equal(picture, np.rot90(decoded(content)[-1], turns))


@pytest.mark.parametrize(
    ("size", "levels"),
    # Full red by ITU-R BT.709 and by BT.601.
    [((1280, 720), (63, 102, 240)), ((406, 720), (63, 102, 240)), ((1280, 548), (81, 90, 240))],
)
async def test_its_colours_are_those_that_players_show(
    desk: Desk, size: tuple[int, int], levels: tuple[int, int, int]
) -> None:
    _, picture = await last_frame_of(desk, plain(*size, *levels))

    assert np.abs(picture.reshape(-1, 3).mean(axis=0) - (255, 0, 0)).max() < 4


async def test_a_video_that_is_gone_has_no_last_frame(desk: Desk) -> None:
    video = await desk.media.fetch_result("video", desk.serve(clip()), "mp4", "runware")
    await desk.media.remove(video)

    with pytest.raises(MediaUnavailable, match="gone") as failure:
        await desk.media.last_frame(video)

    assert not failure.value.retryable


async def test_an_image_has_no_last_frame(desk: Desk) -> None:
    image = await desk.media.take_in_image(desk.attach(png()))

    with pytest.raises(MediaUnavailable, match="no last frame: PNG"):
        await desk.media.last_frame(image)

    assert desk.kept() == [image.path]


async def test_a_full_disk_is_trouble_that_may_pass(desk: Desk) -> None:
    video = await desk.media.fetch_result("video", desk.serve(clip()), "mp4", "runware")
    (desk.folder / "inputs").write_bytes(b"")

    with pytest.raises(MediaUnavailable, match="cannot be kept") as failure:
        await desk.media.last_frame(video)

    assert failure.value.retryable
