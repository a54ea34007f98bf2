"""A media library in memory, whose failures tests decide."""

import hashlib
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.errors import MediaProblem, MediaRejected, MediaUnavailable
from bot.domain.generation import StoredMedia
from bot.domain.request import Attachment
from bot.media.rehearsal import rehearsal_clip

_MIMES = {"mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm"}


@dataclass
class FakeMedia:
    """Implements `bot.ports.media.MediaLibrary`: what is taken in or fetched is there until it is removed.

    `rejections` by attachment URL and `failures` by result URL are raised once each, in order, before
    anything succeeds; a URL in `never` fails for good. `files` is what is kept, by path.
    """

    rejections: dict[str, list[MediaRejected]] = field(default_factory=dict)
    failures: dict[str, list[MediaUnavailable]] = field(default_factory=dict)
    never: set[str] = field(default_factory=set)
    sweep_troubles: list[MediaUnavailable] = field(default_factory=list)
    result_bytes: int = 1000
    smallest_fit_bytes: int = 100
    """No copy can be made smaller than this."""
    duration_seconds: float = 5.0
    files: dict[str, bytes] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    """URLs of results that were asked for, each time."""
    inputs_made: int = 0
    useless: dict[str, MediaProblem] = field(default_factory=dict)
    """What is wrong with attached files, by their name."""
    attached: dict[str, bytes] = field(default_factory=dict)
    """What is in attached files that are no media, by their name."""
    foreign: set[str] = field(default_factory=set)
    """URLs on hosts that nothing may be attached from."""

    def may_attach(self, url: str) -> bool:
        return url not in self.foreign

    async def take_in_image(self, attachment: Attachment) -> StoredMedia:
        self._judge(attachment)
        path = self._new_input(f"{attachment.option}.png")
        return self._keep(path, f"image {attachment.url}".encode(), "image/png")

    async def take_in_video(self, attachment: Attachment) -> StoredMedia:
        self._judge(attachment)
        path = self._new_input(f"{attachment.option}.mp4")
        media = self._keep(path, f"video {attachment.url}".encode(), "video/mp4")
        return replace(media, duration_seconds=self.duration_seconds)

    def _judge(self, attachment: Attachment) -> None:
        if waiting := self.rejections.get(attachment.url):
            raise waiting.pop(0)
        if problem := self.useless.get(attachment.filename):
            raise MediaRejected(attachment.option, attachment.filename, problem)

    async def read_attached(self, attachment: Attachment, limit_bytes: int) -> bytes:
        self._judge(attachment)
        content = self.attached[attachment.filename]
        assert len(content) <= limit_bytes
        return content

    async def last_frame(self, media: StoredMedia) -> StoredMedia:
        content = b"last frame of " + await self.read(media)
        return self._keep(self._new_input("frame.png"), content, "image/png")

    async def duplicate(self, media: StoredMedia) -> StoredMedia:
        ending = media.path.rpartition(".")[2]
        copy = self._keep(self._new_input(f"copy.{ending}"), await self.read(media), media.mime)
        return replace(media, path=copy.path)

    async def fetch_result(self, name: str, url: str, container: str, provider: str) -> StoredMedia:
        self.fetched.append(url)
        if url in self.never:
            raise MediaUnavailable("HTTP 404", retryable=False)
        if waiting := self.failures.get(url):
            raise waiting.pop(0)
        content = f"video {url}".encode().ljust(self.result_bytes, b".")
        media = self._keep(f"results/{name}.{container}", content, _MIMES[container])
        return replace(media, duration_seconds=self.duration_seconds)

    async def fit(self, media: StoredMedia, limit_bytes: int) -> StoredMedia | None:
        if media.size_bytes <= limit_bytes:
            return media
        if limit_bytes < self.smallest_fit_bytes:
            return None
        content = (await self.read(media))[:limit_bytes]
        stem = media.path.rpartition(".")[0]
        return self._keep(f"{stem}.fit-{limit_bytes}.mp4", content, "video/mp4")

    async def rehearsal_clip(self) -> bytes:
        return rehearsal_clip()

    async def read(self, media: StoredMedia) -> bytes:
        if media.path not in self.files:
            raise MediaUnavailable(f"{media.path} is gone", retryable=False)
        return self.files[media.path]

    async def stream(self, media: StoredMedia) -> AsyncIterator[bytes]:
        content = await self.read(media)
        yield content

    async def remove(self, media: StoredMedia) -> None:
        if not media.path:
            raise ValueError("'' is no path below the media folder")
        stem = media.path.rpartition(".")[0]
        for path in [path for path in self.files if path == media.path or path.startswith(f"{stem}.fit-")]:
            del self.files[path]

    async def sweep_inputs(self, known: Collection[str], before: datetime) -> int:
        """Take every input for an old one."""
        if self.sweep_troubles:
            raise self.sweep_troubles.pop(0)
        unknown = [path for path in self.files if path.startswith("inputs/") and path not in known]
        for path in unknown:
            del self.files[path]
        return len(unknown)

    def _new_input(self, name: str) -> str:
        self.inputs_made += 1
        return f"inputs/{self.inputs_made}-{name}"

    def _keep(self, path: str, content: bytes, mime: str) -> StoredMedia:
        self.files[path] = content
        return StoredMedia(path, mime, 1280, 720, len(content), hashlib.sha256(content).hexdigest())
