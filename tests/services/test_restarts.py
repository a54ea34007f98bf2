"""Stopped anywhere, the next worker ends what the last one began: once, and paid once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.domain.generation import Generation, State
from bot.domain.models import CATALOGUE
from bot.ports.provider import Order
from bot.services.stages.submitting import LEASE
from tests.support.fake_delivery import Purpose
from tests.support.fake_provider import FakeProvider
from tests.support.studio import Studio


@dataclass
class SlowProvider(FakeProvider):
    """Answers a submit when a test lets it."""

    answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def submit(self, order: Order) -> str:
        task_id = await super().submit(order)
        await self.answer.wait()
        return task_id


async def queued(studio: Studio) -> Generation:
    return await studio.request()


async def claimed(studio: Studio) -> Generation:
    generation = await studio.request()
    now = studio.clock.now()
    await studio.store.claim_for_submit("runware", now, now + LEASE, 16, 8)
    return generation


async def answered_but_not_noted(studio: Studio) -> Generation:
    generation = await claimed(studio)
    order = Order(generation.id, CATALOGUE.models[1], generation.prompt, generation.settings, {})
    await studio.provider.submit(order)
    return generation


async def running(studio: Studio) -> Generation:
    return await studio.running()


async def succeeded(studio: Studio) -> Generation:
    generation = await studio.running()
    studio.provider.finish(generation.id)
    studio.clock.advance(2)
    (update,) = await studio.provider.poll([generation.id])
    await studio.store.observe(update, studio.clock.now())
    return generation


async def settled(studio: Studio) -> Generation:
    generation = await succeeded(studio)
    take = (await studio.now(generation)).takes[0]
    media = await studio.media.fetch_result("copy", take.url, "mp4", "runware")
    await studio.store.take_stored(generation.id, take.key, media, studio.clock.now())
    return generation


async def posting(studio: Studio) -> Generation:
    generation = await settled(studio)
    await studio.store.delivering(generation.id, studio.clock.now() + LEASE)
    return generation


async def posted_but_not_noted(studio: Studio) -> Generation:
    generation = await posting(studio)
    await studio.delivery.post_result(await studio.now(generation), [], again=False)
    return generation


STAGES: list[tuple[Callable[[Studio], Coroutine[Any, Any, Generation]], State]] = [
    (queued, State.QUEUED),
    (claimed, State.SUBMITTING),
    (answered_but_not_noted, State.SUBMITTING),
    (running, State.RUNNING),
    (succeeded, State.SUCCEEDED),
    (settled, State.SUCCEEDED),
    (posting, State.SUCCEEDED),
    (posted_but_not_noted, State.SUCCEEDED),
]


@pytest.mark.parametrize("away_seconds", [0, 600])
@pytest.mark.parametrize(("reach", "state"), STAGES)
async def test_stopped_at_any_stage_it_is_delivered_once_and_paid_once(
    studio: Studio,
    reach: Callable[[Studio], Coroutine[Any, Any, Generation]],
    state: State,
    away_seconds: float,
) -> None:
    generation = await reach(studio)
    assert (await studio.now(generation)).state is state

    studio.clock.advance(away_seconds)
    await studio.restart()
    await studio.pass_time(5, step_seconds=1)
    studio.provider.finish(generation.id)
    await studio.pass_time(20)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert [order.task_id for order in studio.provider.creates.values()] == [generation.id]
    assert len(studio.results(generation)) == 1
    assert await studio.money(generation) == {
        "held": 0, "charged": 150_000, "released": 0, "provider_cost": 150_000,
    }  # fmt: skip


@pytest.mark.parametrize("told", [True, False])
async def test_stopped_before_or_after_a_notice_it_is_told_once(studio: Studio, told: bool) -> None:
    generation = await studio.running()
    studio.provider.fail(generation.id)
    studio.clock.advance(2)
    (update,) = await studio.provider.poll([generation.id])
    await studio.store.observe(update, studio.clock.now())
    await studio.store.noticing(generation.id, studio.clock.now() + LEASE)
    if told:
        await studio.delivery.post_notice(await studio.now(generation), (), again=False)
    studio.clock.advance(600)
    await studio.restart()
    await studio.pass_time(10)

    assert len(studio.notices(generation)) == 1


async def test_a_running_worker_wakes_what_a_crash_left_and_goes_on(studio: Studio) -> None:
    generation = await claimed(studio)
    studio.start()
    async with working(studio):
        await moments(studio, 3)
        studio.provider.finish(generation.id)
        await moments(studio, 10)

    assert (await studio.now(generation)).state is State.DELIVERED


async def test_one_stage_nudges_the_next_so_that_nothing_waits_for_its_interval(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.finish(generation.id)
    async with working(studio):
        await moments(studio, 3)

    assert (await studio.now(generation)).state is State.DELIVERED


async def test_a_stop_waits_for_what_is_under_way(studio: Studio) -> None:
    provider = studio.provider = SlowProvider()
    studio.start()
    generation = await studio.request()
    run = asyncio.create_task(studio.worker.run(drain_seconds=60))
    await until(lambda: bool(provider.creates))
    run.cancel()
    await asyncio.sleep(0.01)
    assert not run.done()

    provider.answer.set()
    with suppress(asyncio.CancelledError):
        await run
    assert (await studio.now(generation)).state is State.RUNNING


async def test_a_stop_does_not_wait_for_ever(studio: Studio) -> None:
    provider = studio.provider = SlowProvider()
    studio.start()
    generation = await studio.request()
    run = asyncio.create_task(studio.worker.run(drain_seconds=0.01))
    await until(lambda: bool(provider.creates))
    run.cancel()
    with suppress(asyncio.CancelledError):
        await run
    assert (await studio.now(generation)).state is State.SUBMITTING

    provider.answer.set()
    await studio.restart()
    await studio.pass_time(5)
    assert (await studio.now(generation)).state is State.RUNNING
    assert len(provider.creates) == 1


async def test_a_restarted_bot_shows_the_cards_it_had(studio: Studio) -> None:
    generation = await studio.running()
    await studio.restart()
    studio.provider.finish(generation.id)
    await studio.pass_time(20)

    assert studio.card(generation).shown.state is State.DELIVERED
    assert len(studio.delivery.messages(generation, Purpose.CARD)) == 1


async def test_what_was_made_while_the_bot_was_down_beyond_the_deadline_is_delivered(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.finish(generation.id)
    studio.clock.advance(studio.deadline_seconds + 100)

    await studio.restart()
    await studio.pass_time(20)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert (await studio.money(generation))["provider_cost"] == 150_000


@asynccontextmanager
async def working(studio: Studio) -> AsyncIterator[None]:
    """Let the worker run for as long as the block lasts."""
    run = asyncio.create_task(studio.worker.run())
    yield
    run.cancel()
    with suppress(asyncio.CancelledError):
        await run


async def moments(studio: Studio, seconds: int) -> None:
    """Let seconds pass one by one, with all the work that each brings."""
    for _ in range(seconds):
        studio.clock.advance(1)
        for _ in range(200):
            await asyncio.sleep(0)


async def until(reached: Callable[[], bool]) -> None:
    while not reached():
        await asyncio.sleep(0)
