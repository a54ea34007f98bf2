from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.generation import Failure, FailureReason, State, TakeState
from bot.domain.money import Micros
from bot.domain.news import TakeDone, TakeFailed, TakeUnready, Update
from bot.domain.quota import Limit, Scope
from tests.storage.sessions import in_a_fresh_world
from tests.storage.world import PRICE, START, World, done, video

BROKEN = Failure(FailureReason.PROVIDER_FAILED, "oops")


def good(key: str, cost: int | None = PRICE) -> TakeDone:
    return TakeDone(key, f"https://cdn.test/{key}.mp4", 7, None if cost is None else Micros(cost))


async def test_news_of_a_task_that_is_not_ours_is_none(world: World) -> None:
    assert await world.store.observe(Update("somebody-elses"), START) is None


async def test_the_last_take_makes_it_succeed(world: World) -> None:
    generation = await world.running(takes=2)

    half = await world.observed(generation, good("a"))
    assert half.state is State.RUNNING

    whole = await world.observed(generation, good("b"))
    assert whole.state is State.SUCCEEDED
    assert [take.key for take in whole.takes] == ["a", "b"]


async def test_a_take_is_due_to_be_stored_as_soon_as_it_is_there(world: World) -> None:
    generation = await world.running(takes=2)
    await world.observed(generation, good("a"))

    assert [due.id for due in await world.store.to_store(START, 9)] == [generation.id]

    await world.store.take_stored(generation.id, "a", video("a"), START)
    early = await world.now(generation)
    assert (early.state, early.settled_at, len(early.stored_takes)) == (State.RUNNING, None, 1)

    await world.observed(generation, good("b"))
    await world.store.take_stored(generation.id, "b", video("b"), START)
    assert (await world.now(generation)).settled_at is not None


async def test_what_succeeds_with_every_take_stored_already_is_settled_at_once(world: World) -> None:
    generation = await world.running(takes=2)
    await world.observed(generation, good("a"))
    await world.store.take_stored(generation.id, "a", video("a"), START)

    ended = await world.store.observe(Update(generation.id, failure=BROKEN), START)

    assert ended
    assert ended.state is State.SUCCEEDED
    assert ended.settled_at is not None
    assert [due.id for due in await world.store.to_deliver(START, 9)] == [generation.id]


async def test_the_same_news_twice_is_no_change(world: World) -> None:
    generation = await world.running(takes=2)
    once = await world.observed(generation, good("a"))

    assert await world.observed(generation, good("a")) == once

    whole = await world.observed(generation, good("a"), good("b"))
    assert await world.observed(generation, good("a"), good("b")) == whole


async def test_every_change_that_members_see_is_a_new_revision(world: World) -> None:
    generation = await world.accepted(takes=2)
    seen = [generation.revision]

    await world.store.claim_for_submit("runware", START, world.later(60), 9, 9)
    seen.append((await world.now(generation)).revision)
    await world.store.submitted(generation.id, generation.id, START, world.later(2))
    seen.append((await world.now(generation)).revision)
    for key in ("a", "b"):
        await world.store.observe(done(generation, key), START)
        seen.append((await world.now(generation)).revision)

    assert seen == sorted(set(seen))


@pytest.mark.parametrize("uncertain", [False, True])
async def test_news_may_overtake_the_answer_to_our_submit(world: World, uncertain: bool) -> None:
    generation = await world.claimed()
    if uncertain:
        await world.store.submit_unanswered(generation.id, world.later(60))

    succeeded = await world.observed(generation, good("a"))
    await world.store.submitted(generation.id, generation.id, START, world.later(2))

    assert (succeeded.state, succeeded.task_id) == (State.SUCCEEDED, generation.id)
    assert await world.now(generation) == succeeded


async def test_still_at_work_proves_that_an_uncertain_submit_arrived(world: World) -> None:
    generation = await world.claimed()
    await world.store.submit_unanswered(generation.id, world.later(60))

    running = await world.observed(generation)

    assert (running.state, running.uncertain) == (State.RUNNING, False)


