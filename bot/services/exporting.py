"""Packing all that is kept about a member, for them alone."""

import asyncio
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import Generation, StoredMedia
from bot.domain.privacy import LARGEST_ARCHIVE_BYTES, Archive, NoSuchPart
from bot.ports.clock import Clock
from bot.ports.media import MediaLibrary
from bot.ports.store import Store

_OVERHEAD_BYTES: Final = 64 * 1024
"""Of a part, for what an archive says of its files, and the message around it."""
_PER_FILE_BYTES: Final = 512

File = tuple[str, StoredMedia]


@dataclass(frozen=True, slots=True)
class Exporting:
    """The use case of taking one's own data along."""

    store: Store
    media: MediaLibrary
    clock: Clock
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def export(self, discord_id: int, part: int, limit_bytes: int) -> Archive:
        """Pack one part, counted from 1, no larger than the limit; raises `NoSuchPart`.

        The first has all words; files follow in the order of their generations.
        """
        async with self._one_at_a_time:
            files = [file for one in await self.store.with_files(discord_id) for file in _files(one)]
            room = min(limit_bytes, LARGEST_ARCHIVE_BYTES) - _OVERHEAD_BYTES
            document = _compressed(await self._document(discord_id, files))
            fitting = [file for file in files if file[1].size_bytes + _PER_FILE_BYTES <= room]
            parts = _parted(fitting, room, room - len(document))
            if not 1 <= part <= len(parts):
                raise NoSuchPart(part, len(parts))
            contents = await self._read(parts[part - 1])
            words = document if part == 1 else None
            packed = await asyncio.to_thread(_packed, words, contents)
            return Archive(packed, part, len(parts), len(files) - len(fitting))

    async def _document(self, discord_id: int, files: Sequence[File]) -> bytes:
        known: dict[str, Any] = {"made_at": self.clock.now().isoformat()}
        known |= await self.store.export(discord_id)
        known["files"] = [name for name, _ in files]
        return json.dumps(known, ensure_ascii=False, indent=1).encode()

    async def _read(self, files: Sequence[File]) -> Mapping[str, bytes]:
        contents = {}
        for name, media in files:
            try:
                contents[name] = await self.media.read(media)
            except MediaUnavailable:
                # Removed since: then there is nothing left to hand over.
                continue
        return contents


def _files(generation: Generation) -> Iterator[File]:
    for role, media in generation.inputs.items():
        yield f"{generation.id}/{role}{_suffix(media)}", media
    for number, media in enumerate(filter(None, (take.media for take in generation.stored_takes)), 1):
        yield f"{generation.id}/take-{number}{_suffix(media)}", media


def _suffix(media: StoredMedia) -> str:
    return PurePosixPath(media.path).suffix


def _parted(files: Sequence[File], room: int, room_in_first: int) -> list[list[File]]:
    """Fill part after part, in order; the first has less room."""
    parts: list[list[File]] = [[]]
    left = room_in_first
    for name, media in files:
        size = media.size_bytes + _PER_FILE_BYTES
        if size > left:
            parts.append([])
            left = room
        parts[-1].append((name, media))
        left -= size
    return parts


def _compressed(document: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", document)
    return packed.getvalue()


def _packed(words: bytes | None, contents: Mapping[str, bytes]) -> bytes:
    """Put files behind the words; videos are compressed as it is."""
    packed = io.BytesIO(words or b"")
    with zipfile.ZipFile(packed, "a" if words else "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return packed.getvalue()
