"""Webhooks that come in other shapes, at other times, more often or never."""

import asyncio
from typing import Any

import pytest

from sandbox.runware.faults import FailureShape, Fault, WebhookBody
from tests.sandbox.runware.receiver import Receiver
from tests.sandbox.runware.support import Json, Rig, let_others_end, statuses, video_task


async def announced(rig: Rig, receiver: Receiver, *faults: Fault) -> Any:
    """The first body that is sent for a task with these faults."""
    for fault in faults:
        await rig.driver.add_fault(fault)
    await rig.submit(video_task(webhookURL=receiver.url))
    return (await receiver.wait())[0]


def first_of(body: Json, body_shape: WebhookBody, *, failed: bool) -> Json:
    """The item that is wrapped in a body."""
    if failed and body_shape in {"errors", "pair"}:
        item = body["error"] if body_shape == "pair" else body["errors"][0]
    else:
        item = body if body_shape in {"flat", "errors"} else body["data"][0]
    return dict(item)


@pytest.mark.parametrize("shape", ["errors", "nested", "flat"])
async def test_a_failure_is_announced_in_its_shape(rig: Rig, receiver: Receiver, shape: FailureShape) -> None:
    body = await announced(rig, receiver, Fault("fail", code="timeoutProvider", shape=shape))
    told = {"errors": lambda: body["errors"][0], "nested": lambda: body["error"], "flat": lambda: body}
    assert told[shape]()["code"] == "timeoutProvider"


@pytest.mark.parametrize("shape", ["flat", "data", "errors", "pair"])
async def test_a_success_is_announced_in_every_body_seen(
    rig: Rig, receiver: Receiver, shape: WebhookBody
) -> None:
    body = await announced(rig, receiver, Fault("webhook_body", body=shape))
    item = first_of(body, shape, failed=False)
    assert item["status"] == "success"
    assert item["videoURL"].startswith(rig.url)
    assert ("error" in body) == (shape == "pair")


@pytest.mark.parametrize("shape", ["flat", "data", "errors", "pair"])
async def test_a_failure_is_announced_in_every_body_seen(
    rig: Rig, receiver: Receiver, shape: WebhookBody
) -> None:
    fail = Fault("fail", shape="flat", message="No.")
    body = await announced(rig, receiver, fail, Fault("webhook_body", body=shape))
    item = first_of(body, shape, failed=True)
    assert (item["status"], item["code"], item["message"]) == ("error", "inferenceError", "No.")


async def test_progress_can_be_announced_before_the_end(rig: Rig, receiver: Receiver) -> None:
    await rig.driver.hold()
    body = await announced(rig, receiver, Fault("webhook_progress"))
    assert body["status"] == "processing"
    assert 0 <= body["progress"] < 100
    assert "videoURL" not in body
    await rig.driver.release()
    assert (await receiver.wait(2))[1]["status"] == "success"


async def test_a_task_can_be_announced_as_processing_after_its_end(rig: Rig, receiver: Receiver) -> None:
    await announced(rig, receiver, Fault("webhook_stale"))
    bodies = await receiver.wait(2)
    assert sorted(body["status"] for body in bodies) == ["processing", "success"]


async def test_a_webhook_can_come_before_the_submit_is_acknowledged(rig: Rig, receiver: Receiver) -> None:
    await rig.driver.add_fault(Fault("webhook_early"))
    receiver.failures_left = 1
    submit = asyncio.create_task(rig.submit(video_task(webhookURL=receiver.url)))
    (body,) = await receiver.wait()
    assert body["status"] == "success"
    assert await submit == body["taskUUID"]
    assert receiver.attempts == 2


async def test_an_early_webhook_does_not_hold_up_who_wants_none(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("webhook_early"))
    assert statuses(await rig.result(await rig.submit(video_task()))) == ["success"]


async def test_webhooks_can_never_come(rig: Rig, receiver: Receiver) -> None:
    await rig.driver.add_fault(Fault("webhook_dropped", prompt="mute"))
    await rig.finish(video_task("mute", webhookURL=receiver.url))
    await let_others_end(rig)
    await rig.finish(video_task("loud", webhookURL=receiver.url))
    await receiver.wait()
    assert [webhook.event for webhook in (await rig.driver.books()).webhooks] == ["success"]


async def test_one_webhook_of_several_can_be_dropped(rig: Rig, receiver: Receiver) -> None:
    await rig.driver.add_fault(Fault("webhook_take_dropped", take=1))
    items = await rig.finish(video_task(numberResults=3, seed=10, webhookURL=receiver.url))
    assert len(items) == 3
    assert sorted(body["seed"] for body in await receiver.wait(2)) == [10, 12]


async def test_a_webhook_can_come_several_times(rig: Rig, receiver: Receiver) -> None:
    await rig.driver.add_fault(Fault("webhook_copied", copies=5))
    (item,) = await rig.finish(video_task(webhookURL=receiver.url))
    assert await receiver.wait(5) == [item] * 5


async def test_a_webhook_can_come_long_after_the_end_was_polled(rig: Rig, receiver: Receiver) -> None:
    await rig.driver.add_fault(Fault("webhook_delayed", seconds=1.5))
    (item,) = await rig.finish(video_task(webhookURL=receiver.url))
    assert receiver.bodies == []
    assert await receiver.wait() == [item]


async def test_webhooks_can_come_in_reverse(rig: Rig, receiver: Receiver) -> None:
    await announced(rig, receiver, Fault("webhook_reordered"), Fault("webhook_progress"))
    assert [body["status"] for body in await receiver.wait(2)] == ["success", "processing"]
