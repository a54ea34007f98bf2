"""Whose turn it is: servers take turns, in each its members do, and of each the oldest is next."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.generation import Failure, FailureReason, Generation, Place
from tests.storage.sessions import in_a_fresh_world
from tests.storage.world import START, World

MANY = 1_000_000
LATER = START + timedelta(days=1)
"""When an attempt that leaves no trace is due again: after all of this."""
Sql = Callable[..., Awaitable[list[tuple[Any, ...]]]]


async def ask(world: World, member: int, server: int = 10, times: int = 1) -> list[Generation]:
    place = Place(guild_id=server, channel_id=20)
    return [await world.accepted(discord_id=member, place=place) for _ in range(times)]


async def served(world: World, count: int = MANY, at: datetime | None = None) -> list[str]:
    """Claim one by one, as a busy worker does, and give the ids."""
    now = at or world.clock.now()
    ids: list[str] = []
    while len(ids) < count and (got := await world.store.claim_for_submit("runware", now, LATER, MANY, 1)):
        ids.append(got[0].id)
        await world.store.submitted(got[0].id, got[0].id, now, now)
    return ids


async def at_once(world: World, most: int | None) -> None:
    """Decide how many of one member's a server lets be at work at once."""
    await world.store.change_server(10, {"concurrent": most}, 1, START)


async def place(world: World, generation: Generation) -> int | None:
    return await world.store.place_in_line(generation.id)


def ids(*generations: Generation) -> list[str]:
    return [generation.id for generation in generations]


async def test_members_take_turns_and_each_ones_oldest_is_first(world: World) -> None:
    many = await ask(world, 5, times=3)
    few = await ask(world, 6, times=2)
    one = await ask(world, 7)

    assert await served(world) == ids(many[0], few[0], one[0], many[1], few[1], many[2])


async def test_a_crowded_server_does_not_hold_up_another(world: World) -> None:
    crowd = [(await ask(world, member))[0] for member in range(5, 9)]
    alone = await ask(world, 9, server=11, times=2)

    assert await served(world) == ids(crowd[0], alone[0], crowd[1], alone[1], crowd[2], crowd[3])


async def test_those_who_come_later_do_not_push_in_before_those_who_already_wait(world: World) -> None:
    waiting = [(await ask(world, member))[0] for member in (5, 6, 7)]
    assert await served(world, 1) == ids(waiting[0])
    again = await ask(world, 5)
    new = await ask(world, 8)

    assert await served(world) == ids(waiting[1], waiting[2], again[0], new[0])


async def test_whose_turn_it_is_does_not_depend_on_how_many_are_claimed_at_once(world: World) -> None:
    many = await ask(world, 5, times=2)
    one = await ask(world, 6)

    claimed = await world.store.claim_for_submit("runware", START, LATER, MANY, MANY)

    assert ids(*claimed) == ids(many[0], one[0], many[1])


async def test_what_was_put_back_has_its_turn_as_soon_as_it_may(world: World) -> None:
    (first,), (second,), (third,) = [await ask(world, member) for member in (5, 6, 7)]
    now = world.clock.now()
    await world.store.claim_for_submit("runware", now, LATER, MANY, 1)
    await world.store.submit_postponed(first.id, world.later(5), now)

    assert [await place(world, one) for one in (first, second, third)] == [1, 2, 3]
    assert await served(world, 1) == ids(second)
    assert await served(world, at=world.later(5)) == ids(first, third)


async def test_a_server_whose_submit_was_put_back_has_its_turn_again(world: World) -> None:
    (first, *_), other = await ask(world, 5, times=3), await ask(world, 6, server=11, times=2)
    now = world.clock.now()
    await world.store.claim_for_submit("runware", now, LATER, MANY, 1)
    await world.store.submit_postponed(first.id, now, now)

    assert await served(world, 2) == ids(first, other[0])


async def test_turns_outlive_a_restart(world: World) -> None:
    many = await ask(world, 5, times=2)
    one = await ask(world, 6)
    assert await served(world, 1) == ids(many[0])

    await world.store.wake(START)

    assert await served(world) == ids(one[0], many[1])


async def test_a_member_waits_for_their_own_where_the_server_says_so_and_keeps_their_turn(
    world: World,
) -> None:
    await at_once(world, 1)
    many = await ask(world, 5, times=3)
    others = [(await ask(world, member))[0] for member in (6, 7)]

    assert await served(world) == ids(many[0], *others)
    late = await ask(world, 8)
    await world.failed(many[0])
    assert await served(world) == ids(many[1], late[0])


async def test_the_limit_is_kept_within_one_claim_and_over_all_providers(world: World) -> None:
    await at_once(world, 2)
    await ask(world, 5, times=3)
    elsewhere = await ask(world, 5, server=11, times=3)

    claimed = await world.store.claim_for_submit("runware", START, LATER, MANY, MANY)

    assert sum(one.place.guild_id == 10 for one in claimed) == 2
    assert sum(one.place.guild_id == 11 for one in claimed) == len(elsewhere)