async def test_a_result_of_an_attempt_that_was_put_back_in_line_is_taken(world: World) -> None:
    generation = await world.claimed()
    await world.store.submit_postponed(generation.id, world.later(5), world.clock.now())

    assert (await world.observed(generation)).state is State.QUEUED
    assert (await world.observed(generation, good("a"))).state is State.SUCCEEDED


async def test_all_failed_is_a_failure_whose_cost_the_operator_bears(world: World) -> None:
    generation = await world.running(takes=2)

    await world.observed(generation, TakeFailed("b", BROKEN))
    failed = await world.observed(generation, TakeFailed("a", Failure(FailureReason.MODERATED), Micros(4000)))

    assert failed.state is State.FAILED
    assert failed.failure == Failure(FailureReason.MODERATED)
    assert failed.charged_micros == 0
    assert await world.held_and_spent() == [(0, 0), (0, 4000), (0, 4000), (0, 4000)]


async def test_one_good_of_two_is_a_success(world: World) -> None:
    generation = await world.running(takes=2)

    succeeded = await world.observed(generation, good("a"), TakeFailed("b", BROKEN))

    assert succeeded.state is State.SUCCEEDED
    assert [take.state for take in succeeded.takes] == [TakeState.READY, TakeState.FAILED]
    assert succeeded.takes[1].failure == BROKEN


async def test_a_failed_task_fails_unless_something_came_before(world: World) -> None:
    empty, partly = await world.running(takes=2), await world.running(takes=2)
    await world.observed(partly, good("a"))

    await world.store.observe(Update(empty.id, failure=BROKEN), START)
    await world.store.observe(Update(partly.id, failure=BROKEN), START)

    assert ((await world.now(empty)).state, (await world.now(empty)).failure) == (State.FAILED, BROKEN)
    assert (await world.now(partly)).state is State.SUCCEEDED
    assert (await world.now(partly)).failure is None


async def test_a_result_once_good_stays_good(world: World) -> None:
    generation = await world.running(takes=2)
    await world.observed(generation, good("a"))

    after = await world.observed(generation, TakeFailed("a", BROKEN))

    assert [take.state for take in after.takes] == [TakeState.READY]


async def test_a_stored_take_is_never_fetched_again(world: World) -> None:
    generation = await world.succeeded("a", "b")
    await world.store.take_stored(generation.id, "a", video(), START)
    before = await world.now(generation)

    after = await world.observed(generation, good("a", 2 * PRICE), TakeFailed("a", BROKEN))

    assert after.takes[0] == replace(before.takes[0], cost_micros=Micros(2 * PRICE))
    assert after.takes[0].media == video()


async def test_a_cost_that_comes_later_is_filled_in(world: World) -> None:
    generation = await world.running(takes=1)
    await world.observed(generation, good("a", None))

    after = await world.observed(generation, good("a", 1234))

    assert after.takes[0].cost_micros == 1234


async def test_a_cost_of_0_means_unknown(world: World) -> None:
    generation = await world.running()

    assert (await world.observed(generation, good("a", 0))).takes[0].cost_micros is None


async def test_a_result_nobody_asked_for_is_ignored_but_booked_once(world: World) -> None:
    generation = await world.running()

    once = await world.observed(generation, good("a"), good("b", 5000), good("c", None))
    twice = await world.observed(generation, good("a"), good("b", 5000), good("c", None))

    assert twice == once
    assert [take.key for take in once.takes] == ["a"]
    assert (await world.held_and_spent())[1:] == [(PRICE, 5000)] * 3


async def test_late_news_of_an_ended_generation_only_books_its_cost(world: World) -> None:
    generation = await world.running()
    world.clock.instant += timedelta(hours=2)
    await world.store.expire(generation.id, world.clock.now())
    expired = await world.now(generation)

    for _ in range(2):
        assert await world.observed(generation, good("a"), TakeFailed("b", BROKEN, Micros(7))) == expired

    assert await world.held_and_spent() == [(0, 0)] + [(0, PRICE + 7)] * 3


