"""Keeping finished files in the media folder and giving them back, off the event loop."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import StoredMedia
from bot.media.folder import MediaFolder, digest_of
from bot.media.isolation import Isolation
from bot.media.kinds import IMAGES, VIDEOS
from bot.media.limits import Allowance
from bot.media.verdict import Facts

_KINDS: Final = IMAGES | VIDEOS
_CHUNK_BYTES: Final = 512 * 1024


class Shelf:
    """Our own copies, known by their paths below the media folder."""

    def __init__(self, folder: MediaFolder) -> None:
        self.folder = folder

    async def keep(self, finished: Path, stem: str, facts: Facts) -> StoredMedia:
        """Put a finished file in its place: `stem` and the ending of its kind; raises `OSError`."""
        path = f"{stem}.{_KINDS[facts.kind][0]}"
        stored = await asyncio.to_thread(_described, finished, path, facts)
        await asyncio.to_thread(self.folder.keep, finished, path)
        return stored

    async def make(
        self, stem: str, opening: Isolation, task: str, allowance: Allowance, **arguments: str | int | Path
    ) -> StoredMedia:
        """Have a child write a new file, and keep it; raises `Unusable` and `OSError`."""
        async with self.folder.new_file() as target:
            facts = await opening.run(task, allowance, target=target, **arguments)
            return await self.keep(target, stem, facts)

    async def kept_before(self, path: str, judge: Callable[[Path], Awaitable[Facts]]) -> StoredMedia | None:
        """Describe a file that may have been kept earlier; None when there is none."""
        place = self.folder.where(path)
        if not await asyncio.to_thread(place.is_file):
            return None
        return await asyncio.to_thread(_described, place, path, await judge(place))

    async def where(self, media: StoredMedia) -> Path:
        """Give the place of a kept file; raises `MediaUnavailable` when it is gone."""
        place = self.folder.where(media.path)
        if not await asyncio.to_thread(place.is_file):
            raise _gone(media)
        return place

    async def duplicate(self, media: StoredMedia, stem: str) -> StoredMedia:
        """Keep a file a second time, so that either may be removed; raises `MediaUnavailable`."""
        copy = replace(media, path=f"{stem}{PurePosixPath(media.path).suffix}")
        with _translated(media):
            try:
                await asyncio.to_thread(self.folder.link, media.path, copy.path)
            except FileNotFoundError:
                raise
            except OSError:
                # Not every file system has hard links, and those that have limit their number.
                await self._copy(media.path, copy.path)
        return copy

    async def _copy(self, path: str, other: str) -> None:
        async with self.folder.new_file() as target:
            await asyncio.to_thread(self._write_copy, path, target)
            await asyncio.to_thread(self.folder.keep, target, other)

    def _write_copy(self, path: str, target: Path) -> None:
        with self.folder.open(path) as original, target.open("wb") as copy:
            shutil.copyfileobj(original, copy, _CHUNK_BYTES)

    async def read(self, media: StoredMedia) -> bytes:
        """Read a whole file; raises `MediaUnavailable`."""
        return b"".join([chunk async for chunk in self.stream(media)])

    async def stream(self, media: StoredMedia) -> AsyncGenerator[bytes, None]:
        """Read a file piece by piece; raises `MediaUnavailable`."""
        with _translated(media):
            file = await asyncio.to_thread(self.folder.open, media.path)
        with file:
            while chunk := await self._chunk(file, media):
                yield chunk

    async def _chunk(self, file: BinaryIO, media: StoredMedia) -> bytes:
        with _translated(media):
            return await asyncio.to_thread(file.read, _CHUNK_BYTES)

    async def remove(self, media: StoredMedia) -> None:
        """Forget a file and the copies made from it; one that is gone already is fine."""
        await asyncio.to_thread(self.folder.remove, media.path)

    async def sweep(self, below: str, known: Collection[str], before: datetime) -> int:
        """Remove what has been in one folder since before a moment and is not known; raises `OSError`."""
        return await asyncio.to_thread(self._sweep, below, frozenset(known), before)

    def _sweep(self, below: str, known: frozenset[str], before: datetime) -> int:
        unknown = [path for path in self.folder.kept_before(before, below) if path not in known]
        for path in unknown:
            self.folder.remove(path)
        return len(unknown)


@contextmanager
def _translated(media: StoredMedia) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise _gone(media) from error
    except OSError as error:
        raise MediaUnavailable(f"{media.path}: {error.strerror}", retryable=True) from error


def _gone(media: StoredMedia) -> MediaUnavailable:
    return MediaUnavailable(f"{media.path} is gone", retryable=False)


def _described(place: Path, path: str, facts: Facts) -> StoredMedia:
    return StoredMedia(
        path,
        _KINDS[facts.kind][1],
        facts.width,
        facts.height,
        place.stat().st_size,
        digest_of(place),
        facts.duration_seconds,
        facts.has_audio,
    )
