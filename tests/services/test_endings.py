"""Deadlines, and results that cannot be had."""

from datetime import timedelta

import pytest

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import FailureReason, State
from bot.domain.money import Micros
from bot.domain.news import Update
from tests.support.fake_provider import PRICE, done
from tests.support.studio import Studio


def address(task_id: str, take: int = 0) -> str:
    return f"https://media.example/{task_id}-{take}.mp4"


async def test_what_never_left_the_line_expires_and_is_free(studio: Studio) -> None:
    waiting = await studio.request()
    await studio.rows("UPDATE generations SET submit_due_at = '9999-12-31T00:00:00.000000Z'")
    await studio.pass_time(3_700, step_seconds=60)

    ended = await studio.now(waiting)
    assert ended.failure is not None
    assert (ended.state, ended.failure.reason) == (State.EXPIRED, FailureReason.NO_NEWS)
    assert (await studio.money(waiting))["released"] == 150_000
    assert len(studio.notices(waiting)) == 1


async def test_a_task_without_news_expires_at_its_deadline_and_not_before(studio: Studio) -> None:
    generation = await studio.running()
    await studio.pass_time(3_590, step_seconds=30)
    assert (await studio.now(generation)).state is State.RUNNING

    await studio.pass_time(15)
    assert (await studio.now(generation)).state is State.EXPIRED
    assert await studio.money(generation) == {
        "held": 0, "charged": 0, "released": 150_000, "provider_cost": 0,
    }  # fmt: skip


async def test_takes_that_came_before_the_deadline_are_delivered_and_paid(studio: Studio) -> None:
    generation = await studio.running(takes=3)
    studio.provider.tell(Update(generation.id, (done(generation.id, 0, PRICE),)))
    await studio.pass_time(3_700, step_seconds=60)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert len(studio.results(generation)[0].clips) == 1
    assert await studio.money(generation) == {
        "held": 0, "charged": 150_000, "released": 300_000, "provider_cost": 150_000,
    }  # fmt: skip


async def test_a_result_after_the_deadline_is_the_operators_loss_and_not_posted(studio: Studio) -> None:
    generation = await studio.running()
    await studio.pass_time(3_700, step_seconds=60)
    late = Update(generation.id, (done(generation.id, 0, PRICE),))
    await studio.store.observe(late, studio.clock.now())
    await studio.store.observe(late, studio.clock.now())
    await studio.pass_time(60)

    assert (await studio.now(generation)).state is State.EXPIRED
    assert await studio.money(generation) == {
        "held": 0, "charged": 0, "released": 150_000, "provider_cost": 150_000,
    }  # fmt: skip
    assert studio.results(generation) == []


async def test_several_that_are_overdue_all_expire(studio: Studio) -> None:
    generations = [await studio.running() for _ in range(12)]
    await studio.pass_time(3_700, step_seconds=60)

    assert {(await studio.now(generation)).state for generation in generations} == {State.EXPIRED}


async def test_a_result_that_is_not_there_yet_is_fetched_again(studio: Studio) -> None:
    generation = await studio.running()
    studio.media.failures[address(generation.id)] = [MediaUnavailable("HTTP 404", retryable=True)] * 3
    studio.provider.finish(generation.id)
    await studio.pass_time(60)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert len(studio.media.fetched) == 4


async def test_the_cost_of_an_expired_generation_is_learnt_by_asking_on(studio: Studio) -> None:
    generation = await studio.running()
    await studio.pass_time(3_700, step_seconds=60)
    assert (await studio.now(generation)).state is State.EXPIRED

    studio.provider.finish(generation.id, cost_micros=Micros(150_000))
    await studio.pass_time(3_600, step_seconds=60)

    assert (await studio.money(generation))["provider_cost"] == 150_000
    asked = len(studio.provider.polls)
    await studio.pass_time(7_200, step_seconds=60)
    assert len(studio.provider.polls) == asked, "what is known is not asked about again"


async def test_the_cost_of_takes_that_come_after_the_deadline_is_learnt_by_asking_on(studio: Studio) -> None:
    generation = await studio.running(takes=3)
    studio.provider.tell(Update(generation.id, (done(generation.id, 0, PRICE),)))
    await studio.pass_time(3_700, step_seconds=60)
    assert (await studio.now(generation)).state is State.DELIVERED

    studio.provider.finish(generation.id)
    await studio.pass_time(3_600, step_seconds=60)

    assert await studio.money(generation) == {
        "held": 0, "charged": PRICE, "released": 2 * PRICE, "provider_cost": 3 * PRICE,
    }  # fmt: skip
    assert len((await studio.now(generation)).takes) == 1
    asked = len(studio.provider.polls)
    await studio.pass_time(7_200, step_seconds=60)
    assert len(studio.provider.polls) == asked, "what is known is not asked about again"


async def test_what_came_in_time_whole_is_not_asked_about_again(studio: Studio) -> None:
    whole, failed = await studio.running(), await studio.running()
    studio.provider.finish(whole.id)
    studio.provider.fail(failed.id)
    await studio.pass_time(60)
    asked = len(studio.provider.polls)

    await studio.pass_time(7_200, step_seconds=60)

    assert len(studio.provider.polls) == asked


