"""Kept files are read in pieces, kept a second time, and swept away when nobody knows them."""

import asyncio
import errno
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import StoredMedia
from tests.media.clips import clip
from tests.media.library import Desk

SOON = datetime.now(UTC) + timedelta(hours=1)
LONG_AGO = datetime.now(UTC) - timedelta(hours=1)


async def kept_result(desk: Desk, content: bytes | None = None) -> StoredMedia:
    return await desk.media.fetch_result("result", desk.serve(content or clip()), "mp4", "runware")


@pytest.fixture(params=["linked", "copied"])
def hard_links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if request.param == "copied":
        monkeypatch.setattr(os, "link", refuse)
    return bool(request.param == "linked")


async def test_a_duplicate_is_the_same_under_a_name_of_its_own(desk: Desk, hard_links: bool) -> None:
    result = await kept_result(desk)

    copy = await desk.media.duplicate(result)

    assert copy.path == "inputs/name-1.mp4"
    assert (copy.sha256, copy.duration_seconds, copy.mime) == (
        result.sha256,
        result.duration_seconds,
        result.mime,
    )
    assert await desk.media.read(copy) == await desk.media.read(result)
    assert desk.kept() == [copy.path, result.path]
    assert (desk.folder / result.path).samefile(desk.folder / copy.path) is hard_links


async def test_original_and_duplicate_may_each_be_removed(desk: Desk, hard_links: bool) -> None:
    result = await kept_result(desk)
    first, second = [await desk.media.duplicate(result) for _ in range(2)]

    await desk.media.remove(first)
    await desk.media.remove(result)

    assert await desk.media.read(second) == clip()
    assert desk.kept() == [second.path]


async def test_a_result_fetched_anew_leaves_its_duplicate_as_it_was(desk: Desk) -> None:
    copy = await desk.media.duplicate(await kept_result(desk))

    await kept_result(desk, clip(seconds=1))

    assert await desk.media.read(copy) == clip()


async def test_what_is_gone_cannot_be_duplicated(desk: Desk, hard_links: bool) -> None:
    result = await kept_result(desk)
    await desk.media.remove(result)

    with pytest.raises(MediaUnavailable, match="gone") as failure:
        await desk.media.duplicate(result)

    assert not failure.value.retryable
    assert desk.kept() == []


async def test_a_full_disk_is_trouble_that_may_pass(desk: Desk) -> None:
    result = await kept_result(desk)
    (desk.folder / "inputs").write_bytes(b"")

    with pytest.raises(MediaUnavailable) as failure:
        await desk.media.duplicate(result)

    assert failure.value.retryable


async def test_a_file_is_read_in_pieces(desk: Desk) -> None:
    content = clip("mp4", 640, 360, 2, noise=True)
    result = await kept_result(desk, content)

    pieces = [piece async for piece in desk.media.stream(result)]

    assert b"".join(pieces) == content
    assert len(pieces) > 1
    assert all(64 * 1024 <= len(piece) <= 1024 * 1024 for piece in pieces[:-1])


async def test_a_file_that_is_gone_cannot_be_read_in_pieces(desk: Desk) -> None:
    result = await kept_result(desk)
    await desk.media.remove(result)

    with pytest.raises(MediaUnavailable, match="gone"):
        await anext(desk.media.stream(result))


async def test_a_reader_that_stops_early_leaves_no_file_open(desk: Desk) -> None:
    result = await kept_result(desk, clip("mp4", 640, 360, 2, noise=True))
    open_before = open_files()

    stream = desk.media.stream(result)
    await anext(stream)
    assert str(desk.folder / result.path) in open_files()
    await stream.aclose()

    assert open_files() == open_before


def open_files() -> list[str]:
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(descriptor.readlink()))
        except FileNotFoundError:
            # The one that lists them.
            continue
    return sorted(path for path in found if "/media/" in path)


async def test_inputs_that_nobody_knows_are_swept_away(desk: Desk) -> None:
    result = await kept_result(desk)
    known, lost = [await desk.media.duplicate(result) for _ in range(2)]

    assert await desk.media.sweep_inputs({known.path}, SOON) == 1

    assert desk.kept() == [known.path, result.path]
    assert await desk.media.sweep_inputs({known.path}, SOON) == 0
    assert lost.path not in desk.kept()


async def test_an_input_just_taken_in_stays_however_old_the_file_behind_it(desk: Desk) -> None:
    result = await kept_result(desk)
    os.utime(desk.folder / result.path, (0, 0))
    copy = await desk.media.duplicate(result)

    assert await desk.media.sweep_inputs((), LONG_AGO) == 0

    assert desk.kept() == [copy.path, result.path]


async def test_a_sweep_leaves_alone_what_is_not_ours(desk: Desk) -> None:
    assert await desk.media.sweep_inputs((), SOON) == 0
    secret = desk.folder.parent / "secret.txt"
    secret.write_text("secret")
    (desk.folder / "inputs" / "folder").mkdir(parents=True)
    (desk.folder / "inputs" / ".hidden").write_text("")
    (desk.folder / "inputs" / "link.png").symlink_to(secret)

    assert await desk.media.sweep_inputs((), SOON) == 0

    assert secret.exists()
    assert len(list((desk.folder / "inputs").iterdir())) == 3


async def test_a_folder_that_cannot_be_read_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    (desk.folder / "inputs").mkdir()
    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(MediaUnavailable, match="inputs: Permission denied"):
        await desk.media.sweep_inputs((), SOON)


async def test_a_copy_that_is_ready_after_its_original_was_removed_is_not_kept(desk: Desk) -> None:
    result = await kept_result(desk, clip(seconds=4))
    fitting = asyncio.create_task(desk.media.fit(result, result.size_bytes // 2))
    async with asyncio.timeout(20):
        while not any(path.stat().st_size for path in (desk.folder / "unfinished").iterdir()):
            assert not fitting.done()
            await asyncio.sleep(0.001)

    await desk.media.remove(result)

    with suppress(MediaUnavailable):
        assert await fitting is None
    assert desk.kept() == []
