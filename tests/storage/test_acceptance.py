import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import LimitReached
from bot.domain.generation import Generation, MediaRole, Place, State
from bot.domain.money import Micros
from bot.domain.quota import Limit, Scope
from tests.storage.world import PRICE, START, World, limits, video


async def test_a_member_is_the_same_member_every_time(world: World) -> None:
    first = await world.store.member_id(123_456_789_012_345_678)

    assert await world.store.member_id(123_456_789_012_345_678) == first
    assert await world.store.member_id(5) != first


async def test_what_was_accepted_is_read_back_whole(world: World) -> None:
    place = Place(10, 20, "token", START + timedelta(minutes=15), 25 * 1024 * 1024, "de")

    accepted = await world.accepted(takes=2, place=place, inputs={MediaRole.FIRST_FRAME: video("in.png")})

    assert await world.store.get(accepted.id) == accepted
    assert accepted.state is State.QUEUED
    assert accepted.place == place
    assert accepted.settings == {"duration": 5, "audio": True, "style": "anime"}
    assert accepted.inputs == {MediaRole.FIRST_FRAME: video("in.png")}
    assert accepted.cautions == ("R7",)
    assert accepted.author_discord_id == 5
    assert accepted.deadline_at == START + timedelta(hours=1)
    assert accepted.quoted_micros == 2 * PRICE


async def test_an_unknown_generation_is_none(world: World) -> None:
    assert await world.store.get("nobody") is None
    assert await world.store.by_request("nothing") is None


async def test_the_same_command_again_is_the_same_generation_and_one_hold(world: World) -> None:
    first = await world.accepted(request_key="interaction")
    again = await world.accepted(request_key="interaction", prompt="another")

    assert again == first
    assert await world.store.by_request("interaction") == first
    assert await world.held_and_spent() == [(PRICE, 0)] * 4


async def test_a_request_without_room_leaves_no_trace(world: World) -> None:
    with pytest.raises(LimitReached):
        await world.accepted(request_key="refused", limits=limits(month=PRICE - 1))

    assert await world.store.by_request("refused") is None
    assert await world.held_and_spent() == [(0, 0)] * 4


@pytest.mark.parametrize(
    ("tight", "scope"),
    [
        (limits(member=2 * PRICE - 1), Scope.MEMBER_DAY),
        (limits(guild=2 * PRICE - 1), Scope.GUILD_DAY),
        (limits(day=2 * PRICE - 1), Scope.OPERATOR_DAY),
        (limits(month=2 * PRICE - 1), Scope.OPERATOR_MONTH),
    ],
)
async def test_the_limit_without_room_is_named_with_its_numbers(
    world: World, tight: list[Limit], scope: Scope
) -> None:
    await world.accepted(limits=tight)

    with pytest.raises(LimitReached) as refusal:
        await world.accepted(limits=tight)

    assert refusal.value.quote.total_micros == PRICE
    assert refusal.value.usage.limit.scope is scope
    assert refusal.value.usage.held_micros == PRICE
    assert refusal.value.usage.left_micros == PRICE - 1


async def test_a_limit_may_be_used_to_the_last_micro(world: World) -> None:
    exact = limits(PRICE, PRICE, PRICE, PRICE)

    await world.accepted(limits=exact)

    assert [use.left_micros for use in await world.store.usage(exact)] == [0] * 4


async def test_a_new_day_has_room_again(world: World) -> None:
    await world.accepted(limits=limits(member=PRICE))
    tomorrow = START + timedelta(days=1)

    accepted = await world.accepted(limits=limits(member=PRICE, now=tomorrow))

    assert accepted.state is State.QUEUED


async def test_of_100_at_once_with_room_for_10_exactly_10_are_accepted(world: World) -> None:
    tight = limits(member=10 * PRICE)

    outcomes = await asyncio.gather(
        *(world.accepted(limits=tight) for _ in range(100)), return_exceptions=True
    )

    assert sum(isinstance(outcome, Generation) for outcome in outcomes) == 10
    assert sum(isinstance(outcome, LimitReached) for outcome in outcomes) == 90
    assert (await world.held_and_spent())[0] == (10 * PRICE, 0)


async def test_a_price_of_nothing_is_accepted_even_without_budget(world: World) -> None:
    accepted = await world.accepted(price=Micros(0), limits=limits(0, 0, 0, 0))

    assert accepted.state is State.QUEUED
