"""What a stand-in sends by itself: over loopback only, again and again until it is answered well."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass

import aiohttp

from sandbox.provider.fetching import is_loopback

log = logging.getLogger(__name__)

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Post:
    """Sends to loopback addresses only, so that a rehearsal never reaches a stranger."""

    session: aiohttp.ClientSession
    timeout_seconds: float

    async def send(self, method: str, url: str, content: bytes, headers: Headers) -> int | None:
        """Send once; returns the HTTP status of the answer, None when there was none in time or at all."""
        if not is_loopback(url):
            log.warning("%s was not sent: only loopback addresses are", method)
            return None
        timeout = aiohttp.ClientTimeout(total=self.timeout_seconds)
        try:
            async with self.session.request(
                method, url, data=content, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status
        except (aiohttp.ClientError, TimeoutError):
            return None

    async def deliver(
        self, url: str, content: bytes, headers: Callable[[], Headers], pauses_seconds: Iterable[float]
    ) -> AsyncIterator[int | None]:
        """Post until a 2xx comes or the pauses run out, with headers made anew; yields each answer."""
        answer = await self.send("POST", url, content, headers())
        yield answer
        for pause_seconds in pauses_seconds:
            if is_good(answer) or not is_loopback(url):
                return
            await asyncio.sleep(pause_seconds)
            answer = await self.send("POST", url, content, headers())
            yield answer


def is_good(status: int | None) -> bool:
    """Whether an answer means that what was sent has arrived."""
    return status is not None and 200 <= status < 300
