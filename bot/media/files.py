"""The media library on disk."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import httpx

from bot.domain.errors import MediaProblem, MediaRejected, MediaUnavailable
from bot.domain.generation import StoredMedia
from bot.domain.request import Attachment
from bot.media.download import Downloader, DownloadFailed, DownloadProblem
from bot.media.folder import MediaFolder, digest_of, safe_name
from bot.media.hosts import HostList, Resolve, resolve_by_system
from bot.media.isolation import Isolation
from bot.media.kinds import IMAGES, NOT_MEDIA, VIDEOS
from bot.media.limits import DEFAULT_LIMITS, MediaLimits
from bot.media.verdict import Facts, Unusable
from bot.media.wording import megabytes, megabytes_found
from bot.ports.clock import Clock

_PROBLEMS: Final = {
    DownloadProblem.WRONG_HOST: MediaProblem.WRONG_HOST,
    DownloadProblem.GONE: MediaProblem.GONE,
    DownloadProblem.TOO_HEAVY: MediaProblem.TOO_HEAVY,
    DownloadProblem.UNREACHABLE: MediaProblem.GONE,
}
_KINDS: Final = IMAGES | VIDEOS


class MediaFiles:
    """Keeps our own copies as files below one folder; opens what others made only in a child.

    Implements `bot.ports.media.MediaLibrary`. Files are named by ids of ours, never by members or providers.
    """

    def __init__(
        self,
        folder: MediaFolder,
        client: httpx.AsyncClient,
        clock: Clock,
        new_name: Callable[[], str],
        *,
        image_hosts: HostList,
        video_hosts: HostList,
        limits: MediaLimits = DEFAULT_LIMITS,
        resolve: Resolve = resolve_by_system,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._new_name = new_name
        self._image_hosts = image_hosts
        self._video_hosts = video_hosts
        self._limits = limits
        self._downloader = Downloader(client, folder, clock, resolve, limits.times)
        self._opening = Isolation(limits.openings_at_once)
        self._fitting = Isolation(limits.fittings_at_once)

    async def take_in_image(self, attachment: Attachment) -> StoredMedia:
        limit_bytes = self._limits.image.size_bytes
        allowed = megabytes(limit_bytes)
        if attachment.size_bytes > limit_bytes:
            raise _rejected(
                attachment, MediaProblem.TOO_HEAVY, megabytes_found(attachment.size_bytes), allowed
            )
        try:
            async with self._downloader.fetch(
                attachment.url, self._image_hosts, limit_bytes, attempts=self._limits.attempts
            ) as download:
                return await self._clean_copy(download)
        except DownloadFailed as failed:
            allowed = self._allowed(failed.problem)
            raise _rejected(attachment, _PROBLEMS[failed.problem], failed.detail, allowed) from failed
        except Unusable as unusable:
            raise _rejected(attachment, unusable.problem, unusable.found, unusable.allowed) from unusable
        except OSError as error:
            raise MediaUnavailable(f"cannot be kept: {error.strerror}", retryable=True) from error

    def _allowed(self, problem: DownloadProblem) -> str:
        match problem:
            case DownloadProblem.WRONG_HOST:
                return str(self._image_hosts)
            case DownloadProblem.TOO_HEAVY:
                return megabytes(self._limits.image.size_bytes)
            case _:
                return ""

    async def _clean_copy(self, download: Path) -> StoredMedia:
        limits = self._limits.image
        async with self._folder.new_file() as target:
            facts = await self._opening.run(
                "clean_image",
                limits.allowance,
                source=str(download),
                target=str(target),
                most_pixels=limits.pixels,
                shortest_side=limits.shortest_side,
                longest_side=limits.longest_side,
                kept_bytes=limits.kept_bytes,
                kept_png_pixels=limits.kept_png_pixels,
            )
            return await self._keep(target, f"inputs/{safe_name(self._new_name())}", facts)

    async def fetch_result(self, name: str, url: str, container: str) -> StoredMedia:
        limits = self._limits.video
        try:
            async with self._downloader.fetch(url, self._video_hosts, limits.size_bytes) as download:
                facts = await self._prove(download)
                if {facts.kind.lower(), container} == {"mp4", "mov"}:
                    # The two are one format in all but the brand; the name keeps what was asked for.
                    facts = replace(facts, kind=container.upper())
                return await self._keep(download, f"results/{safe_name(name)}", facts)
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
        return await self._opening.run(
            "prove_video", limits.proving, source=str(path), most_pixels=limits.pixels
        )

    async def fit(self, media: StoredMedia, limit_bytes: int) -> StoredMedia | None:
        if media.size_bytes <= limit_bytes:
            return media
        stem = media.path.rpartition(".")[0]
        fitted = f"{stem}.fit-{limit_bytes}"
        try:
            return await self._fitted_before(f"{fitted}.mp4") or await self._fit(media, fitted, limit_bytes)
        except Unusable:
            return None
        except OSError as error:
            raise MediaUnavailable(f"cannot be fitted: {error.strerror}", retryable=True) from error

    async def _fitted_before(self, path: str) -> StoredMedia | None:
        place = self._folder.where(path)
        if not await asyncio.to_thread(place.is_file):
            return None
        return await asyncio.to_thread(_stored, place, path, await self._prove(place))

    async def _fit(self, media: StoredMedia, fitted: str, limit_bytes: int) -> StoredMedia:
        limits = self._limits.video
        source = self._folder.where(media.path)
        if not await asyncio.to_thread(source.is_file):
            raise MediaUnavailable(f"{media.path} is gone", retryable=False)
        async with self._folder.new_file() as target:
            facts = await self._fitting.run(
                "fit_video",
                limits.fitting,
                source=str(source),
                target=str(target),
                limit_bytes=limit_bytes,
                most_pixels=limits.pixels,
            )
            return await self._keep(target, fitted, facts)

    async def _keep(self, finished: Path, stem: str, facts: Facts) -> StoredMedia:
        path = f"{stem}.{_KINDS[facts.kind][0]}"
        stored = await asyncio.to_thread(_stored, finished, path, facts)
        await asyncio.to_thread(self._folder.keep, finished, path)
        return stored

    async def read(self, media: StoredMedia) -> bytes:
        try:
            return await asyncio.to_thread(self._folder.read, media.path)
        except FileNotFoundError as error:
            raise MediaUnavailable(f"{media.path} is gone", retryable=False) from error
        except OSError as error:
            raise MediaUnavailable(f"{media.path}: {error.strerror}", retryable=True) from error

    async def remove(self, media: StoredMedia) -> None:
        await asyncio.to_thread(self._folder.remove, media.path)


def _stored(place: Path, path: str, facts: Facts) -> StoredMedia:
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


def _rejected(attachment: Attachment, problem: MediaProblem, found: str, allowed: str) -> MediaRejected:
    return MediaRejected(attachment.option, attachment.filename, problem, found, allowed)
