"""Taking in what members attach: fetched now, judged by its bytes, kept only as a clean copy."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from bot.domain.errors import MediaProblem, MediaRejected, MediaUnavailable
from bot.domain.request import Attachment
from bot.media.download import Downloader, DownloadFailed, DownloadProblem
from bot.media.hosts import HostList, HostRefused
from bot.media.verdict import Unusable
from bot.media.wording import megabytes, megabytes_found

KeptT = TypeVar("KeptT")

_PROBLEMS: Final = {
    DownloadProblem.WRONG_HOST: MediaProblem.WRONG_HOST,
    DownloadProblem.GONE: MediaProblem.GONE,
    DownloadProblem.TOO_HEAVY: MediaProblem.TOO_HEAVY,
    DownloadProblem.UNREACHABLE: MediaProblem.GONE,
}


@dataclass(frozen=True, slots=True)
class Attachments:
    """Downloads attached files, and turns whatever is wrong with one into a rejection."""

    downloader: Downloader
    hosts: HostList
    attempts: int

    def may_fetch(self, url: str) -> bool:
        """Tell whether an address is one to download from."""
        try:
            self.hosts.judge(url)
        except HostRefused:
            return False
        return True

    async def take_in(
        self, attachment: Attachment, limit_bytes: int, keep: Callable[[Path], Awaitable[KeptT]]
    ) -> KeptT:
        """Download a file and have made of it what is kept.

        Raises `MediaRejected` when it cannot be used, `MediaUnavailable` when our own disk fails.
        """
        if attachment.size_bytes > limit_bytes:
            found = megabytes_found(attachment.size_bytes)
            raise _rejected(attachment, MediaProblem.TOO_HEAVY, found, megabytes(limit_bytes))
        try:
            async with self.downloader.fetch(
                attachment.url, self.hosts, limit_bytes, attempts=self.attempts
            ) as download:
                return await keep(download)
        except DownloadFailed as failed:
            allowed = self._allowed(failed.problem, limit_bytes)
            raise _rejected(attachment, _PROBLEMS[failed.problem], failed.detail, allowed) from failed
        except Unusable as unusable:
            raise _rejected(attachment, unusable.problem, unusable.found, unusable.allowed) from unusable
        except OSError as error:
            raise MediaUnavailable(f"cannot be kept: {error.strerror}", retryable=True) from error

    def _allowed(self, problem: DownloadProblem, limit_bytes: int) -> str:
        match problem:
            case DownloadProblem.WRONG_HOST:
                return str(self.hosts)
            case DownloadProblem.TOO_HEAVY:
                return megabytes(limit_bytes)
            case _:
                return ""


def _rejected(attachment: Attachment, problem: MediaProblem, found: str, allowed: str) -> MediaRejected:
    return MediaRejected(attachment.option, attachment.filename, problem, found, allowed)
