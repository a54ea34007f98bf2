"""What Runware sends by itself: updates to webhookURL, finished files to uploadEndpoint."""

import asyncio
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.provider.files import CONTENT_TYPES
from sandbox.provider.webhooks import Courier, Letter, Outbox
from sandbox.provider.work import Background
from sandbox.runware.books import Books, Upload
from sandbox.runware.takes import Take, Task
from sandbox.runware.updates import Reporter
from sandbox.runware.wire import JsonObject

# Runware's webhook page: answer within about 5 s, else again after 250 ms, doubling up to 8 s, with jitter.
ANSWER_TIMEOUT_SECONDS = 5
FIRST_RETRY_SECONDS, SLOWEST_RETRY_SECONDS, JITTER = 0.25, 8.0, 0.2
# The page does not say how often; eight attempts span about half a minute.
MOST_ATTEMPTS = 8


def pauses(chance: random.Random) -> Iterator[float]:
    """The seconds to wait before each further attempt."""
    pause_seconds = FIRST_RETRY_SECONDS
    for _ in range(MOST_ATTEMPTS - 1):
        yield pause_seconds * chance.uniform(1 - JITTER, 1 + JITTER)
        pause_seconds = min(2 * pause_seconds, SLOWEST_RETRY_SECONDS)


@dataclass
class Outbound:
    """Sends what requests asked for, beside everything else."""

    courier: Courier
    reporter: Reporter
    books: Books
    folder: Path
    clock: Callable[[], float]
    _background: Background = field(default_factory=Background)
    _outboxes: dict[str, Outbox] = field(default_factory=dict)

    def take_began(self, task: Task) -> None:
        """Announce progress, which only the fault webhook_progress wants."""
        if task.fault("webhook_progress"):
            self._announce_progress(task)

    def take_ended(self, task: Task, take: Take) -> None:
        """Upload and announce one take; nobody promises which of the two arrives first."""
        endpoint = task.request.upload_endpoint
        if endpoint and take.state == "success":
            self._background.start(self._upload(endpoint, task, take))
        dropped = task.fault("webhook_take_dropped")
        if not dropped or dropped.take != take.index:
            body = self.reporter.webhook(task, take)
            self._announce(task, take.state, body, last=not task.unfinished)
        if task.fault("webhook_stale"):
            self._announce_progress(task)

    async def close(self) -> None:
        """Stop sending."""
        await self._background.close()

    async def _upload(self, url: str, task: Task, take: Take) -> None:
        path = self.folder / task.file_name(take)
        content = await asyncio.to_thread(path.read_bytes)
        headers = {"Content-Type": CONTENT_TYPES[path.suffix]}
        status = await self.courier.post.send("PUT", url, content, headers)
        self.books.uploaded(Upload(task.request.task_id, take.video_id, len(content), status))

    def _announce_progress(self, task: Task) -> None:
        self._announce(task, "processing", self.reporter.progress(task, self.clock()), last=False)

    def _announce(self, task: Task, event: str, body: JsonObject, *, last: bool) -> None:
        if not task.request.webhook_url:
            return
        content, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
        task_id = task.request.task_id
        letter = Letter(task.request.webhook_url, task_id, task_id, event, content, lambda: headers)
        if task.fault("webhook_early"):
            self._background.start(self._carry_early(task, letter))
        else:
            self._outbox_of(task).put(letter, last=last)

    async def _carry_early(self, task: Task, letter: Letter) -> None:
        await self.courier.carry(letter)
        task.announced.set()

    def _outbox_of(self, task: Task) -> Outbox:
        task_id = task.request.task_id
        if task_id not in self._outboxes:
            self._outboxes[task_id] = Outbox(self.courier, self._background, task.faults)
        return self._outboxes[task_id]
