import pytest

from bot.domain.generation import Generation, Messages
from tests.storage.world import START, World


async def show(world: World, generation: Generation, next_in_seconds: float = 5) -> None:
    await world.store.card_shown(
        generation.id, 777, "face", generation.revision, world.later(next_in_seconds)
    )


async def due_cards(world: World, in_seconds: float = 0) -> list[str]:
    return [generation.id for generation in await world.store.cards_due(world.later(in_seconds), 9)]


async def test_a_new_generation_has_a_card_due(world: World) -> None:
    generation = await world.accepted()

    assert await due_cards(world) == [generation.id]


async def test_a_waiting_generations_card_is_due_again_and_again(world: World) -> None:
    generation = await world.accepted()
    await show(world, generation)

    assert (await world.now(generation)).messages == Messages(card_id=777, card_face="face")
    assert await due_cards(world, 4) == []
    assert await due_cards(world, 5) == [generation.id]


async def test_a_running_generations_card_is_due_only_after_a_change(world: World) -> None:
    generation = await world.running()
    await show(world, generation)
    assert await due_cards(world, 60) == []

    await world.failed(generation)

    assert await due_cards(world, 4) == []
    assert await due_cards(world, 5) == [generation.id]


async def test_a_card_that_was_to_wait_long_for_its_next_look_shows_the_end_at_once(world: World) -> None:
    generation = await world.accepted()
    await show(world, generation, 600)

    await world.store.cancel(generation.id, START)

    assert await due_cards(world) == [generation.id]


async def test_a_click_need_not_wait_for_the_cards_next_turn(world: World) -> None:
    generation = await world.running()
    await show(world, generation)

    await world.store.discard(generation.id, START)

    assert await due_cards(world) == [generation.id]


async def test_a_change_while_the_card_is_edited_is_not_lost(world: World) -> None:
    before = await world.running()
    await world.failed(before)

    await show(world, before)

    assert await due_cards(world, 5) == [before.id]


async def test_a_card_may_be_postponed_and_one_that_is_gone_never_returns(world: World) -> None:
    generation = await world.running()
    await world.store.card_postponed(generation.id, world.later(30))
    assert await due_cards(world, 29) == []
    assert await due_cards(world, 30) == [generation.id]

    await world.store.card_postponed(generation.id, None)
    await world.store.discard(generation.id, START)

    assert await due_cards(world, 1_000_000) == []


async def test_the_author_of_a_failure_is_told_once(world: World) -> None:
    generation = await world.running()
    await world.failed(generation)
    assert [due.id for due in await world.store.notices_due(START, 9)] == [generation.id]

    assert await world.store.noticing(generation.id, world.later(5)) == 0
    assert await world.store.notices_due(world.later(4), 9) == []
    assert await world.store.noticing(generation.id, world.later(9)) == 1
    await world.store.noticed(generation.id, 888)

    assert await world.store.notices_due(world.later(99), 9) == []
    assert (await world.now(generation)).messages.notice_id == 888
    with pytest.raises(LookupError):
        await world.store.noticing(generation.id, START)


async def test_after_a_restart_an_interrupted_notice_is_due_at_once(world: World) -> None:
    generation = await world.running()
    await world.failed(generation)
    await world.store.noticing(generation.id, world.later(600))

    await world.store.wake(START)

    assert [due.delivery_attempts for due in await world.store.notices_due(START, 9)] == [1]


async def test_who_cancels_or_gets_a_video_needs_no_notice(world: World) -> None:
    await world.delivered("a")
    cancelled = await world.accepted()
    await world.store.cancel(cancelled.id, START)

    assert await world.store.notices_due(world.later(99), 9) == []
