"""What the stand-in sends by itself: when, how often, and where it is noted."""

import asyncio
import random
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.runware.outbound import MOST_ATTEMPTS, pauses
from tests.sandbox.runware.receiver import Receiver
from tests.sandbox.runware.support import Rig, StartRig, quick, video_task


async def test_a_webhook_carries_the_same_item_as_the_poll(rig: Rig, receiver: Receiver) -> None:
    (item,) = await rig.finish(video_task(webhookURL=f"{receiver.url}?token=secret"))
    assert await receiver.wait() == [item]


async def test_every_finished_take_is_announced_once(rig: Rig, receiver: Receiver) -> None:
    items = await rig.finish(video_task(numberResults=3, webhookURL=receiver.url))
    bodies = await receiver.wait(3)
    assert sorted(body["videoUUID"] for body in bodies) == sorted(item["videoUUID"] for item in items)


async def test_a_webhook_is_sent_again_until_it_is_answered_well(rig: Rig, receiver: Receiver) -> None:
    receiver.failures_left = 2
    task = video_task(webhookURL=receiver.url)
    await rig.finish(task)
    await receiver.wait()
    assert (receiver.attempts, len(receiver.bodies)) == (3, 1)
    async with asyncio.timeout(5):
        while len((sent := (await rig.driver.books()).webhooks)[0].answers) < 3:
            await asyncio.sleep(0.01)
    assert [(webhook.key, webhook.event) for webhook in sent] == [(task["taskUUID"], "success")]
    assert sent[0].answers == [503, 503, 200]


def test_the_pauses_double_from_a_quarter_of_a_second_to_eight_and_end() -> None:
    waited = list(pauses(random.Random(7)))
    assert len(waited) == MOST_ATTEMPTS - 1
    for seconds, documented in zip(waited, (0.25, 0.5, 1, 2, 4, 8, 8), strict=True):
        assert seconds == pytest.approx(documented, rel=0.2)
    assert waited != list(pauses(random.Random(8)))


async def test_an_answer_that_does_not_come_in_time_is_none(
    start_rig: StartRig, tmp_path: Path, receiver: Receiver
) -> None:
    rig = await start_rig(replace(quick(tmp_path), answer_seconds=0.3))
    receiver.silences_left = 1
    await rig.finish(video_task(webhookURL=receiver.url))
    await receiver.wait()
    async with asyncio.timeout(5):
        while len((sent := (await rig.driver.books()).webhooks)[0].answers) < 2:
            await asyncio.sleep(0.01)
    assert sent[0].answers == [None, 200]


async def test_a_webhook_that_nobody_answers_is_noted_as_unanswered(rig: Rig) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        await rig.finish(video_task(webhookURL=f"http://127.0.0.1:{nobody.getsockname()[1]}/hook"))
        async with asyncio.timeout(5):
            while not (sent := (await rig.driver.books()).webhooks) or not sent[0].answers:
                await asyncio.sleep(0.01)
    assert sent[0].answers[0] is None


async def test_a_finished_file_is_put_where_the_request_wanted_it(rig: Rig, receiver: Receiver) -> None:
    task = video_task(uploadEndpoint=receiver.url)
    (item,) = await rig.finish(task)
    content = (await rig.http.get(item["videoURL"])).content
    assert await receiver.wait() == [content]
    async with asyncio.timeout(5):
        while not (uploads := (await rig.driver.books()).uploads):
            await asyncio.sleep(0.01)
    (upload,) = uploads
    assert (upload.task_id, upload.video_id) == (task["taskUUID"], item["videoUUID"])
    assert (upload.size_bytes, upload.status) == (len(content), 200)


async def test_nothing_is_ever_sent_beyond_this_machine(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    await rig.finish(video_task(webhookURL="https://bot.example/hook", ttl=60))
    async with asyncio.timeout(5):
        while "only loopback" not in caplog.text:
            await asyncio.sleep(0.01)
    assert "bot.example" not in caplog.text
