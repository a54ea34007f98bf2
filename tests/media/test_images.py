"""Attached images are judged by their bytes, and only a clean copy of ours is kept."""

import hashlib
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.domain.errors import MediaProblem, MediaRejected
from bot.domain.generation import StoredMedia
from bot.domain.request import Attachment
from bot.media.limits import MEBIBYTE, Allowance, ImageLimits, MediaLimits
from tests.media.library import Desk, open_desk
from tests.media.memory import peak_bytes, reset_peak
from tests.media.pictures import (
    GOOD,
    REFUSED,
    encoded,
    gradient,
    jpeg,
    noise,
    png,
    png_bomb,
    rotated,
    see_through,
    sixteen_bit,
)


async def rejection_of(desk: Desk, attachment: Attachment) -> MediaRejected:
    with pytest.raises(MediaRejected) as rejection:
        await desk.media.take_in_image(attachment)
    assert desk.kept() == [], "nothing may stay behind"
    return rejection.value


def opened(desk: Desk, media: StoredMedia) -> Image.Image:
    return Image.open(desk.folder / media.path)


def mean_difference(one: Image.Image, other: Image.Image) -> float:
    first, second = (np.asarray(image.convert("RGB"), dtype=np.int16) for image in (one, other))
    return float(np.abs(first - second).mean())


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(REFUSED) >= 40


@pytest.mark.parametrize("name", REFUSED)
async def test_a_file_that_cannot_be_used_is_refused_with_what_it_is(desk: Desk, name: str) -> None:
    content, problem, found, allowed = REFUSED[name]

    rejection = await rejection_of(desk, desk.attach(content(), "holiday.png", "last_image"))

    assert (rejection.problem, rejection.found, rejection.allowed) == (problem, found, allowed)
    assert (rejection.option, rejection.filename) == ("last_image", "holiday.png")


@pytest.mark.parametrize("name", GOOD)
async def test_a_good_image_is_kept_clean(desk: Desk, name: str) -> None:
    content, mime, size = GOOD[name]

    media = await desk.media.take_in_image(desk.attach(content(), "misleading.gif"))

    kept = await desk.media.read(media)
    assert (media.mime, (media.width, media.height)) == (mime, size)
    assert media.size_bytes == len(kept)
    assert media.sha256 == hashlib.sha256(kept).hexdigest()
    assert desk.kept() == [media.path]
    assert media.path == f"inputs/name-1.{'png' if mime == 'image/png' else 'jpg'}"
    assert b"secret" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        image.load()
        assert image.size == size
        assert image.mode in ("RGB", "RGBA")


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_a_photo_is_turned_upright(desk: Desk, orientation: int) -> None:
    media = await desk.media.take_in_image(desk.attach(rotated(orientation)))

    sideways = orientation >= 5
    assert (media.width, media.height) == ((480, 640) if sideways else (640, 480))
    with opened(desk, media) as image:
        red_is, green_is = {
            1: ("right", "bottom"), 2: ("left", "bottom"), 3: ("left", "top"), 4: ("right", "top"),
            5: ("bottom", "right"), 6: ("bottom", "left"), 7: ("top", "left"), 8: ("top", "right"),
        }[orientation]  # fmt: skip
        assert brightest_side(image, 0) == red_is
        assert brightest_side(image, 1) == green_is


def brightest_side(image: Image.Image, channel: int) -> str:
    levels = np.asarray(image.convert("RGB"))[:, :, channel]
    sides = {"left": levels[:, 0], "right": levels[:, -1], "top": levels[0], "bottom": levels[-1]}
    return max(sides, key=lambda side: float(sides[side].mean()))


async def test_no_metadata_survives(desk: Desk) -> None:
    exif = Image.Exif()
    exif[0x010F] = "secret maker"
    photo = jpeg(exif=exif, comment=b"secret place", icc_profile=b"secret profile" * 20)

    kept = await desk.media.read(await desk.media.take_in_image(desk.attach(photo)))

    assert b"secret" in photo
    assert b"secret" not in kept
    assert b"Exif" not in kept


async def test_the_copy_looks_like_the_original(desk: Desk) -> None:
    for original in (png(), jpeg(quality=95), encoded(gradient().convert("CMYK"), "JPEG", quality=95)):
        media = await desk.media.take_in_image(desk.attach(original))
        with opened(desk, media) as image:
            assert mean_difference(image, gradient()) < 3


