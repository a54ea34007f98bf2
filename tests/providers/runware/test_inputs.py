"""Files on their way to Runware: in the task itself, as an address, or uploaded beforehand."""

import asyncio
import json
import tracemalloc
from base64 import b64decode
from collections.abc import AsyncIterator

import httpx
import pytest
from aiohttp import web

from bot.domain.errors import MediaUnavailable, ProviderError
from bot.domain.generation import FailureReason, MediaRole
from bot.ports.provider import InputMedia, Order
from bot.providers.runware.inputs import LARGEST_INLINE_BYTES
from tests.providers.orders import file, order, task_id
from tests.providers.runware.bench import ack, adapter, answer, runware
from tests.providers.wire import Json, Outcome, listening

FIRST, LAST, SOURCE = MediaRole.FIRST_FRAME, MediaRole.LAST_FRAME, MediaRole.SOURCE_VIDEO
LINK = "https://greenlit.example/media/token/a.mp4"
OWN = task_id(1)
UPLOADED = answer(data=[{"taskType": "mediaStorage", "mediaUUID": "uploaded-1", "mediaURL": LINK}])


def with_video(media: InputMedia) -> Order:
    return order(1, "pixverse-v6", inputs={SOURCE: media})


def unread(mime: str, size_bytes: int, link: str | None = None) -> InputMedia:
    def read() -> AsyncIterator[bytes]:
        raise AssertionError("it was read")

    return InputMedia(mime, size_bytes, link, read)


async def test_a_source_video_with_an_address_is_sent_as_that() -> None:
    provider, wire = runware()

    await provider.submit(with_video(unread("video/mp4", 10, LINK)))

    ((task,),) = wire.sent
    assert task["inputs"] == {"video": LINK}
    assert task["resolution"] == "720p"
    assert not {"width", "height"} & task.keys()


@pytest.mark.parametrize("length", [0, 1, 2, 3, 100_000])
async def test_a_source_video_without_one_is_uploaded_and_sent_by_its_name_there(
    length: int,
) -> None:
    content = bytes(number % 251 for number in range(length))

    async def read() -> AsyncIterator[bytes]:
        for start in range(0, length, 1000):
            yield content[start : start + 1000]

    provider, wire = runware(UPLOADED, ack(OWN))

    await provider.submit(with_video(InputMedia("video/mp4", length, None, read)))

    (upload,), (task,) = wire.sent
    kind, _, encoded = upload.pop("media").partition(",")
    assert (kind, b64decode(encoded, validate=True)) == ("data:video/mp4;base64", content)
    assert upload == {"taskType": "mediaStorage", "taskUUID": task_id(1000), "operation": "upload"}
    assert wire.requests[0].headers["Content-Length"] == str(len(wire.requests[0].content))
    assert task["inputs"] == {"video": "uploaded-1"}


def images(*sizes: int, link: str | None = None) -> dict[MediaRole, InputMedia]:
    roles = zip((FIRST, LAST), sizes, strict=False)
    return {role: file("image/png", b"x" * size, link) for role, size in roles}


@pytest.mark.parametrize(
    ("inputs", "begins"),
    [
        (images(10, 20), ["data:image/png;base64,", "data:image/png;base64,"]),
        (images(10, 20, link=LINK), ["data:image/png;base64,", "data:image/png;base64,"]),
        (images(LARGEST_INLINE_BYTES), ["data:image/png;base64,"]),
        (images(LARGEST_INLINE_BYTES + 1, link=LINK), [LINK]),
        (images(LARGEST_INLINE_BYTES, 1, link=LINK), [LINK, LINK]),
        (images(LARGEST_INLINE_BYTES, 1), ["uploaded-1", "uploaded-1"]),
    ],
    ids=["small", "small, linked", "just small", "large, linked", "large together, linked", "large together"],
)
async def test_images_are_in_the_task_unless_they_are_large_together(
    inputs: dict[MediaRole, InputMedia], begins: list[str]
) -> None:
    def far_side(request: httpx.Request) -> Outcome:
        (task,) = json.loads(request.content)
        return UPLOADED if task["taskType"] == "mediaStorage" else ack(OWN)

    provider, wire = runware(far_side)

    await provider.submit(order(1, "pixverse-v6", inputs=inputs))

    frames = wire.sent[-1][0]["inputs"]["frameImages"]
    assert [frame["image"][: len(begin)] for frame, begin in zip(frames, begins, strict=True)] == begins


@pytest.mark.parametrize(
    ("outcome", "reason", "retryable"),
    [
        (answer(400, errors=[{"code": "invalidMedia"}]), FailureReason.REFUSED, False),
        (answer(401, errors=[{"code": "invalidApiKey"}]), FailureReason.KEY_REFUSED, False),
        (answer(200, errors=[{"code": "uploadFailed"}]), FailureReason.PROVIDER_FAILED, True),
        (httpx.Response(413), FailureReason.REFUSED, False),
        (httpx.Response(502), FailureReason.PROVIDER_UNAVAILABLE, True),
        (answer(data=[{"taskType": "mediaStorage"}]), FailureReason.PROVIDER_UNAVAILABLE, True),
        (httpx.ReadTimeout("silence"), FailureReason.PROVIDER_UNAVAILABLE, True),
    ],
    ids=repr,
)
async def test_an_upload_that_fails_is_certain_for_it_costs_nothing(
    outcome: Outcome, reason: FailureReason, retryable: bool
) -> None:
    provider, wire = runware(outcome)

    with pytest.raises(ProviderError) as caught:
        await provider.submit(with_video(file("video/mp4", b"a video")))

    assert (caught.value.reason, caught.value.retryable, caught.value.uncertain) == (reason, retryable, False)
    assert len(wire.requests) == 1


@pytest.mark.parametrize("role", [FIRST, SOURCE])
async def test_a_file_that_cannot_be_read_is_told_as_such_and_nothing_is_submitted(role: MediaRole) -> None:
    async def read() -> AsyncIterator[bytes]:
        yield b"half"
        raise MediaUnavailable("the disk is gone", retryable=True)

    provider, wire = runware(UPLOADED, ack(OWN))
    inputs = {role: InputMedia("video/mp4", 8, None, read)}

    with pytest.raises(MediaUnavailable, match="the disk is gone"):
        await provider.submit(order(1, "pixverse-v6", inputs=inputs))

    assert wire.requests == []


async def test_a_video_is_uploaded_without_being_whole_in_memory() -> None:
    size_bytes, piece = 24 * 2**20, b"x" * 2**16
    arrived = 0

    async def read() -> AsyncIterator[bytes]:
        for _ in range(size_bytes // len(piece)):
            yield piece
            await asyncio.sleep(0)

    async def far_side(request: web.Request) -> web.StreamResponse:
        nonlocal arrived
        size = 0
        async for chunk in request.content.iter_chunked(2**16):
            size += len(chunk)
        arrived = max(arrived, size)
        entry: Json = {"taskUUID": OWN, "mediaUUID": "uploaded-1"}
        return web.json_response({"data": [entry]})

    async with listening(far_side) as api_url:
        provider = adapter(None, api_url=api_url)
        tracemalloc.start()
        await provider.submit(with_video(InputMedia("video/mp4", size_bytes, None, read)))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        await provider.close()

    assert arrived > size_bytes
    assert peak < size_bytes / 4
