from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.generation import Failure, FailureReason, State
from tests.storage.world import MODEL, START, World

OTHER = replace(MODEL, provider="skills.video")


async def claim(world: World, running: int = 16, count: int = 16) -> list[str]:
    claimed = await world.store.claim_for_submit(
        "runware", world.clock.now(), world.later(60), running, count
    )
    return [generation.id for generation in claimed]


async def due(world: World, now: datetime, batch_size: int = 9, batches: int = 1) -> list[str]:
    soon = now + timedelta(seconds=15)
    asked = await world.store.due_for_poll("runware", now, soon, batch_size, batches)
    return [generation.id for generation in asked]


async def test_the_line_is_served_oldest_first_and_one_provider_at_a_time(world: World) -> None:
    line = [await world.accepted() for _ in range(3)]
    await world.accepted(model=OTHER)

    assert await claim(world, count=2) == [line[0].id, line[1].id]
    assert await claim(world) == [line[2].id]


async def test_a_claimed_row_is_submitting_and_counts_its_attempt(world: World) -> None:
    claimed = await world.claimed()

    assert (claimed.state, claimed.attempts, claimed.uncertain) == (State.SUBMITTING, 1, False)
    assert await claim(world) == []


async def test_no_more_are_claimed_than_may_run(world: World) -> None:
    for _ in range(3):
        await world.running()
    line = [await world.accepted() for _ in range(3)]

    assert await claim(world, running=4) == [line[0].id]
    assert await claim(world, running=4) == []


async def test_an_attempt_that_was_cut_off_before_it_was_sent_is_due_again_without_doubt(
    world: World,
) -> None:
    lost = await world.claimed()
    world.clock.instant += timedelta(seconds=60)

    assert await claim(world, running=1) == [lost.id]
    again = await world.now(lost)
    assert (again.attempts, again.uncertain) == (2, False)


async def test_nothing_is_sent_for_what_has_moved_on(world: World) -> None:
    generation = await world.claimed()
    await world.store.submit_refused(generation.id, Failure(FailureReason.REFUSED), START)

    assert not await world.store.sending(generation.id, world.clock.now())


async def test_an_attempt_that_left_no_trace_is_due_again_and_in_doubt(world: World) -> None:
    lost = await world.claimed()
    assert await world.store.sending(lost.id, world.clock.now())
    world.clock.instant += timedelta(seconds=60)

    assert await claim(world, running=1) == [lost.id]
    again = await world.now(lost)
    assert (again.attempts, again.uncertain) == (2, True)


async def test_an_unanswered_submit_is_tried_again_and_polled(world: World) -> None:
    generation = await world.claimed()

    await world.store.submit_unanswered(generation.id, world.later(5))

    assert (await world.now(generation)).uncertain
    assert await claim(world) == []
    world.clock.instant += timedelta(seconds=5)
    assert await due(world, world.clock.now()) == [generation.id]
    assert await claim(world) == [generation.id]


async def test_a_postponed_submit_keeps_its_place_in_line(world: World) -> None:
    first = await world.claimed()
    second = await world.accepted()

    await world.store.submit_postponed(first.id, world.later(5), world.clock.now())

    assert (await world.now(first)).state is State.QUEUED
    assert await world.store.place_in_line(first.id) == 1
    assert await claim(world) == [second.id]
    world.clock.instant += timedelta(seconds=5)
    assert await claim(world) == [first.id]


async def test_a_postponed_submit_leaves_no_doubt_to_the_next_one(world: World) -> None:
    generation = await world.claimed()
    await world.store.sending(generation.id, world.clock.now())
    await world.store.submit_unanswered(generation.id, world.later(5))
    await world.store.submit_postponed(generation.id, START, START)

    assert await claim(world) == [generation.id]
    world.clock.instant += timedelta(seconds=60)
    assert await claim(world) == [generation.id]
    assert not (await world.now(generation)).uncertain
    assert await due(world, world.later(99)) == []


async def test_what_was_discarded_before_a_submit_that_failed_is_not_submitted_again(world: World) -> None:
    generation = await world.claimed()
    await world.store.discard(generation.id, world.clock.now())
    await world.store.submit_postponed(generation.id, world.clock.now(), world.clock.now())

    assert await claim(world) == []
    ended = await world.now(generation)
    assert (ended.state, ended.charged_micros) == (State.CANCELLED, 0)
    assert await world.held_and_spent() == [(0, 0)] * 4


async def test_a_submitted_row_runs_under_the_providers_id(world: World) -> None:
    generation = await world.claimed()

    await world.store.submitted(generation.id, "their-id", START, world.later(2))

    running = await world.now(generation)
    assert (running.state, running.task_id, running.submitted_at) == (State.RUNNING, "their-id", START)
    assert await due(world, START) == []
    assert await due(world, world.later(2)) == [generation.id]


async def test_an_answer_that_comes_after_the_end_changes_nothing_but_the_known_id(world: World) -> None:
    generation = await world.claimed()
    await world.store.submit_refused(generation.id, Failure(FailureReason.NO_NEWS), START)
    ended = await world.now(generation)

    await world.store.submitted(generation.id, "their-id", START, world.later(2))
    await world.store.submit_unanswered(generation.id, START)
    await world.store.submit_postponed(generation.id, START, START)

    assert await world.now(generation) == replace(ended, task_id="their-id")