@pytest.mark.parametrize("answered", [True, False])
async def test_the_cost_of_what_expired_during_its_submit_is_learnt_by_asking_on(
    studio: Studio, answered: bool
) -> None:
    generation = await studio.request()
    now = studio.clock.now()
    await studio.store.claim_for_submit("runware", now, now + timedelta(minutes=5), 16, 1)
    await studio.store.sending(generation.id, studio.clock.now())
    studio.clock.advance(3_700)
    assert await studio.store.expire(generation.id, studio.clock.now())

    if answered:
        await studio.store.submitted(generation.id, generation.id, now, studio.clock.now())
    studio.provider.tell(Update(generation.id, (done(generation.id, 0, Micros(150_000)),)))
    await studio.pass_time(3_600, step_seconds=60)

    assert await studio.money(generation) == {
        "held": 0, "charged": 0, "released": 150_000, "provider_cost": 150_000,
    }  # fmt: skip


async def test_an_expired_generation_is_asked_about_ever_more_rarely_and_for_a_day(studio: Studio) -> None:
    await studio.running()
    await studio.pass_time(3_700, step_seconds=60)
    asked = len(studio.provider.polls)
    await studio.pass_time(27 * 3_600, step_seconds=300)

    late = len(studio.provider.polls) - asked
    assert 24 <= late <= 90
    await studio.pass_time(6 * 3_600, step_seconds=300)
    assert len(studio.provider.polls) - asked == late


async def test_takes_that_come_meanwhile_do_not_use_up_the_patience_with_one_that_is_not_there_yet(
    studio: Studio,
) -> None:
    generation = await studio.running(model="pixverse-v6", takes=10)
    missing = address(generation.id)
    studio.media.failures[missing] = [MediaUnavailable("HTTP 404", retryable=True)] * 100
    for arrived in range(1, 11):
        takes = tuple(done(generation.id, take, PRICE) for take in range(arrived))
        studio.provider.tell(Update(generation.id, takes))
        await studio.pass_time(2, step_seconds=1)
    tries_within_20_seconds = studio.media.fetched.count(missing)
    studio.media.failures.clear()
    await studio.pass_time(40)

    assert tries_within_20_seconds <= 5
    assert len(studio.results(generation)[0].clips) == 10


async def test_an_outage_of_the_results_host_is_waited_out(studio: Studio) -> None:
    generation = await studio.running()
    broken = MediaUnavailable("connection refused", retryable=True, outage=True)
    studio.media.failures[address(generation.id)] = [broken] * 9
    studio.provider.finish(generation.id)
    await studio.pass_time(1_800, step_seconds=10)

    assert (await studio.now(generation)).state is State.DELIVERED


async def test_an_outage_is_not_waited_out_beyond_the_deadline(studio: Studio) -> None:
    generation = await studio.running()
    broken = MediaUnavailable("connection refused", retryable=True, outage=True)
    studio.media.failures[address(generation.id)] = [broken] * 1_000
    studio.provider.finish(generation.id)
    await studio.pass_time(4_500, step_seconds=30)

    ended = await studio.now(generation)
    assert (ended.state, ended.charged_micros) == (State.FAILED, 0)


@pytest.mark.parametrize(("retryable", "tries"), [(True, 6), (False, 1)])
async def test_a_result_that_cannot_be_fetched_is_free_and_the_operators_loss(
    studio: Studio, retryable: bool, tries: int
) -> None:
    generation = await studio.running()
    troubles = [MediaUnavailable("HTTP 404", retryable=retryable)] * 100
    studio.media.failures[address(generation.id)] = troubles
    studio.provider.finish(generation.id, cost_micros=Micros(140_000))
    await studio.pass_time(200)

    ended = await studio.now(generation)
    assert ended.failure is not None
    assert (ended.state, ended.failure.reason) == (State.FAILED, FailureReason.RESULT_UNUSABLE)
    assert len(studio.media.fetched) == tries
    assert await studio.money(generation) == {
        "held": 0, "charged": 0, "released": 150_000, "provider_cost": 140_000,
    }  # fmt: skip
    assert len(studio.notices(generation)) == 1


async def test_one_lost_take_of_three_costs_the_member_nothing_and_the_others_are_posted(
    studio: Studio,
) -> None:
    generation = await studio.running(takes=3)
    studio.media.never = {address(generation.id, 1)}
    studio.provider.finish(generation.id)
    await studio.pass_time(60)

    assert [clip.take.key for clip in studio.results(generation)[0].clips] == [
        f"{generation.id}-0",
        f"{generation.id}-2",
    ]
    assert await studio.money(generation) == {
        "held": 0, "charged": 300_000, "released": 150_000, "provider_cost": 450_000,
    }  # fmt: skip


async def test_our_copies_have_names_of_their_own_and_the_asked_container(studio: Studio) -> None:
    generation = await studio.running(takes=2, format="webm")
    studio.provider.finish(generation.id)
    await studio.pass_time(10)

    paths = {clip.file.path for clip in studio.results(generation)[0].clips if clip.file}
    assert len(paths) == 2
    assert all(path.endswith(".webm") and generation.id in path for path in paths)
