"""The media folder: names that cannot lead out of it, and writes that are there whole or not at all."""

import asyncio
import hashlib
import os
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

_SAFE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_PART: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_UNFINISHED: Final = "unfinished"


class MediaFolder:
    """Files below one folder, known by relative paths such as `results/NAME.mp4`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.unfinished = root / _UNFINISHED
        self.unfinished.mkdir(parents=True, exist_ok=True)

    def clear_unfinished(self) -> None:
        """Remove what a stopped bot left half done; only right while no other bot uses the folder."""
        for path in self.unfinished.iterdir():
            path.unlink()

    @asynccontextmanager
    async def new_file(self) -> AsyncIterator[Path]:
        """Give an empty file that nothing else has, for as long as the context lasts or until it is kept."""
        # mkstemp creates with O_EXCL and O_NOFOLLOW, readable by nobody else.
        descriptor, name = await asyncio.to_thread(tempfile.mkstemp, dir=self.unfinished)
        os.close(descriptor)
        path = Path(name)
        try:
            yield path
        finally:
            await asyncio.to_thread(path.unlink, missing_ok=True)

    def where(self, path: str) -> Path:
        """Give the place of a kept file; raises `ValueError` for a path that could lead elsewhere."""
        parts = PurePosixPath(path).parts
        if len(parts) != 2 or parts[0] == _UNFINISHED or not all(_PART.fullmatch(part) for part in parts):
            raise ValueError(f"{path!r} is no path below the media folder")
        return self.root.joinpath(*parts)

    def keep(self, finished: Path, path: str) -> None:
        """Put a finished file in its place at once, safe from a power cut; one of that name is replaced."""
        place = self.where(path)
        place.parent.mkdir(exist_ok=True)
        _sync(finished)
        finished.replace(place)
        _sync(place.parent)

    def open(self, path: str) -> BinaryIO:
        """Open a kept file for reading, never through a link; raises `OSError`."""
        return os.fdopen(os.open(self.where(path), os.O_RDONLY | os.O_NOFOLLOW), "rb")

    def link(self, path: str, other: str) -> None:
        """Give a kept file a second name that outlives the first; raises `OSError`."""
        place = self.where(other)
        place.parent.mkdir(exist_ok=True)
        os.link(self.where(path), place, follow_symlinks=False)
        _sync(place.parent)

    def kept_before(self, moment: datetime, below: str) -> list[str]:
        """List the files of one folder that have been there since before a moment; raises `OSError`."""
        place = self.root / below
        if not place.is_dir():
            return []
        with os.scandir(place) as entries:
            ours = [
                entry
                for entry in entries
                if _PART.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
            ]
            # The change time tells when a file got its name here, also for a second name of an old file.
            since = {f"{below}/{entry.name}": entry.stat(follow_symlinks=False).st_ctime for entry in ours}
        return [path for path, changed in since.items() if changed < moment.timestamp()]

    def remove(self, path: str) -> None:
        """Remove a kept file and the copies made from it; what is gone already is fine."""
        place = self.where(path)
        for copy in place.parent.glob(f"{place.stem}.fit-*"):
            copy.unlink(missing_ok=True)
        place.unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """Give a name that is safe as a file name: itself, or for anything unusual its digest."""
    return (
        name
        if _SAFE_NAME.fullmatch(name)
        else hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    )


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