async def test_a_limit_that_is_lowered_or_lifted_holds_from_then_on(world: World) -> None:
    await ask(world, 5, times=4)
    assert len(await served(world, 2)) == 2
    await at_once(world, 1)
    assert await served(world) == []

    await at_once(world, None)
    assert len(await served(world)) == 2


async def test_who_is_held_back_by_their_own_is_told_the_limit(world: World) -> None:
    await at_once(world, 2)
    mine, (other,) = await ask(world, 5, times=4), await ask(world, 6)
    assert await world.store.held_back(mine[3].id) is None

    await served(world, 3)

    held_back = [await world.store.held_back(one.id) for one in (*mine, other)]
    assert held_back == [None, None, 2, 2, None]


async def test_a_place_counts_the_turns_of_others_that_come_before(world: World) -> None:
    many = await ask(world, 5, times=3)
    few = await ask(world, 6, times=2)
    (alone,) = await ask(world, 5, server=11)

    assert [await place(world, one) for one in (*many, *few, alone)] == [1, 4, 6, 3, 5, 2]


async def test_who_gives_up_is_no_longer_before_anybody(world: World) -> None:
    (first,), (second,) = await ask(world, 5), await ask(world, 6)
    assert await place(world, second) == 2

    await world.store.cancel(first.id, START)

    assert await place(world, second) == 1
    assert await place(world, first) is None


async def test_what_was_discarded_and_could_not_be_submitted_is_not_in_line(world: World) -> None:
    first, second = await ask(world, 5, times=2)
    await world.store.claim_for_submit("runware", START, LATER, MANY, 1)
    await world.store.discard(first.id, START)
    await world.store.submit_postponed(first.id, START, START)

    assert await place(world, second) == 1
    assert (await world.now(first)).ended_at == START


async def test_a_line_that_is_counted_wrongly_is_noticed(world: World, sql: Sql) -> None:
    await ask(world, 5, times=2)
    for change in ("waiting = 3", "waiting = 2, ready = 1"):
        await sql(f"UPDATE members_in_line SET {change}")
        assert "counts member 1 of server 10 wrongly" in (await world.store.check())[0]
    await sql("UPDATE members_in_line SET ready = 2")
    await sql("DELETE FROM servers_in_line")
    assert "counts server 10 wrongly" in (await world.store.check())[0]
    await sql("INSERT INTO servers_in_line VALUES ('runware', 10, 2, 2, 1)")


Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "ask", "ask", "claim", "put back", "cancel", "refuse", "restart"]),
        st.integers(10, 12),
        st.integers(5, 8),
    ),
    max_size=40,
)


async def take(world: World, step: Step) -> None:
    """Let one thing happen to a line; `server` and `member` also choose among its rows."""
    what, server, member = step
    if what == "ask":
        await ask(world, member, server)
    elif what == "restart":
        await world.store.wake(world.clock.now())
    else:
        now = world.clock.now()
        for one in await world.store.claim_for_submit("runware", now, LATER, MANY, member - 4):
            await end_attempt(world, one, what, world.later(server - 10))


async def end_attempt(world: World, one: Generation, how: str, retry_at: datetime) -> None:
    """Let what was claimed be accepted, refused, or put back and perhaps cancelled."""
    now = world.clock.now()
    if how == "claim":
        await world.store.submitted(one.id, one.id, now, LATER)
    elif how == "refuse":
        await world.store.submit_refused(one.id, Failure(FailureReason.REFUSED), now)
    else:
        await world.store.submit_postponed(one.id, retry_at, now)
        if how == "cancel":
            await world.store.cancel(one.id, now)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_the_place_that_is_shown_is_the_order_in_which_they_are_submitted(steps: list[Step]) -> None:
    """Over random servers, members, requests, claims, and submits that fail or have to be tried again."""

    async def story(world: World) -> None:
        rows: dict[str, int | None] = {}
        for step in steps:
            await take(world, step)
        for member in range(5, 9):
            for server in range(10, 13):
                waiting = await world.store.find(member, server, "", MANY)
                rows |= {one.id: await place(world, one) for one in waiting}
        shown = sorted((number, id_) for id_, number in rows.items() if number)

        assert [number for number, _ in shown] == list(range(1, len(shown) + 1))
        assert await served(world, at=world.later(99)) == [id_ for _, id_ in shown]
        assert await world.store.check() == []

    in_a_fresh_world(story)


@pytest.mark.parametrize("late", [False, True])
async def test_nobody_is_submitted_twice_between_a_request_and_its_turn(world: World, *, late: bool) -> None:
    """The bound of round-robin: one turn of each who waits, however many requests they have."""
    for member in range(5, 15):
        await ask(world, member, times=20)
    before = await served(world, 7 if late else 0)
    (mine,) = await ask(world, 99)

    order = await served(world)

    ahead = [await world.store.get(id_) for id_ in order[: order.index(mine.id)]]
    authors = [one.author_discord_id for one in ahead if one]
    assert len(authors) == len(set(authors)) <= 10
    assert len(order) + len(before) == 201
