from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import IllegalTransition
from bot.domain.generation import Failure, FailureReason, State, TakeState
from tests.storage.world import PRICE, START, World, done, video


async def test_the_charge_is_settled_with_the_last_stored_take(world: World) -> None:
    generation = await world.succeeded("a", "b")

    await world.store.take_stored(generation.id, "a", video("a.mp4"), START)
    assert (await world.now(generation)).settled_at is None
    assert await world.store.to_deliver(START, 9) == []

    await world.store.take_stored(generation.id, "b", video("b.mp4"), START)
    settled = await world.now(generation)
    assert (settled.state, settled.settled_at, settled.charged_micros) == (State.SUCCEEDED, START, 2 * PRICE)
    assert [take.media for take in settled.stored_takes] == [video("a.mp4"), video("b.mp4")]
    assert [due.id for due in await world.store.to_deliver(START, 9)] == [generation.id]
    assert await world.store.to_store(START, 9) == []
    assert await world.held_and_spent() == [(0, 2 * PRICE)] * 4


async def test_storing_twice_is_storing_once(world: World) -> None:
    generation = await world.succeeded("a", "b")
    for key in ("a", "b"):
        await world.store.take_stored(generation.id, key, video(f"{key}.mp4"), START)
        once = await world.now(generation)

        await world.store.take_stored(generation.id, key, video("other.mp4"), START)
        await world.store.take_missed(generation.id, key, None, START)

        assert await world.now(generation) == once


async def test_a_missed_take_is_due_again_when_said(world: World) -> None:
    generation = await world.succeeded("a")

    await world.store.take_missed(generation.id, "a", world.later(4), START)

    assert await world.store.to_store(world.later(3), 9) == []
    due = await world.store.to_store(world.later(4), 9)
    assert [take.attempts for take in due[0].takes] == [1]


async def test_the_member_pays_for_stored_takes_only(world: World) -> None:
    generation = await world.succeeded("a", "b")

    await world.store.take_missed(generation.id, "a", None, START)
    await world.store.take_stored(generation.id, "b", video(), START)

    settled = await world.now(generation)
    assert [take.state for take in settled.takes] == [TakeState.LOST, TakeState.STORED]
    assert settled.charged_micros == PRICE
    assert await world.held_and_spent() == [(0, PRICE)] + [(0, 2 * PRICE)] * 3


async def test_without_a_single_usable_take_it_fails_at_the_operators_cost(world: World) -> None:
    generation = await world.succeeded("a", "b")

    await world.store.take_missed(generation.id, "a", None, START)
    await world.store.take_missed(generation.id, "b", None, START)

    failed = await world.now(generation)
    assert (failed.state, failed.failure) == (State.FAILED, Failure(FailureReason.RESULT_UNUSABLE))
    assert failed.charged_micros == 0
    assert await world.held_and_spent() == [(0, 0)] + [(0, 2 * PRICE)] * 3


async def test_the_member_never_pays_more_than_was_held(world: World) -> None:
    generation = await world.running()
    await world.store.observe(done(generation, "a", 2 * PRICE), START)
    await world.store.take_stored(generation.id, "a", video(), START)

    assert (await world.now(generation)).charged_micros == PRICE
    assert await world.held_and_spent() == [(0, PRICE)] + [(0, 2 * PRICE)] * 3


async def test_what_was_settled_cheaper_gives_the_rest_back(world: World) -> None:
    generation = await world.running()
    await world.store.observe(done(generation, "a", 1000), START)
    await world.store.take_stored(generation.id, "a", video(), START)

    assert (await world.now(generation)).charged_micros == 1000
    assert await world.held_and_spent() == [(0, 1000)] * 4


async def test_a_generation_is_settled_in_the_windows_it_was_held_in(world: World) -> None:
    generation = await world.succeeded("a")
    world.clock.instant += timedelta(days=40)

    await world.store.take_stored(generation.id, "a", video(), world.clock.now())

    assert await world.held_and_spent() == [(0, PRICE)] * 4


async def test_delivery_counts_its_attempts_before_they_are_made(world: World) -> None:
    generation = await world.settled("a")

    assert await world.store.delivering(generation.id, world.later(4)) == 0
    assert await world.store.delivering(generation.id, world.later(8)) == 1

    assert await world.store.to_deliver(world.later(7), 9) == []
    assert [due.delivery_attempts for due in await world.store.to_deliver(world.later(8), 9)] == [2]


@pytest.mark.parametrize("message_ids", [(2**60, 2**60 + 1), ()])
async def test_a_delivered_generation_knows_its_messages_and_never_changes(
    world: World, message_ids: tuple[int, ...]
) -> None:
    generation = await world.settled("a")

    await world.store.delivered(generation.id, message_ids, world.later(1))
    delivered = await world.now(generation)
    await world.store.delivered(generation.id, [7], world.later(9))

    assert (delivered.state, delivered.ended_at) == (State.DELIVERED, world.later(1))
    assert delivered.messages.result_ids == message_ids
    assert await world.now(generation) == delivered
    assert await world.store.to_deliver(world.later(99), 9) == []


async def test_a_discarded_generation_is_charged_and_withheld(world: World) -> None:
    generation = await world.running()
    assert await world.store.discard(generation.id, START)
    await world.store.observe(done(generation, "a"), START)
    await world.store.take_stored(generation.id, "a", video(), START)

    await world.store.withheld(generation.id, START)
    await world.store.withheld(generation.id, START)

    withheld = await world.now(generation)
    assert (withheld.state, withheld.discarded, withheld.charged_micros) == (State.CANCELLED, True, PRICE)
    assert withheld.stored_takes


async def test_what_is_not_settled_cannot_be_delivered_or_withheld(world: World) -> None:
    generation = await world.succeeded("a")

    with pytest.raises(IllegalTransition):
        await world.store.delivered(generation.id, [1], START)
    with pytest.raises(IllegalTransition):
        await world.store.withheld(generation.id, START)
    assert await world.now(generation) == generation


async def test_what_nobody_discarded_is_not_withheld(world: World) -> None:
    generation = await world.settled("a")

    with pytest.raises(IllegalTransition):
        await world.store.withheld(generation.id, START)
    assert await world.now(generation) == generation


async def test_an_end_is_final_for_every_verb(world: World) -> None:
    ended = await world.delivered("a")

    with pytest.raises(IllegalTransition):
        await world.store.withheld(ended.id, START)
    assert await world.store.cancel(ended.id, START) is None
    assert await world.store.discard(ended.id, START) is None
    assert not await world.store.expire(ended.id, START + timedelta(days=9))
    assert await world.now(ended) == ended


async def test_a_generation_that_vanished_is_an_error_and_not_silence(world: World) -> None:
    with pytest.raises(LookupError, match="there is no generation nobody"):
        await world.store.take_stored("nobody", "a", video(), START)


async def test_a_discarded_generation_may_still_be_delivered_when_the_post_came_first(world: World) -> None:
    generation = await world.settled("a")
    await world.store.delivering(generation.id, world.later(60))
    discarded = await world.store.discard(generation.id, START)

    await world.store.delivered(generation.id, [5], START)

    assert discarded == replace(
        generation, discarded=True, delivery_attempts=1, revision=generation.revision + 1
    )
    assert (await world.now(generation)).state is State.DELIVERED
