"""Marking what somebody had deleted: at once, once, and without a word to the ledger."""

from typing import Any

import pytest

from bot.domain.generation import State
from bot.domain.lineage import Kin, Origin
from tests.storage.world import START, World


async def due(world: World, seconds: float) -> list[str]:
    return [each.id for each in await world.store.to_remove(world.later(seconds), 9)]


async def test_what_is_marked_is_due_until_it_is_cleared_away(world: World) -> None:
    generation = await world.delivered("a")
    other = await world.delivered("b")

    marked = await world.store.remove(generation.id, START, world.later(60))

    assert marked is not None
    assert marked.removed_at == START
    assert await due(world, 59) == []
    assert await due(world, 60) == [generation.id]
    await world.store.removal_postponed(generation.id, world.later(90))
    assert await due(world, 89) == []
    await world.store.removed(generation.id)
    await world.store.removal_postponed(generation.id, START)
    assert await due(world, 999) == []
    assert (await world.now(other)).removed_at is None


async def test_a_second_time_changes_nothing(world: World) -> None:
    generation = await world.delivered("a")
    first = await world.store.remove(generation.id, START, world.later(60))
    await world.store.removed(generation.id)

    assert await world.store.remove(generation.id, world.later(5), world.later(65)) == first
    assert await due(world, 999) == []


async def test_its_files_count_as_retired_from_then_on_and_nobody_begins_with_it(world: World) -> None:
    generation = await world.delivered("a")

    await world.store.remove(generation.id, START, world.later(60))

    assert (await world.now(generation)).retired_at == START
    assert await world.store.to_retire(world.later(999), 9) == []
    assert await world.store.find(5, 10, "", 9, with_video=True) == []


async def test_what_was_retired_before_stays_retired_since_then(world: World) -> None:
    generation = await world.delivered("a")
    await world.store.retired(generation.id, START)

    await world.store.remove(generation.id, world.later(5), world.later(65))

    assert (await world.now(generation)).retired_at == START


async def test_its_card_is_due_at_once(world: World) -> None:
    generation = await world.delivered("a")
    before = generation.revision
    await world.store.card_shown(generation.id, 777, "face", before, world.later(600))

    await world.store.remove(generation.id, START, world.later(60))

    assert [each.revision for each in await world.store.cards_due(START, 9)] == [before + 1]


@pytest.mark.parametrize("stage", ["accepted", "running", "succeeded", "settled"])
async def test_what_is_under_way_is_not_marked(world: World, stage: str) -> None:
    keys = () if stage in {"accepted", "running"} else ("a",)
    generation = await getattr(world, stage)(*keys)

    assert await world.store.remove(generation.id, START, world.later(60)) is None
    assert (await world.now(generation)).removed_at is None


async def test_what_nobody_knows_is_a_bug(world: World) -> None:
    with pytest.raises(LookupError):
        await world.store.remove("00000000-0000-4000-8000-000000000000", START, START)


async def test_state_and_books_are_as_before(world: World, sql: Any) -> None:
    generation = await world.delivered("a")
    entries, spent = await sql("SELECT * FROM ledger_entries"), await world.held_and_spent()

    await world.store.remove(generation.id, START, world.later(60))
    await world.store.removed(generation.id)

    assert await sql("SELECT * FROM ledger_entries") == entries
    assert await world.held_and_spent() == spent
    assert (await world.now(generation)).state is State.DELIVERED


async def test_an_origin_leads_to_its_message_while_that_is_there_for_all(world: World) -> None:
    earlier = await world.delivered("a")
    later = await world.accepted(origin=Origin(Kin.AGAIN, earlier.id, 1))
    assert later.origin is not None
    assert (later.origin.channel_id, later.origin.message_id) == (20, 901)

    await world.store.remove(earlier.id, START, world.later(60))

    unlinked = (await world.now(later)).origin
    assert unlinked is not None
    assert (unlinked.generation_id, unlinked.message_id) == (earlier.id, None)


async def test_a_private_or_unposted_origin_has_no_message(world: World) -> None:
    private = await world.delivered("a", private=True)
    waiting = await world.accepted()

    for earlier in (private, waiting):
        later = await world.accepted(origin=Origin(Kin.AGAIN, earlier.id))
        assert later.origin is not None
        assert later.origin.message_id is None
