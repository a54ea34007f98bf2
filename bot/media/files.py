"""The media library on disk."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

import httpx

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import StoredMedia
from bot.domain.request import Attachment
from bot.media.attachments import Attachments
from bot.media.download import Downloader, DownloadFailed, DownloadProblem
from bot.media.folder import MediaFolder, safe_name
from bot.media.hosts import HostList, Resolve, resolve_by_system
from bot.media.isolation import Isolation
from bot.media.kinds import NOT_MEDIA
from bot.media.limits import DEFAULT_LIMITS, MediaLimits
from bot.media.rehearsal import rehearsal_clip
from bot.media.shelf import Shelf
from bot.media.verdict import Facts, Unusable
from bot.ports.clock import Clock

_INPUTS: Final = "inputs"
_RESULTS: Final = "results"


class MediaFiles:
    """Keeps our own copies as files below one folder; opens what others made only in a child.

    Implements `bot.ports.media.MediaLibrary`. Files are named by ids of ours, never by members or providers.
    `video_hosts`: by provider, where its results may be downloaded from.
    """

    def __init__(
        self,
        folder: MediaFolder,
        client: httpx.AsyncClient,
        clock: Clock,
        new_name: Callable[[], str],
        *,
        attachment_hosts: HostList,
        video_hosts: Mapping[str, HostList],
        limits: MediaLimits = DEFAULT_LIMITS,
        resolve: Resolve = resolve_by_system,
    ) -> None:
        self._shelf = Shelf(folder)
        self._new_name = new_name
        self._video_hosts = video_hosts
        self._limits = limits
        self._downloader = Downloader(client, folder, clock, resolve, limits.times)
        self._attachments = Attachments(self._downloader, attachment_hosts, limits.attempts)
        self._opening = Isolation(limits.openings_at_once)
        self._fitting = Isolation(limits.fittings_at_once)

    def may_attach(self, url: str) -> bool:
        return self._attachments.may_fetch(url)

    async def take_in_image(self, attachment: Attachment) -> StoredMedia:
        return await self._attachments.take_in(
            attachment, self._limits.image.size_bytes, self._keep_clean_image
        )

    async def _keep_clean_image(self, source: Path) -> StoredMedia:
        limits = self._limits.image
        return await self._shelf.make(
            self._new_input(),
            self._opening,
            "clean_image",
            limits.allowance,
            source=source,
            most_pixels=limits.pixels,
            shortest_side=limits.shortest_side,
            longest_side=limits.longest_side,
            kept_bytes=limits.kept_bytes,
            kept_png_pixels=limits.kept_png_pixels,
        )

    async def take_in_video(self, attachment: Attachment) -> StoredMedia:
        return await self._attachments.take_in(
            attachment, self._limits.source.size_bytes, self._keep_clean_video
        )

    async def _keep_clean_video(self, source: Path) -> StoredMedia:
        limits = self._limits.source
        return await self._shelf.make(
            self._new_input(),
            self._opening,
            "clean_video",
            limits.allowance,
            source=source,
            shortest_side=limits.shortest_side,
            longest_side=limits.longest_side,
            least_seconds=limits.least_seconds,
            most_seconds=limits.most_seconds,
        )

    async def read_attached(self, attachment: Attachment, limit_bytes: int) -> bytes:
        async def content(download: Path) -> bytes:
            return await asyncio.to_thread(download.read_bytes)

        return await self._attachments.take_in(attachment, limit_bytes, content)

    async def last_frame(self, media: StoredMedia) -> StoredMedia:
        try:
            return await self._picture(await self._shelf.where(media))
        except Unusable as unusable:
            raise MediaUnavailable(f"no last frame: {unusable.found}", retryable=False) from unusable
        except OSError as error:
            raise MediaUnavailable(f"cannot be kept: {error.strerror}", retryable=True) from error

    async def _picture(self, source: Path) -> StoredMedia:
        image, video = self._limits.image, self._limits.video
        return await self._shelf.make(
            self._new_input(),
            self._opening,
            "last_frame",
            video.picturing,
            source=source,
            most_pixels=video.pixels,
            shortest_side=image.shortest_side,
            longest_side=image.longest_side,
            kept_bytes=image.kept_bytes,
            kept_png_pixels=image.kept_png_pixels,
        )

    def _new_input(self) -> str:
        return f"{_INPUTS}/{safe_name(self._new_name())}"

    async def duplicate(self, media: StoredMedia) -> StoredMedia:
        return await self._shelf.duplicate(media, self._new_input())

    async def fetch_result(self, name: str, url: str, container: str, provider: str) -> StoredMedia:
        hosts, limit_bytes = self._video_hosts[provider], self._limits.video.size_bytes
        try:
            async with self._downloader.fetch(url, hosts, limit_bytes) as download:
                facts = await self._prove(download)
                if {facts.kind.lower(), container} == {"mp4", "mov"}:
                    # The two are one format in all but the brand; the name keeps what was asked for.
                    facts = replace(facts, kind=container.upper())
                return await self._shelf.keep(download, f"{_RESULTS}/{safe_name(name)}", facts)
        except DownloadFailed as failed:
            outage = failed.problem is DownloadProblem.UNREACHABLE
            raise MediaUnavailable(str(failed), failed.retryable, outage) from failed
        except Unusable as unusable:
            raise MediaUnavailable(f"no video: {unusable.found}", unusable.found in NOT_MEDIA) from unusable
        except OSError as error:
            raise MediaUnavailable(
                f"cannot be kept: {error.strerror}", retryable=True, outage=True
            ) from error

    async def _prove(self, path: Path) -> Facts:
        limits = self._limits.video
        return await self._opening.run("prove_video", limits.proving, source=path, most_pixels=limits.pixels)

    async def fit(self, media: StoredMedia, limit_bytes: int) -> StoredMedia | None:
        if media.size_bytes <= limit_bytes:
            return media
        fitted = f"{media.path.rpartition('.')[0]}.fit-{limit_bytes}"
        try:
            before = await self._shelf.kept_before(f"{fitted}.mp4", self._prove)
            return before or await self._fit(media, fitted, limit_bytes)
        except Unusable:
            return None
        except OSError as error:
            raise MediaUnavailable(f"cannot be fitted: {error.strerror}", retryable=True) from error

    async def _fit(self, media: StoredMedia, fitted: str, limit_bytes: int) -> StoredMedia:
        limits = self._limits.video
        made = await self._shelf.make(
            fitted,
            self._fitting,
            "fit_video",
            limits.fitting,
            source=await self._shelf.where(media),
            limit_bytes=limit_bytes,
            most_pixels=limits.pixels,
        )
        try:
            await self._shelf.where(media)
        except MediaUnavailable:
            # Removed meanwhile: nobody will ever look for a copy of it.
            await self._shelf.remove(media)
            raise
        return made

    async def rehearsal_clip(self) -> bytes:
        return await asyncio.to_thread(rehearsal_clip)

    async def read(self, media: StoredMedia) -> bytes:
        return await self._shelf.read(media)

    def stream(self, media: StoredMedia) -> AsyncGenerator[bytes, None]:
        return self._shelf.stream(media)

    async def remove(self, media: StoredMedia) -> None:
        await self._shelf.remove(media)

    async def sweep_inputs(self, known: Collection[str], before: datetime) -> int:
        try:
            return await self._shelf.sweep(_INPUTS, known, before)
        except OSError as error:
            raise MediaUnavailable(f"{_INPUTS}: {error.strerror}", retryable=True) from error