async def test_polls_are_due_longest_waiting_first_and_then_when_said(world: World) -> None:
    first, second = await world.running(), await world.running()
    await world.store.polled({first.id: world.later(9), second.id: world.later(8)})

    assert await due(world, world.later(9)) == [second.id, first.id]
    assert await due(world, world.later(9), batch_size=1) == [second.id]
    assert await due(world, world.later(7)) == []


async def test_a_batch_is_filled_up_with_what_is_due_soon_and_no_batch_is_made_for_it(world: World) -> None:
    rows = [await world.running() for _ in range(6)]
    seconds = (0, 1, 2, 3, 4, 60)
    await world.store.polled({row.id: world.later(after) for row, after in zip(rows, seconds, strict=True)})
    ids = [row.id for row in rows]

    assert await due(world, world.later(1), batch_size=3, batches=4) == ids[:3]
    assert await due(world, world.later(3), batch_size=3, batches=4) == ids[:5]
    assert await due(world, world.later(3), batch_size=3, batches=1) == ids[:3]
    assert await due(world, world.later(-1), batch_size=3, batches=4) == []


async def test_a_failed_submit_gives_everything_back(world: World) -> None:
    generation = await world.claimed()
    failure = Failure(FailureReason.MODERATED, "invalidPrompt")

    await world.store.submit_refused(generation.id, failure, START)

    failed = await world.now(generation)
    assert (failed.state, failed.failure, failed.ended_at) == (State.FAILED, failure, START)
    assert await world.held_and_spent() == [(0, 0)] * 4


async def test_what_news_has_shown_to_be_accepted_no_longer_fails(world: World) -> None:
    for generation in (await world.running(), await world.succeeded("a"), await world.delivered("b")):
        await world.store.submit_refused(generation.id, Failure(FailureReason.NO_NEWS), START)
        assert await world.now(generation) == generation


async def test_a_place_in_line_counts_those_before_at_the_same_provider(world: World) -> None:
    await world.accepted(model=OTHER)
    first, second = await world.accepted(), await world.accepted()

    assert await world.store.place_in_line(first.id) == 1
    assert await world.store.place_in_line(second.id) == 2
    await world.store.cancel(first.id, START)
    assert await world.store.place_in_line(second.id) == 1
    assert await world.store.place_in_line(first.id) is None


async def test_nothing_is_overdue_before_its_deadline(world: World) -> None:
    rows = [await world.accepted(), await world.running(), await world.claimed(), await world.succeeded("a")]
    await world.store.submit_postponed(rows[0].id, START, START)

    assert await world.store.overdue(START + timedelta(seconds=3599), 9) == []
    overdue = await world.store.overdue(START + timedelta(seconds=3600), 9)
    assert {generation.id for generation in overdue} == {generation.id for generation in rows[:3]}
    assert len(await world.store.overdue(START + timedelta(seconds=3600), 2)) == 2
    assert not await world.store.expire(rows[0].id, START + timedelta(seconds=3599))


async def test_what_expires_without_a_result_costs_nothing(world: World) -> None:
    late = START + timedelta(hours=1)
    for generation in (await world.running(), await world.accepted()):
        assert await world.store.expire(generation.id, late)
        assert not await world.store.expire(generation.id, late)
        ended = await world.now(generation)
        assert (ended.state, ended.failure) == (State.EXPIRED, Failure(FailureReason.NO_NEWS))
    assert await world.held_and_spent() == [(0, 0)] * 4


@pytest.mark.parametrize("step", ["claimed", "running", "succeeded", "settled"])
async def test_after_a_restart_everything_under_way_is_due_at_once(world: World, step: str) -> None:
    keys = ("a",) if step in {"succeeded", "settled"} else ()
    generation = await getattr(world, step)(*keys)
    far = START + timedelta(days=1)
    if step == "running":
        await world.store.polled({generation.id: far})
    if step == "succeeded":
        await world.store.take_missed(generation.id, "a", far, START)
    if step == "settled":
        await world.store.delivering(generation.id, far)

    assert await world.store.wake(START) == 1

    found = {
        "claimed": await world.store.claim_for_submit("runware", START, far, 9, 9),
        "running": await due(world, START),
        "succeeded": await world.store.to_store(START, 9),
        "settled": await world.store.to_deliver(START, 9),
    }
    assert [name for name, rows in found.items() if rows] == [step]


async def test_what_ran_past_its_deadline_during_a_stop_has_a_last_chance(world: World) -> None:
    running, claimed, waiting = await world.running(), await world.claimed(), await world.accepted()
    late = START + timedelta(hours=2)

    await world.store.wake(late)

    assert {due.id for due in await world.store.overdue(late, 9)} == {claimed.id, waiting.id}
    overdue = await world.store.overdue(late + timedelta(minutes=5), 9)
    assert {due.id for due in overdue} == {running.id, claimed.id, waiting.id}


async def test_what_waits_in_line_or_has_ended_is_not_under_way(world: World) -> None:
    await world.delivered("a")
    await world.accepted()

    assert await world.store.wake(START) == 0
