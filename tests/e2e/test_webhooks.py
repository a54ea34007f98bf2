"""Fifty copies of each webhook at once, against the whole bot: every video is posted and charged once."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from standardwebhooks import Webhook

from sandbox.provider.driver import Controls
from sandbox.provider.faults import Rule
from sandbox.provider.webhooks import Sent
from sandbox.runware.faults import Fault as RunwareFault
from sandbox.skills_video.faults import Fault as SkillsVideoFault
from tests.e2e.both import SECRET, Both, both
from tests.e2e.server import COMMANDS, SKILLS, ask, opened
from tests.e2e.verdict import all_ended, violations

P = TypeVar("P")
R = TypeVar("R", bound=Rule)

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

COPIES = 50
ANSWERED_LATE_SECONDS = 3.0
# So rare that without webhooks a test would take longer than it waits.
RARELY = {"POLL_SECONDS": "30..60"}


async def bring(stage: Both, path: str, body: bytes, headers: Mapping[str, str]) -> set[int]:
    """Post one webhook in many copies at once, and give the statuses of the answers."""
    async with httpx.AsyncClient(base_url=stage.bot_url, trust_env=False) as client:
        posts = (client.post(path, content=body, headers=dict(headers)) for _ in range(COPIES))
        return {answer.status_code for answer in await asyncio.gather(*posts)}


async def runware_says_failed(stage: Both) -> set[int]:
    """Tell, when all is over, that the first task had failed."""
    task = (await stage.runware.books()).creates[0].request
    failed = {"code": "inferenceError", "message": "The inference failed.", "status": "error"}
    body = {"errors": [{"taskType": "videoInference", "taskUUID": task["taskUUID"], **failed}]}
    path = str(task["webhookURL"]).removeprefix(stage.bot_url)
    return await bring(stage, path, json.dumps(body).encode(), {"Content-Type": "application/json"})


async def skills_video_says_failed(stage: Both) -> set[int]:
    """The same, signed."""
    (made, *_) = (await stage.skills_video.books()).creates
    body = json.dumps({"type": "task.failed", "prediction": {"id": made.generation_id, "state": "failed"}})
    now = datetime.now(UTC)
    headers = {
        "webhook-id": "msg_after_the_end",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(SECRET).sign("msg_after_the_end", now, body),
    }
    return await bring(stage, "/webhooks/skills-video", body.encode(), headers)


async def applied(stage: Both) -> None:
    """Wait until every webhook has had its effect."""
    async with asyncio.timeout(10):
        while stage.rows("SELECT key FROM inbox WHERE apply_due_at IS NOT NULL"):
            await asyncio.sleep(0.05)


async def effects(stage: Both) -> Counter[str]:
    """Count the posted videos and the charges."""
    posted = [one for one in await stage.discord.books.messages() if one.version["attachments"]]
    charges = stage.rows("SELECT DISTINCT transfer_id FROM ledger_entries WHERE kind = 'settle'")
    return Counter(posted=len(posted), charged=len(charges))


async def copy_all(provider: Controls[P, R], fault: type[R]) -> None:
    """Send each webhook in many copies at once; those of what is overtaken before its submit is answered."""
    await provider.add_fault(fault("webhook_copied", copies=COPIES))
    await provider.add_fault(fault("slow_answer", prompt="overtaken", seconds=ANSWERED_LATE_SECONDS))


async def make_two(stage: Both, **options: object) -> None:
    """Have one video made whose submit is answered late, then another; both are posted and charged."""
    server = await opened(stage)
    await stage.start_bot()
    await stage.discord.ready(COMMANDS)
    for prompt in ("a kite, overtaken", "a kite"):
        assert "Queued" in (await (await ask(stage, server, prompt, **options)).answer(30)).text
        await all_ended(stage)
    assert await effects(stage) == Counter(posted=2, charged=2)


def arrived(webhooks: Sequence[Sent]) -> Counter[str]:
    """Count the copies that were answered well at once, by what they tell of."""
    return Counter(sent.event for sent in webhooks if sent.answers == [204])


def overtook(webhooks: Sequence[Sent], task_id: str, submitted_at: float) -> int:
    """Count those of a task that were sent before the answer to its submit."""
    answered_at = submitted_at + ANSWERED_LATE_SECONDS
    return sum(sent.task_id == task_id and sent.sent_at < answered_at for sent in webhooks)


async def test_copies_of_runware_s_webhooks_have_one_effect_whenever_they_come(tmp_path: Path) -> None:
    async with both(tmp_path, settings=RARELY) as stage:
        await copy_all(stage.runware, RunwareFault)
        await make_two(stage)
        assert await runware_says_failed(stage) == {204}
        await applied(stage)

        books = await stage.runware.books()
        assert arrived(books.webhooks) == {"success": 2 * COPIES}
        first = books.creates[0]
        assert overtook(books.webhooks, first.task_id, first.created_at) == COPIES
        assert len(books.submits) == 2
        assert len(stage.rows("SELECT key FROM inbox")) == 3
        assert await effects(stage) == Counter(posted=2, charged=2)
        assert await violations(stage) == []


async def test_copies_of_skills_video_s_webhooks_have_one_effect_whenever_they_come(tmp_path: Path) -> None:
    async with both(tmp_path, settings=RARELY) as stage:
        await copy_all(stage.skills_video, SkillsVideoFault)
        await make_two(stage, **SKILLS)
        assert await skills_video_says_failed(stage) == {204}
        await applied(stage)

        books = await stage.skills_video.books()
        events = ("task.created", "task.started", "task.completed")
        assert arrived(books.webhooks) == dict.fromkeys(events, 2 * COPIES)
        first = books.creates[0]
        assert overtook(books.webhooks, first.generation_id, first.created_at) == len(events) * COPIES
        assert len(books.submits) == 2
        assert len(stage.rows("SELECT key FROM inbox")) == 2 * len(events) + 1
        assert await effects(stage) == Counter(posted=2, charged=2)
        assert await violations(stage) == []