async def test_a_late_cost_corrects_what_was_assumed(world: World) -> None:
    generation = await world.running()
    await world.observed(generation, good("a", None))
    await world.store.take_stored(generation.id, "a", video(), START)
    assert await world.held_and_spent() == [(0, PRICE)] * 4

    corrected = await world.observed(generation, good("a", PRICE - 1000))
    assert await world.observed(generation, good("a", PRICE - 1000)) == corrected

    assert corrected.charged_micros == PRICE
    assert corrected.takes[0].cost_micros == PRICE - 1000
    assert await world.observed(generation, good("a", 1)) == corrected, "told once, never lowered"
    assert await world.held_and_spent() == [(0, PRICE)] + [(0, PRICE - 1000)] * 3


async def test_a_late_cost_above_the_quote_is_the_operators(world: World) -> None:
    tight = [Limit(Scope.OPERATOR_DAY, "operator", world.limits[2].window, PRICE)]
    world.limits = tight
    generation = await world.running()
    await world.observed(generation, good("a", None))
    await world.store.take_stored(generation.id, "a", video(), START)

    await world.observed(generation, good("a", PRICE + 1000))

    usage = (await world.store.usage(tight))[0]
    assert usage.spent_micros == PRICE + 1000, "an overrun must be visible"
    assert usage.left_micros == 0


async def test_takes_that_came_are_kept_when_the_rest_is_late(world: World) -> None:
    generation = await world.running(takes=3)
    await world.observed(generation, good("a"))
    world.clock.instant += timedelta(hours=1)

    assert await world.store.expire(generation.id, world.clock.now())
    assert [due.id for due in await world.store.to_store(world.clock.now(), 9)] == [generation.id]
    await world.store.take_stored(generation.id, "a", video(), world.clock.now())

    settled = await world.now(generation)
    assert (settled.state, settled.charged_micros) == (State.SUCCEEDED, PRICE)


async def test_a_take_that_comes_while_others_are_fetched_is_fetched_too(world: World) -> None:
    generation = await world.running(takes=2)
    await world.observed(generation, good("b"))
    await world.store.observe(Update(generation.id, failure=BROKEN), START)

    after = await world.observed(generation, good("a"))
    await world.store.take_stored(generation.id, "b", video("b.mp4"), START)

    assert [take.key for take in after.takes] == ["b", "a"], "a take keeps its number"
    assert (await world.now(generation)).settled_at is None
    assert [due.id for due in await world.store.to_store(START, 9)] == [generation.id]


NEWS = [
    good("a", None),
    good("a", 5000),
    TakeFailed("b", BROKEN),
    good("b"),
    good("c"),
    TakeFailed("c", BROKEN),
]


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(NEWS), again=st.lists(st.sampled_from(NEWS), max_size=3))
def test_news_leads_to_the_same_end_in_any_order_and_number(
    order: list[TakeDone | TakeFailed], again: list[TakeDone | TakeFailed]
) -> None:
    async def end_of(world: World) -> None:
        generation = await world.running(takes=3)
        for news in (*order, *again):
            await world.observed(generation, news)
            assert await world.store.check() == []
        ended = await world.now(generation)
        takes = {take.key: (take.state, take.cost_micros, take.failure) for take in ended.takes}
        assert ended.state is State.SUCCEEDED
        assert takes == {
            "a": (TakeState.READY, 5000, None),
            "b": (TakeState.READY, PRICE, None),
            "c": (TakeState.READY, PRICE, None),
        }

    in_a_fresh_world(end_of)


async def test_a_result_that_never_got_an_address_costs_the_operator_once_it_is_given_up(
    world: World,
) -> None:
    generation = await world.running()
    update = Update(generation.id, unready=(TakeUnready("a", Micros(7)),))

    waiting = await world.store.observe(update, START)
    assert waiting
    assert (waiting.state, waiting.takes) == (State.RUNNING, ())

    assert await world.store.expire(generation.id, world.later(3_601))
    await world.store.observe(update, world.later(3_700))
    await world.store.observe(update, world.later(3_800))

    assert (await world.now(generation)).state is State.EXPIRED
    assert await world.held_and_spent() == [(0, 0)] + [(0, 7)] * 3
