"""The workspace's webhooks: events, signatures, attempts, and what goes wrong with them on demand."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.skills_video.faults import Fault
from sandbox.skills_video.letters import PAUSES_SECONDS, BodyShape
from tests.sandbox.skills_video import support
from tests.sandbox.skills_video.receiver import NEXT_SECRET, SECRET, Arrived, Receiver
from tests.sandbox.skills_video.support import Json, Rig, StartRig, quick


@pytest.fixture
async def hooked(tmp_path: Path, receiver: Receiver) -> AsyncIterator[Rig]:
    settings = replace(quick(tmp_path), webhook_url=receiver.url, webhook_secrets=(SECRET,))
    async with support.rig(settings) as running:
        yield running


def events(attempts: list[Arrived]) -> list[str]:
    return [attempt.event for attempt in attempts]


async def test_each_step_of_a_generation_is_announced_and_signed(hooked: Rig, receiver: Receiver) -> None:
    generation_id = await hooked.submit()
    attempts = sorted(await receiver.wait(3), key=lambda attempt: attempt.event)
    assert [(attempt.event, attempt.body["prediction"]["state"]) for attempt in attempts] == [
        ("task.completed", "succeeded"),
        ("task.created", "queued"),
        ("task.started", "running"),
    ]
    assert {attempt.body["prediction"]["id"] for attempt in attempts} == {generation_id}
    assert len({attempt.key for attempt in attempts}) == 3
    assert {sent.task_id for sent in (await hooked.driver.books()).webhooks} == {generation_id}
    assert all(attempt.is_signed_with(SECRET) for attempt in attempts)
    assert not any(attempt.is_signed_with(NEXT_SECRET) for attempt in attempts)


@pytest.mark.parametrize(
    ("fault", "event", "state"),
    [(Fault("fail"), "task.failed", "failed"), (Fault("cancel"), "task.canceled", "canceled")],
)
async def test_a_bad_end_is_announced_by_its_own_event(
    hooked: Rig, receiver: Receiver, fault: Fault, event: str, state: str
) -> None:
    await hooked.driver.add_fault(fault)
    await hooked.submit()
    attempts = await receiver.wait(3)
    (last,) = [attempt for attempt in attempts if attempt.event == event]
    assert last.body["prediction"]["state"] == state


async def test_while_secrets_rotate_each_of_them_has_signed(rig: Rig, receiver: Receiver) -> None:
    await rig.driver.set_webhook(receiver.url, SECRET, NEXT_SECRET)
    await rig.submit()
    for attempt in await receiver.wait(3):
        assert len(attempt.headers["webhook-signature"].split(" ")) == 2
        assert attempt.is_signed_with(SECRET)
        assert attempt.is_signed_with(NEXT_SECRET)


def test_the_receiver_verifies_as_the_specifications_example_wants() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    assert Arrived(headers, b'{"test": 2432232314}').is_signed_with(secret)
    assert not Arrived(headers, b'{"test": 2432232315}').is_signed_with(secret)


async def test_a_webhook_is_sent_again_with_the_same_id_until_it_is_answered_well(
    hooked: Rig, receiver: Receiver
) -> None:
    receiver.failures_left = 5
    await hooked.submit()
    attempts = await receiver.wait(3 + 5)
    assert len({attempt.key for attempt in attempts}) == 3
    assert all(attempt.is_signed_with(SECRET) for attempt in attempts)
    answers = [answer for sent in (await hooked.driver.books()).webhooks for answer in sent.answers]
    assert sorted(answer or 0 for answer in answers) == [204] * 3 + [503] * 5


async def test_attempts_end_with_the_schedule(hooked: Rig, receiver: Receiver) -> None:
    receiver.failures_left = 1_000
    await hooked.submit()
    await receiver.wait(3 * 6)
    await hooked.submit("a passer-by")
    attempts = await receiver.wait(2 * 3 * 6)
    assert set(Counter(attempt.key for attempt in attempts).values()) == {6}


def test_the_schedule_is_the_specifications() -> None:
    hours = [seconds / 3600 for seconds in PAUSES_SECONDS[2:]]
    assert PAUSES_SECONDS[:2] == (5, 300)
    assert hours == [0.5, 2, 5, 10, 14, 20, 24]


async def test_a_later_attempt_tells_its_own_time(tmp_path: Path, receiver: Receiver) -> None:
    now = [1_800_000_000.0]

    def clock() -> float:
        now[0] += 100
        return now[0]

    receiver.failures_left = 3
    settings = replace(quick(tmp_path), webhook_url=receiver.url, webhook_secrets=(SECRET,))
    async with support.rig(settings, clock=clock) as rig:
        await rig.submit()
        attempts = await receiver.wait(6)
    (key,) = {attempt.key for attempt in attempts if attempt.event == "task.created"}
    times = [int(attempt.headers["webhook-timestamp"]) for attempt in attempts if attempt.key == key]
    assert times == sorted(set(times))
    assert len(times) >= 2
    assert all(attempt.is_signed_with(SECRET) for attempt in attempts)


async def test_nothing_is_sent_before_an_address_is_set_and_after_it_is_taken_back(
    rig: Rig, receiver: Receiver
) -> None:
    await rig.finish("unheard")
    await rig.driver.set_webhook(receiver.url, SECRET)
    heard = await rig.submit("heard")
    await receiver.wait(3)
    await rig.driver.set_webhook(None)
    await rig.finish("unheard again")
    assert {attempt.body["prediction"]["id"] for attempt in receiver.attempts} == {heard}
    assert len((await rig.driver.books()).webhooks) == 3


async def test_nothing_is_ever_sent_beyond_this_machine(rig: Rig) -> None:
    await rig.driver.set_webhook("https://hooks.example/skills-video", SECRET)
    await rig.finish()
    webhooks = (await rig.driver.books()).webhooks
    assert [sent.answers for sent in webhooks] == [[None]] * 3


async def test_webhooks_can_be_dropped(hooked: Rig, receiver: Receiver) -> None:
    await hooked.driver.add_fault(Fault("webhook_dropped", prompt="unheard"))
    await hooked.finish("unheard")
    heard = await hooked.submit("a passer-by")
    await receiver.wait(3)
    assert {attempt.body["prediction"]["id"] for attempt in receiver.attempts} == {heard}


async def test_webhooks_can_come_in_several_copies_of_one_id(hooked: Rig, receiver: Receiver) -> None:
    await hooked.driver.add_fault(Fault("webhook_copied", copies=4))
    await hooked.submit()
    attempts = await receiver.wait(12)
    assert len({attempt.key for attempt in attempts}) == 3
    assert len({attempt.content for attempt in attempts}) == 3


async def test_webhooks_can_come_in_reverse(hooked: Rig, receiver: Receiver) -> None:
    await hooked.driver.add_fault(Fault("webhook_reordered"))
    await hooked.submit()
    assert events(await receiver.wait(3)) == ["task.completed", "task.started", "task.created"]


async def test_webhooks_can_be_late(hooked: Rig, receiver: Receiver) -> None:
    await hooked.driver.add_fault(Fault("webhook_delayed", seconds=0.5))
    await hooked.submit()
    await receiver.wait(3)
    books = await hooked.driver.books()
    assert min(sent.sent_at for sent in books.webhooks) - books.creates[0].created_at >= 0.5


async def test_webhooks_can_come_before_the_answer_to_the_submit(hooked: Rig, receiver: Receiver) -> None:
    await hooked.driver.add_fault(Fault("slow_answer", seconds=3600))
    submit = asyncio.create_task(hooked.post("lost"))
    attempts = await receiver.wait(3)
    assert not submit.done()
    generation_id = attempts[0].body["prediction"]["id"]
    assert (await hooked.look_up(generation_id))["input"]["prompt"] == "lost"
    submit.cancel()
    await asyncio.gather(submit, return_exceptions=True)


async def test_webhooks_can_be_forged(hooked: Rig, receiver: Receiver) -> None:
    await hooked.driver.add_fault(Fault("webhook_forged"))
    await hooked.submit()
    assert not any(attempt.is_signed_with(SECRET) for attempt in await receiver.wait(3))


async def test_webhooks_can_be_well_signed_but_an_hour_old(hooked: Rig, receiver: Receiver) -> None:
    await hooked.driver.add_fault(Fault("webhook_stale"))
    await hooked.submit()
    now = datetime.now(UTC).timestamp()
    for attempt in await receiver.wait(3):
        assert attempt.is_signed_with(SECRET)
        assert now - int(attempt.headers["webhook-timestamp"]) >= 3590


@pytest.mark.parametrize("shape", ["prediction", "data", "flat"])
async def test_the_unpublished_rest_of_the_body_comes_in_likely_shapes(
    start_rig: StartRig, tmp_path: Path, receiver: Receiver, shape: BodyShape
) -> None:
    rig = await start_rig(replace(quick(tmp_path), webhook_body=shape))
    await rig.driver.set_webhook(receiver.url, SECRET)
    generation_id = await rig.submit()
    for attempt in await receiver.wait(3):
        body = attempt.body
        inner = body["data"] if shape == "data" else body
        assert inner["prediction"]["state"] in {"queued", "running", "succeeded"}
        told = body["generation_id"] if shape == "flat" else inner["prediction"]["id"]
        assert told == generation_id


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"secrets": [SECRET]}, "url"),
        ({"url": "http://127.0.0.1:1/", "secrets": ["whsec_"]}, "is no secret"),
        ({"url": "http://127.0.0.1:1/", "secrets": ["x"]}, "write whsec_ and base64"),
    ],
)
async def test_a_wrong_setting_is_refused_with_a_sentence(rig: Rig, setting: Json, told: str) -> None:
    response = await rig.http.post("/sandbox/webhook", json=setting)
    assert response.status_code == 400
    assert told in response.text
