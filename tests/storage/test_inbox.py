"""Webhooks: kept once, due until they are applied or given up, and never more than a reason to ask."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.generation import Generation, State
from bot.domain.news import Letter
from tests.storage.world import MODEL, START, CheckedStore, World

Sql = Callable[..., Awaitable[list[tuple[Any, ...]]]]

FAR = timedelta(days=9)
SKILLS = replace(MODEL, provider="skills_video")


def letter(key: str = "k", *task_ids: str, provider: str = "runware") -> Letter:
    return Letter(key, provider, task_ids or ("task",), START)


async def due_keys(world: World, in_seconds: float = 0, count: int = 9) -> list[str]:
    return [due.key for due in await world.store.letters_due(world.later(in_seconds), count)]


async def next_poll(sql: Sql, generation: Generation) -> str | None:
    ((poll_due_at,),) = await sql("SELECT poll_due_at FROM generations WHERE id = ?", generation.id)
    assert poll_due_at is None or isinstance(poll_due_at, str)
    return poll_due_at


async def sent(world: World) -> Generation:
    """At the provider without idempotency, perhaps."""
    generation = await world.accepted(model=SKILLS)
    await world.store.claim_for_submit("skills_video", START, world.later(60), 99, 99)
    await world.store.sending(generation.id, world.clock.now())
    return await world.now(generation)


async def test_a_webhook_is_read_back_whole_and_dated_by_its_arrival(world: World) -> None:
    brought = Letter("k", "runware", ("a", "ünïcode", "c"), START - FAR)

    assert await world.store.receive(brought, START)

    assert await world.store.letters_due(START, 9) == [replace(brought, received_at=START)]


async def test_the_same_webhook_again_is_kept_once_and_stays_as_far_as_it_came(world: World) -> None:
    await world.store.receive(letter("k", "first"), START)
    await world.store.postpone_letter("k", None)

    assert not await world.store.receive(letter("k", "second"), world.later(5))

    assert await due_keys(world, 60) == []


async def test_of_fifty_copies_at_once_one_is_kept(world: World) -> None:
    kept = await asyncio.gather(*(world.store.receive(letter(), START) for _ in range(50)))

    assert sorted(kept) == [False] * 49 + [True]


async def test_webhooks_are_due_in_the_order_in_which_they_came_and_no_more_than_asked(world: World) -> None:
    for seconds, key in enumerate(("a", "b", "c")):
        await world.store.receive(letter(key), world.later(seconds))

    assert await due_keys(world, 1) == ["a", "b"]
    assert await due_keys(world, 9, count=2) == ["a", "b"]


async def test_a_postponed_webhook_is_due_again_when_said(world: World) -> None:
    await world.store.receive(letter(), START)
    await world.store.postpone_letter("k", world.later(30))

    assert await due_keys(world, 29) == []
    assert await due_keys(world, 30) == ["k"]


@pytest.mark.parametrize("step", ["claimed", "running"])
async def test_what_a_webhook_speaks_of_is_asked_about_at_once(world: World, sql: Sql, step: str) -> None:
    generation = await getattr(world, step)()
    before = await world.now(generation)
    await world.store.receive(letter("k", "nobody's", generation.id), START)

    assert await world.store.apply(letter("k", "nobody's", generation.id), START)

    asked = await world.store.due_for_poll("runware", START, START, 9, 1)
    assert [due.id for due in asked] == [generation.id]
    assert await world.now(generation) == before, "nothing else of it is believed"
    assert await due_keys(world, 60) == []


async def test_a_webhook_about_nobody_is_still_due(world: World) -> None:
    await world.store.receive(letter(), START)

    assert not await world.store.apply(letter(), START)

    assert await due_keys(world) == ["k"]


async def test_a_webhook_speaks_of_its_own_providers_tasks_only(world: World, sql: Sql) -> None:
    generation = await world.running()
    before = await next_poll(sql, generation)

    assert not await world.store.apply(letter("k", generation.id, provider="skills_video"), START)

    assert await next_poll(sql, generation) == before


async def test_a_task_goes_by_the_name_that_its_provider_gave_it(world: World, sql: Sql) -> None:
    generation = await sent(world)
    await world.store.submitted(generation.id, "their-name", START, world.later(60))
    own = letter("k", generation.id, provider="skills_video")
    theirs = letter("k", "their-name", provider="skills_video")

    assert not await world.store.apply(own, START)
    assert await world.store.apply(theirs, world.later(1))

    assert await next_poll(sql, generation) == "2026-03-14T12:00:01.000000Z"


async def test_what_waits_in_line_is_not_asked_about(world: World, sql: Sql) -> None:
    generation = await world.accepted()

    assert await world.store.apply(letter("k", generation.id), START)

    assert await next_poll(sql, generation) is None
    assert (await world.now(generation)).state is State.QUEUED


async def test_what_ended_whole_is_known_and_not_asked_about(world: World, sql: Sql) -> None:
    for generation in (await world.delivered("a"), await world.succeeded("b"), await world.running()):
        await world.failed(generation)

        assert await world.store.apply(letter("k", generation.id), START)

        assert await next_poll(sql, generation) is None


async def test_what_expired_is_asked_about_for_its_cost(world: World) -> None:
    generation = await world.running()
    late = START + timedelta(hours=1)
    await world.store.expire(generation.id, late)
    await world.store.polled({generation.id: None})

    assert await world.store.apply(letter("k", generation.id), late)

    asked = await world.store.due_for_poll("runware", late, late, 9, 1)
    assert [due.id for due in asked] == [generation.id]


async def test_a_poll_that_a_webhook_asked_for_outlives_the_answer_to_the_submit(world: World) -> None:
    generation = await world.claimed()
    await world.store.apply(letter("k", generation.id), START)

    await world.store.submitted(generation.id, generation.id, START, world.later(60))

    assert await world.store.due_for_poll("runware", START, START, 9, 1) != []


async def test_the_last_webhook_of_a_provider_is_known_for_as_long_as_it_matters(world: World) -> None:
    await world.store.receive(letter("a"), START)
    await world.store.receive(letter("b"), world.later(5))
    await world.store.postpone_letter("b", None)
    await world.store.receive(letter("c", provider="skills_video"), world.later(9))

    assert await world.store.last_letter_at("runware", START) == world.later(5)
    assert await world.store.last_letter_at("runware", world.later(6)) is None
    assert await world.store.last_letter_at("nobody", START) is None


async def test_webhooks_are_forgotten_after_three_days_and_may_then_come_anew(world: World) -> None:
    late = START + timedelta(days=3, seconds=1)
    await world.store.receive(letter("old"), START)
    await world.store.receive(letter("young"), late - timedelta(days=3))

    await world.store.receive(letter("new"), late)

    assert [due.key for due in await world.store.letters_due(late, 9)] == ["young", "new"]
    assert await world.store.receive(letter("old"), late)


async def test_in_doubt_is_what_was_sent_and_has_no_name_yet_oldest_first(world: World) -> None:
    first = await sent(world)
    second = await sent(world)
    await world.store.submit_unanswered(second.id, world.later(60))
    named = await sent(world)
    await world.store.submitted(named.id, "named", START, START)
    await world.accepted(model=SKILLS)

    found = await world.store.in_doubt("skills_video", START)

    assert [each.id for each in found] == [first.id, second.id]
    assert [each.uncertain for each in found] == [False, True]
    assert await world.store.in_doubt("runware", START) == []


async def test_what_was_surely_not_sent_is_in_no_doubt(world: World) -> None:
    unsent = await world.accepted(model=SKILLS)
    await world.store.claim_for_submit("skills_video", START, world.later(60), 99, 99)
    refused = await sent(world)
    await world.store.submit_postponed(refused.id, START, START)

    assert await world.store.in_doubt("skills_video", START) == []
    assert (await world.now(unsent)).state is State.SUBMITTING


async def test_what_expired_in_doubt_may_turn_up_for_a_day(world: World) -> None:
    generation = await sent(world)
    late = START + timedelta(hours=1)
    await world.store.expire(generation.id, late)

    for hours, expected in ((24, [generation.id]), (25, [])):
        found = await world.store.in_doubt("skills_video", late + timedelta(hours=hours, seconds=-1))
        assert [each.id for each in found] == expected


async def test_a_recognised_task_is_in_no_doubt_any_more_and_keeps_its_name(world: World) -> None:
    generation = await sent(world)

    await world.store.recognised(generation.id, "theirs")
    await world.store.recognised(generation.id, "another")

    assert (await world.now(generation)).task_id == "theirs"
    assert await world.store.in_doubt("skills_video", START) == []
    assert await world.store.apply(letter("k", "theirs", provider="skills_video"), START)


async def test_a_secret_is_made_once(store: CheckedStore) -> None:
    assert await store.secret("links", b"first") == b"first"
    assert await store.secret("links", b"second") == b"first"
    assert await store.secret("others", b"third") == b"third"
