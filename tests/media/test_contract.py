"""What every media library does, the fake of the other tests as well as the one on disk."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import StoredMedia
from bot.domain.request import Attachment
from bot.ports.media import MediaLibrary
from tests.media.footage import good
from tests.media.library import Desk
from tests.support.fake_media import FakeMedia

SOON = datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture(params=["fake", "files"])
def library(request: pytest.FixtureRequest, desk: Desk) -> MediaLibrary:
    return FakeMedia() if request.param == "fake" else desk.media


@pytest.fixture
def attachment(desk: Desk) -> Attachment:
    return desk.attach(good(), "clip.mp4", "video")


@pytest.fixture
async def result(library: MediaLibrary, attachment: Attachment) -> StoredMedia:
    return await library.fetch_result("result-0", attachment.url, "mp4", "runware")


async def streamed(library: MediaLibrary, media: StoredMedia) -> bytes:
    return b"".join([piece async for piece in library.stream(media)])


async def test_an_attached_video_becomes_an_input_with_a_length(
    library: MediaLibrary, attachment: Attachment
) -> None:
    media = await library.take_in_video(attachment)

    assert media.path.startswith("inputs/")
    assert media.mime == "video/mp4"
    assert media.duration_seconds
    assert len(await library.read(media)) == media.size_bytes


async def test_what_is_streamed_is_what_is_read(library: MediaLibrary, result: StoredMedia) -> None:
    assert await streamed(library, result) == await library.read(result)


async def test_a_last_frame_is_an_image_among_the_inputs(library: MediaLibrary, result: StoredMedia) -> None:
    frame = await library.last_frame(result)

    assert frame.path.startswith("inputs/")
    assert frame.mime.startswith("image/")
    assert frame.duration_seconds is None


async def test_a_duplicate_outlives_its_original(library: MediaLibrary, result: StoredMedia) -> None:
    content = await library.read(result)
    first, second = await library.duplicate(result), await library.duplicate(result)

    await library.remove(result)
    await library.remove(first)

    assert second.path.startswith("inputs/")
    assert await library.read(second) == content
    assert (second.sha256, second.duration_seconds) == (result.sha256, result.duration_seconds)


async def test_inputs_never_share_a_name(library: MediaLibrary, result: StoredMedia) -> None:
    first = await library.duplicate(result)
    second = await library.duplicate(result)
    await library.remove(first)

    assert len({first.path, second.path, (await library.last_frame(result)).path}) == 3


async def test_what_is_gone_is_unavailable_for_good(library: MediaLibrary, result: StoredMedia) -> None:
    await library.remove(result)
    await library.remove(result)

    for use in (library.read, library.duplicate, library.last_frame, lambda it: streamed(library, it)):
        with pytest.raises(MediaUnavailable) as failure:
            await use(result)
        assert not failure.value.retryable


async def test_a_sweep_takes_unknown_inputs_and_nothing_else(
    library: MediaLibrary, result: StoredMedia
) -> None:
    known, lost = await library.duplicate(result), await library.last_frame(result)

    assert await library.sweep_inputs({known.path}, SOON) == 1

    assert await library.read(known) == await library.read(result)
    with pytest.raises(MediaUnavailable):
        await library.read(lost)
