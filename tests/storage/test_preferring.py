from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.domain.preferences import Preferences, Telling
from tests.storage.world import World

CHOSEN = Preferences("pixverse-v6", 8, "9:16", "anime", "pt-BR", Telling.DIRECT)


async def test_who_never_chose_prefers_nothing_and_is_not_noted(
    world: World, sql: Callable[..., Awaitable[list[tuple[Any, ...]]]]
) -> None:
    assert await world.store.preferences(5) == Preferences()

    assert await sql("SELECT * FROM members") == []


async def test_each_choice_is_kept_by_itself(world: World) -> None:
    everything: dict[str, str | int] = {
        "model_id": "pixverse-v6",
        "duration": 8,
        "aspect": "9:16",
        "style": "anime",
        "language": "pt-BR",
        "telling": "direct",
    }
    for name, value in everything.items():
        await world.store.prefer(5, {name: value})
    await world.store.prefer(6, {"duration": 5})

    assert await world.store.preferences(5) == CHOSEN
    assert await world.store.preferences(6) == Preferences(duration=5)


async def test_a_choice_is_given_back_with_all_others_and_none_is_a_choice(world: World) -> None:
    await world.store.prefer(5, {"style": "anime", "duration": 8})

    assert await world.store.prefer(5, {"style": None}) == Preferences(duration=8)
    assert await world.store.preferences(5) == Preferences(duration=8)


async def test_how_to_be_told_is_read_with_each_generation_as_it_is_by_then(world: World) -> None:
    generation = await world.accepted()
    assert generation.telling is Telling.PING

    await world.store.prefer(5, {"telling": "nothing"})

    assert await world.now(generation) == replace(generation, telling=Telling.NOTHING)
