"""What Runware sends by itself when a take ends: the file to uploadEndpoint, the update to webhookURL."""

import asyncio
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.provider.files import CONTENT_TYPES
from sandbox.provider.post import Post
from sandbox.runware.takes import Take, Task
from sandbox.runware.updates import Reporter

# Runware's webhook page: answer within about 5 s, else again after 250 ms, doubling up to 8 s, with jitter.
ANSWER_TIMEOUT_SECONDS = 5
FIRST_RETRY_SECONDS, SLOWEST_RETRY_SECONDS = 0.25, 8.0
# The page does not say how often; eight attempts span about half a minute.
MOST_ATTEMPTS = 8


@dataclass(frozen=True)
class Outbound:
    """Sends what a request asked for."""

    post: Post
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
        await self.post.send("PUT", url, content, {"Content-Type": CONTENT_TYPES[path.suffix]})

    async def _announce(self, url: str, task: Task, take: Take) -> None:
        content = json.dumps(self.reporter.webhook(task, take)).encode()
        headers = {"Content-Type": "application/json"}
        async for _ in self.post.deliver(url, content, lambda: headers, self._pauses()):
            pass

    def _pauses(self) -> Iterator[float]:
        pause_seconds = FIRST_RETRY_SECONDS
        for _ in range(MOST_ATTEMPTS - 1):
            yield pause_seconds * self.chance.uniform(0.8, 1.2)
            pause_seconds = min(2 * pause_seconds, SLOWEST_RETRY_SECONDS)
