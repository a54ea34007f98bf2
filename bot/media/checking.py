"""Asking the operator's classifier about our own copies, over HTTP (docs/classifier.md has the protocol)."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import httpx

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import StoredMedia
from bot.domain.safety import CheckUnavailable

READ = Callable[[StoredMedia], AsyncIterator[bytes]]

LARGEST_BYTES: Final = 256 * 1024 * 1024
"""A larger file is not sent, and counts as not checked."""
LARGEST_ANSWER_BYTES: Final = 64 * 1024
LONGEST_SECONDS: Final = 60.0
"""For sending and judging one file; whoever waits for it is told that there was no answer."""
AT_ONCE: Final = 4


class HttpClassifier:
    """Sends one file in one request, and takes nothing but a clear verdict for an answer."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        url: str,
        key: str | None,
        read: READ,
        longest_seconds: float = LONGEST_SECONDS,
    ) -> None:
        self._client = client
        self._url = url
        self._key = key
        self._read = read
        self._longest_seconds = longest_seconds
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def finds_unfit(self, media: StoredMedia) -> bool:
        if media.size_bytes > LARGEST_BYTES:
            raise CheckUnavailable(f"too large to be checked: {media.size_bytes} bytes")
        try:
            async with asyncio.timeout(self._longest_seconds), self._turns:
                return _verdict(await self._ask(media))
        except TimeoutError as error:
            raise CheckUnavailable(f"no verdict after {self._longest_seconds:g} s") from error
        except MediaUnavailable as error:
            raise CheckUnavailable(f"our copy cannot be read: {error.detail}") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise CheckUnavailable(f"the classifier does not answer: {type(error).__name__}") from error

    async def _ask(self, media: StoredMedia) -> bytes:
        headers = {
            "Content-Type": media.mime,
            "Content-Length": str(media.size_bytes),
            "Accept": "application/json",
            # Compressed answers could grow beyond every bound while they are unpacked.
            "Accept-Encoding": "identity",
            **({"Authorization": f"Bearer {self._key}"} if self._key else {}),
        }
        request = self._client.stream("POST", self._url, content=self._read(media), headers=headers)
        async with request as response:
            if response.status_code != httpx.codes.OK:
                raise CheckUnavailable(f"the classifier answered with HTTP {response.status_code}")
            answer = bytearray()
            async for chunk in response.aiter_bytes():
                answer += chunk
                if len(answer) > LARGEST_ANSWER_BYTES:
                    raise CheckUnavailable("the classifier's answer is too long")
            return bytes(answer)


def _verdict(answer: bytes) -> bool:
    try:
        said: Any = json.loads(answer)
    except ValueError as error:
        raise CheckUnavailable("the classifier's answer is no JSON") from error
    unfit = said.get("unfit") if isinstance(said, dict) else None
    if not isinstance(unfit, bool):
        raise CheckUnavailable("the classifier's answer has no verdict")
    return unfit
