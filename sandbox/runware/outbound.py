"""What Runware sends by itself when a take ends: the file to uploadEndpoint, the update to webhookURL."""

import asyncio
import logging
import random
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from sandbox.runware.inputs import is_loopback
from sandbox.runware.media import CONTENT_TYPES
from sandbox.runware.takes import Take, Task
from sandbox.runware.updates import Reporter

log = logging.getLogger(__name__)

# Runware's webhook page: answer within about 5 s, else again after 250 ms, doubling up to 8 s, with jitter.
ANSWER_TIMEOUT_SECONDS = 5
FIRST_RETRY_SECONDS, SLOWEST_RETRY_SECONDS = 0.25, 8.0
# The page does not say how often; eight attempts span about half a minute.
MOST_ATTEMPTS = 8


@dataclass(frozen=True)
class Outbound:
    """Sends to loopback addresses only, so that a rehearsal never reaches a stranger."""

    session: aiohttp.ClientSession
    reporter: Reporter
    folder: Path
    chance: random.Random

    async def take_ended(self, task: Task, take: Take) -> None:
        """Upload and announce one take, as far as the request asked for it."""
        request = task.request
        if request.upload_endpoint and take.state == "success":
            await self._upload(request.upload_endpoint, self.folder / task.file_name(take))
        if request.webhook_url:
            await self._announce(request.webhook_url, task, take)

    async def _upload(self, url: str, path: Path) -> None:
        content = await asyncio.to_thread(path.read_bytes)
        await self._send("PUT", url, content, CONTENT_TYPES[path.suffix])

    async def _announce(self, url: str, task: Task, take: Take) -> None:
        content = aiohttp.JsonPayload(self.reporter.webhook(task, take))
        pause_seconds = FIRST_RETRY_SECONDS
        for _ in range(MOST_ATTEMPTS):
            if await self._send("POST", url, content, "application/json"):
                return
            await asyncio.sleep(pause_seconds * self.chance.uniform(0.8, 1.2))
            pause_seconds = min(2 * pause_seconds, SLOWEST_RETRY_SECONDS)

    async def _send(self, method: str, url: str, content: bytes | aiohttp.Payload, content_type: str) -> bool:
        if not is_loopback(url):
            log.warning("%s was not sent: only loopback addresses are", method)
            return True
        timeout = aiohttp.ClientTimeout(total=ANSWER_TIMEOUT_SECONDS)
        headers = {"Content-Type": content_type}
        try:
            async with self.session.request(
                method, url, data=content, headers=headers, timeout=timeout
            ) as response:
                return 200 <= response.status < 300
        except (aiohttp.ClientError, TimeoutError):
            return False
