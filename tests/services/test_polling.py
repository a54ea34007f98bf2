"""Asking for news: rarely, together, and without one task spoiling it for the others."""

import asyncio
import itertools
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bot.domain.generation import Failure, FailureReason, Generation, State
from bot.domain.money import Micros
from bot.domain.news import TakeFailed, Update
from bot.services import Pace
from bot.services.stages.submitting import SUBMITS_AT_ONCE
from tests.support.fake_provider import PRICE, FakeProvider, done, trouble
from tests.support.studio import Studio

TASKS = ("task-1", "task-2")
"""What the other provider calls its first two."""


@dataclass
class HangingOnce(FakeProvider):
    """Leaves the first poll unanswered until a test lets it."""

    answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def poll(self, task_ids: Sequence[str]) -> Sequence[Update]:
        updates = await super().poll(task_ids)
        if len(self.polls) == 1:
            await self.answer.wait()
        return updates


async def all_running(studio: Studio, count: int) -> list[Generation]:
    generations = [await studio.request() for _ in range(count)]
    for _ in range(count // SUBMITS_AT_ONCE + 1):
        await studio.worker.tick()
    return generations


async def test_many_tasks_are_asked_about_in_one_request(studio: Studio) -> None:
    generations = await all_running(studio, 12)
    await studio.pass_time(2)

    assert [set(asked) for asked in studio.provider.polls] == [{generation.id for generation in generations}]


async def test_a_request_asks_about_no_more_than_a_batch(studio: Studio) -> None:
    studio.provider.batch = 5
    await all_running(studio, 12)
    await studio.pass_time(2)

    assert sorted(len(asked) for asked in studio.provider.polls) == [2, 5, 5]


async def test_more_batches_than_may_be_under_way_wait_for_the_next_turn_and_none_is_skipped(
    studio: Studio,
) -> None:
    studio.provider.batch = 2
    generations = await all_running(studio, 12)
    studio.clock.advance(2)
    await studio.worker.tick()
    await studio.worker.tick()

    asked = [task for batch in studio.provider.polls for task in batch]
    assert sorted(asked) == sorted(generation.id for generation in generations)


async def test_tasks_fall_into_step_so_that_a_round_takes_no_more_requests_than_it_must(
    studio: Studio,
) -> None:
    studio.pace = Pace(max_running=60)
    studio.provider.batch = 20
    studio.start()
    await all_running(studio, 60)
    await studio.pass_time(600, step_seconds=1)
    before = len(studio.provider.polls)
    rounds = 10
    await studio.pass_time(rounds * 15, step_seconds=1)

    asked = studio.provider.polls[before:]
    assert sum(map(len, asked)) >= rounds * 60
    assert len(asked) <= (rounds + 1) * 3


async def test_where_each_task_takes_a_request_none_is_asked_about_before_its_turn(studio: Studio) -> None:
    await studio.running(model="pixverse-v6-skills")
    await studio.pass_time(600)
    before = len(studio.other.polls)
    await studio.running(model="pixverse-v6-skills")
    await studio.pass_time(60, step_seconds=1)

    old, young = ([*itertools.chain(*studio.other.polls[before:])].count(task) for task in TASKS)
    assert (old <= 4, young > 20) == (True, True)


async def test_a_request_that_hangs_does_not_hold_up_the_next_one(studio: Studio) -> None:
    provider = HangingOnce()
    studio.provider = provider
    studio.start()
    generation = await studio.running()
    provider.finish(generation.id)
    work = asyncio.create_task(studio.worker.run())
    for _ in range(10):
        studio.clock.advance(1)
        for _ in range(100):
            await asyncio.sleep(0)
    state = (await studio.now(generation)).state
    provider.answer.set()
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work

    assert state is State.DELIVERED


async def test_questions_grow_rare_with_age_between_the_two_bounds(studio: Studio) -> None:
    await studio.running()
    asked_at = [0]
    for second in range(1, 1_200):
        await studio.pass_time(1)
        asked_at += [second] * (len(studio.provider.polls) - len(asked_at) + 1)

    pauses = [after - before for before, after in itertools.pairwise(asked_at)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (2, 15)
    assert len(asked_at) < 120


async def test_a_poll_that_fails_is_repeated_and_nothing_is_lost(studio: Studio) -> None:
    generation = await studio.running()
    unavailable = trouble("runware", FailureReason.PROVIDER_UNAVAILABLE, retryable=True)
    studio.provider.refuse_polls(unavailable, 3)
    studio.provider.finish(generation.id)
    await studio.pass_time(30)

    assert (await studio.now(generation)).state is State.DELIVERED


async def test_takes_that_come_one_by_one_are_kept_until_all_are_there(studio: Studio) -> None:
    generation = await studio.running(takes=2)
    studio.provider.tell(Update(generation.id, (done(generation.id, 0, PRICE),)))
    await studio.pass_time(10)
    assert (await studio.now(generation)).state is State.RUNNING

    studio.provider.tell(Update(generation.id, (done(generation.id, 1, PRICE),)))
    await studio.pass_time(10)
    assert (await studio.money(generation))["charged"] == 300_000
    assert len(studio.results(generation)[0].clips) == 2


async def test_the_same_news_again_and_again_is_one_video(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.finish(generation.id)
    update = Update(generation.id, (done(generation.id, 0, PRICE),))
    for _ in range(3):
        await studio.store.observe(update, studio.clock.now())
        await studio.pass_time(5)

    assert len(studio.results(generation)) == 1
    assert (await studio.money(generation))["charged"] == 150_000


async def test_news_of_strangers_changes_nothing(studio: Studio) -> None:
    generation = await studio.running()
    stranger = Update("somebody-elses", (done("somebody-elses", 0, PRICE),))
    studio.provider.tell(Update(generation.id, stranger.done))
    assert await studio.store.observe(stranger, studio.clock.now()) is None


async def test_one_piece_of_news_that_cannot_be_kept_does_not_hold_up_the_others(studio: Studio) -> None:
    generations = await all_running(studio, 3)
    for generation in generations:
        studio.provider.finish(generation.id)
    beyond_any_column = TakeFailed("spoiled", Failure(FailureReason.PROVIDER_FAILED), Micros(10**30))
    studio.provider.tell(Update(generations[0].id, failed=(beyond_any_column,)))
    await studio.pass_time(20)

    states = [(await studio.now(generation)).state for generation in generations]
    assert states == [State.RUNNING, State.DELIVERED, State.DELIVERED]