async def test_sixteen_bit_levels_keep_their_brightness(desk: Desk) -> None:
    media = await desk.media.take_in_image(desk.attach(encoded(sixteen_bit(), "PNG")))

    with opened(desk, media) as image:
        levels = np.asarray(image)[0, :, 0]
    assert levels[0] == 0
    assert 120 < levels[320] < 136
    assert levels[-1] >= 254


async def test_transparency_is_kept(desk: Desk) -> None:
    media = await desk.media.take_in_image(desk.attach(encoded(see_through(), "PNG")))

    with opened(desk, media) as image:
        assert image.getpixel((10, 10)) == (0, 0, 0, 0)
        assert image.getchannel("A").getextrema() == (0, 255)


async def test_a_copy_too_heavy_to_be_sent_inline_is_made_lighter(tmp_path: Path) -> None:
    image = noise(1200, 1200)
    image.putalpha(100)
    limits = MediaLimits(image=ImageLimits(kept_bytes=400_000))

    async with open_desk(tmp_path / "media", limits) as desk:
        media = await desk.media.take_in_image(desk.attach(encoded(image, "PNG")))

        assert media.mime == "image/jpeg"
        assert media.size_bytes <= 400_000
        assert 300 <= media.width == media.height < 1200
        with opened(desk, media) as kept:
            assert np.asarray(kept).mean() > 190, "what shows through is white"


async def test_detail_that_cannot_be_made_lighter_is_refused(tmp_path: Path) -> None:
    limits = MediaLimits(image=ImageLimits(kept_bytes=1000))

    async with open_desk(tmp_path / "media", limits) as desk:
        rejection = await rejection_of(desk, desk.attach(encoded(noise(400, 400), "PNG")))

    assert rejection.problem is MediaProblem.TOO_HEAVY


async def test_an_announced_size_is_refused_without_a_download(desk: Desk) -> None:
    heavy = Attachment("image", "a.png", f"{desk.origin}/file", 20 * MEBIBYTE + 1)

    rejection = await rejection_of(desk, heavy)

    assert (rejection.problem, rejection.found, rejection.allowed) == (
        MediaProblem.TOO_HEAVY,
        "20.1 MB",
        "20 MB",
    )
    assert desk.hits == []


async def test_an_attachment_that_is_gone_says_so(desk: Desk) -> None:
    rejection = await rejection_of(desk, Attachment("image", "a.png", f"{desk.origin}/nothing", 10))

    assert (rejection.problem, rejection.found) == (MediaProblem.GONE, "HTTP 404")


async def test_a_picture_that_takes_too_much_memory_has_too_many_pixels(tmp_path: Path) -> None:
    tight = ImageLimits(allowance=Allowance(160 * MEBIBYTE, 10, 20, MEBIBYTE))
    large = encoded(Image.new("RGBA", (6000, 6000), (0, 0, 0, 0)), "PNG", compress_level=1)

    async with open_desk(tmp_path / "media", MediaLimits(image=tight)) as desk:
        rejection = await rejection_of(desk, desk.attach(large))

    assert rejection.problem is MediaProblem.TOO_MANY_PIXELS
    assert (rejection.found, rejection.allowed) == ("6000 × 6000 px", "20 megapixels")


async def test_a_picture_that_takes_too_much_of_the_processor_is_damaged(tmp_path: Path) -> None:
    tight = ImageLimits(allowance=Allowance(512 * MEBIBYTE, 1, 20, 64 * MEBIBYTE), kept_bytes=1000)
    heavy = encoded(noise(4000, 4000).convert("L"), "PNG", compress_level=0)

    async with open_desk(tmp_path / "media", MediaLimits(image=tight)) as desk:
        rejection = await rejection_of(desk, desk.attach(heavy))

    assert (rejection.problem, rejection.found) == (MediaProblem.DAMAGED, "takes too long to open")


async def test_two_attachments_with_the_same_content_are_two_files(desk: Desk) -> None:
    first, second = [await desk.media.take_in_image(desk.attach(png())) for _ in range(2)]

    await desk.media.remove(first)

    assert await desk.media.read(second)


async def test_a_bomb_leaves_the_memory_flat(desk: Desk) -> None:
    bomb = png_bomb()
    assert len(bomb) < 20_000
    url = desk.serve(encoded(Image.new("RGB", (6300, 6300)), "PNG", compress_level=1), "large")
    before = reset_peak()

    with pytest.raises(MediaRejected):
        await desk.media.take_in_image(desk.attach(bomb))
    await desk.media.take_in_image(Attachment("image", "large.png", url, 10))

    assert peak_bytes() - before < 50 * MEBIBYTE
