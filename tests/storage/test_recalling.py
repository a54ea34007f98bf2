import pytest

from bot.domain.generation import Generation, State
from tests.storage.world import START, World


async def found(world: World, text: str, *, active_only: bool = False, author: int = 5) -> list[str]:
    rows = await world.store.find(author, 10, text, 25, active_only=active_only)
    return [generation.prompt for generation in rows]


async def test_what_waits_is_cancelled_and_nothing_is_charged(world: World) -> None:
    generation = await world.accepted()

    cancelled = await world.store.cancel(generation.id, START)

    assert cancelled is not None
    assert (cancelled.state, cancelled.charged_micros, cancelled.ended_at) == (State.CANCELLED, 0, START)
    assert await world.held_and_spent() == [(0, 0)] * 4
    assert await world.store.claim_for_submit("runware", START, START, 9, 9) == []


async def test_what_is_submitted_can_only_be_discarded(world: World) -> None:
    waiting, submitted = await world.claimed(), await world.accepted()

    assert await world.store.cancel(waiting.id, START) is None
    assert await world.store.discard(submitted.id, START) is None
    assert await world.store.discard("nobody", START) is None
    assert await world.store.cancel("nobody", START) is None

    discarded = await world.store.discard(waiting.id, START)
    assert discarded is not None
    assert discarded.discarded
    assert await world.store.discard(waiting.id, START) == discarded


@pytest.mark.parametrize("step", ["claimed", "running"])
async def test_discarding_moves_no_money(world: World, step: str) -> None:
    generation: Generation = await getattr(world, step)()
    before = await world.held_and_spent()

    await world.store.discard(generation.id, START)

    assert await world.held_and_spent() == before


async def test_own_generations_are_found_newest_first(world: World) -> None:
    await world.accepted(prompt="first")
    await world.accepted(prompt="second")
    await world.accepted(prompt="somebody else's", discord_id=6)

    assert await found(world, "") == ["second", "first"]
    assert await found(world, "", author=6) == ["somebody else's"]
    assert await found(world, "", author=404) == []
    assert await world.store.find(5, 11, "", 25, active_only=False) == []
    assert [row.prompt for row in await world.store.find(5, 10, "", 1, active_only=False)] == ["second"]


async def test_words_are_found_in_any_order_and_case(world: World) -> None:
    await world.accepted(prompt="Ein GRÜNER Leuchtturm, 100% neon_pink")

    assert await found(world, "leuchtTURM grüner")
    assert await found(world, "100%")
    assert not await found(world, "leuchtturm rot")
    assert not await found(world, "neon%pink")


async def test_the_start_of_an_id_is_found(world: World) -> None:
    generation = await world.accepted(prompt="A")
    await world.accepted(prompt="B")

    assert await found(world, generation.id[:8].upper()) == ["A"]
    assert await found(world, "_" * 8) == []


async def test_only_what_is_not_ended_is_active(world: World) -> None:
    await world.delivered("a", prompt="done")
    await world.settled("b", prompt="nearly")
    await world.accepted(prompt="waiting")

    assert await found(world, "", active_only=True) == ["waiting", "nearly"]
