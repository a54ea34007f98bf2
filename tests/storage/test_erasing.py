"""Erasures beside requests that come at the same time: what is accepted then would outlive them."""

import pytest

from bot.domain.generation import State
from bot.domain.privacy import BeingErased
from tests.storage.world import World

FRESH_KEY = b"key"


async def test_nothing_is_accepted_from_who_is_just_being_erased(world: World) -> None:
    running = await world.running()
    await world.store.begin_erasure(5, world.clock.now())

    with pytest.raises(BeingErased):
        await world.accepted(request_key="late")

    assert await world.store.by_request("late") is None
    assert (await world.now(running)).discarded


async def test_nothing_is_accepted_under_the_old_id_of_who_was_erased_meanwhile(world: World) -> None:
    looked_up = await world.store.member_id(5)
    await world.store.begin_erasure(5, world.clock.now())
    assert await world.store.end_erasures(FRESH_KEY, world.clock.now(), 10) == 1

    with pytest.raises(BeingErased):
        await world.accepted(member_id=looked_up)


async def test_who_returns_after_an_erasure_is_accepted_as_anybody(world: World) -> None:
    await world.store.member_id(5)
    await world.store.begin_erasure(5, world.clock.now())
    await world.store.end_erasures(FRESH_KEY, world.clock.now(), 10)

    assert (await world.accepted()).state is State.QUEUED
