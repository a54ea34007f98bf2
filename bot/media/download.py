"""Downloads streamed to disk, bounded in size and time, and pinned to the address that was checked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import FileIO
from pathlib import Path
from typing import Final

import httpx

from bot.media.folder import MediaFolder
from bot.media.hosts import Destination, HostList, HostRefused, Resolve, addresses_of
from bot.media.limits import DownloadTimes
from bot.media.wording import megabytes, megabytes_found
from bot.ports.clock import Clock

_PIECES_AT_ONCE: Final = 16
"""Of at most 64 KiB each, as httpcore reads them: fewer changes of thread, for at most 1 MiB of memory."""
_REDIRECTS: Final = 3
_ADDRESSES_TRIED: Final = 3
_TRY_LATER: Final = frozenset({408, 425, 429})


class DownloadProblem(StrEnum):
    """Why a file could not be fetched."""

    WRONG_HOST = "wrong_host"
    GONE = "gone"
    TOO_HEAVY = "too_heavy"
    UNREACHABLE = "unreachable"


@dataclass(eq=False)
class DownloadFailed(Exception):
    """A file could not be fetched; `retryable`: it may be had later."""

    problem: DownloadProblem
    detail: str
    retryable: bool = False

    def __str__(self) -> str:
        return f"{self.problem}: {self.detail}"


class Downloader:
    """Streams files of listed hosts into a folder."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        folder: MediaFolder,
        clock: Clock,
        resolve: Resolve,
        times: DownloadTimes,
    ) -> None:
        self._client = client
        self._folder = folder
        self._clock = clock
        self._resolve = resolve
        self._total_seconds = times.total_seconds
        self._timeout = httpx.Timeout(times.stall_seconds, connect=times.connect_seconds)

    @asynccontextmanager
    async def fetch(
        self, url: str, hosts: HostList, limit_bytes: int, *, attempts: int = 1
    ) -> AsyncIterator[Path]:
        """Download a file and give its path; it is removed afterwards unless it was kept.

        Raises `DownloadFailed` for whatever the network does, and `OSError` for our own disk.
        """
        async with self._folder.new_file() as path:
            await self._patiently(path, url, hosts, limit_bytes, attempts)
            yield path

    async def _patiently(
        self, path: Path, url: str, hosts: HostList, limit_bytes: int, attempts: int
    ) -> None:
        attempt = 1
        while True:
            try:
                await self._attempt(path, url, hosts, limit_bytes)
                return
            except DownloadFailed as failed:
                if not failed.retryable or attempt == attempts:
                    raise
            await self._clock.sleep(attempt)
            attempt += 1

    async def _attempt(self, path: Path, url: str, hosts: HostList, limit_bytes: int) -> None:
        try:
            async with asyncio.timeout(self._total_seconds):
                response = await self._open(url, hosts)
                try:
                    await self._write(response, path, limit_bytes)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            detail = f"not complete after {self._total_seconds:g} s"
            raise DownloadFailed(DownloadProblem.UNREACHABLE, detail, retryable=True) from error
        except HostRefused as error:
            raise DownloadFailed(DownloadProblem.WRONG_HOST, str(error)) from error
        except httpx.InvalidURL as error:
            raise DownloadFailed(DownloadProblem.WRONG_HOST, "not a valid address") from error
        except httpx.HTTPError as error:
            detail = f"{type(error).__name__} {error}".strip()
            raise DownloadFailed(DownloadProblem.UNREACHABLE, detail, retryable=True) from error

    async def _open(self, url: str, hosts: HostList) -> httpx.Response:
        for _ in range(_REDIRECTS + 1):
            response = await self._ask(url, hosts.judge(url))
            if not response.has_redirect_location:
                return response
            await response.aclose()
            # Seen from the address that was asked for, not from the IP address it was pinned to.
            url = str(httpx.URL(url).join(response.headers["Location"]))
        raise HostRefused(f"more than {_REDIRECTS} redirects")

    async def _ask(self, url: str, destination: Destination) -> httpx.Response:
        failure: httpx.TransportError | None = None
        for address in (await self._addresses(destination))[:_ADDRESSES_TRIED]:
            try:
                request = self._request(url, destination, address)
                return await self._client.send(request, stream=True, follow_redirects=False)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise failure or httpx.ConnectError(f"{destination.host} has no address")

    async def _addresses(self, destination: Destination) -> list[str]:
        try:
            return list(await addresses_of(destination, self._resolve))
        except OSError as error:
            raise httpx.ConnectError(f"no address for {destination.host}") from error

    def _request(self, url: str, destination: Destination, address: str) -> httpx.Request:
        """Ask the address that was checked, while TLS proves the name that was meant.

        Connections are not reused: the pool knows them by address, and two names may share one.
        """
        return self._client.build_request(
            "GET",
            httpx.URL(url).copy_with(host=address),
            headers={"Host": destination.authority, "Accept-Encoding": "identity", "Connection": "close"},
            timeout=self._timeout,
            extensions={"sni_hostname": destination.host},
        )

    async def _write(self, response: httpx.Response, path: Path, limit_bytes: int) -> None:
        _require_success(response)
        _require_announced_size(response, limit_bytes)
        size_bytes = 0
        pieces: list[bytes] = []
        with path.open("wb", buffering=0) as file:
            async for piece in response.aiter_raw():
                size_bytes += len(piece)
                if size_bytes > limit_bytes:
                    raise _too_heavy(size_bytes, limit_bytes)
                pieces.append(piece)
                if len(pieces) == _PIECES_AT_ONCE:
                    await asyncio.to_thread(_append, file, pieces)
                    pieces = []
            await asyncio.to_thread(_append, file, pieces)


def _append(file: FileIO, pieces: list[bytes]) -> None:
    for piece in pieces:
        unwritten = memoryview(piece)
        while unwritten:
            unwritten = unwritten[file.write(unwritten) :]


def _require_success(response: httpx.Response) -> None:
    status = response.status_code
    if status >= 500 or status in _TRY_LATER:
        raise DownloadFailed(DownloadProblem.UNREACHABLE, f"HTTP {status}", retryable=True)
    if status != 200:
        # 403, 410: a signed address does not come back to life. 404 may be a file announced too early.
        raise DownloadFailed(DownloadProblem.GONE, f"HTTP {status}", retryable=status == 404)
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        # Images and videos are compressed already; unpacking what we did not ask for could fill the memory.
        raise DownloadFailed(DownloadProblem.GONE, "compressed although that was not asked for")


def _require_announced_size(response: httpx.Response, limit_bytes: int) -> None:
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > limit_bytes:
        raise _too_heavy(int(announced), limit_bytes)


def _too_heavy(size_bytes: int, limit_bytes: int) -> DownloadFailed:
    detail = f"{megabytes_found(size_bytes)}, more than {megabytes(limit_bytes)}"
    return DownloadFailed(DownloadProblem.TOO_HEAVY, detail)
