"""Rules of roles: kept, logged, and honoured by the line without asking anybody's roles."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.domain.generation import State
from bot.domain.money import Micros
from bot.domain.role_quotas import RoleQuota
from tests.storage.world import START, World, limits

Sql = Callable[..., Awaitable[list[tuple[Any, ...]]]]
ROLE, MANAGER = 77, 99


async def rule(world: World, role_id: int = ROLE, **changes: int | None) -> None:
    await world.store.change_role_quota(10, role_id, changes, MANAGER, START)


def with_role(world: World, role_id: int | None = ROLE) -> World:
    """Let members ask with a role from now on."""
    own, *others = limits()
    world.limits = [replace(own, role_id=role_id), *others]
    return world


async def at_work(world: World) -> int:
    claimed = await world.store.claim_for_submit("runware", START, world.later(60), 99, 99)
    return len([each for each in claimed if each.state is State.SUBMITTING])


async def test_a_rule_is_kept_part_by_part_and_gone_with_its_last(world: World) -> None:
    await rule(world, daily_micros=Micros(5), concurrent=2)
    await rule(world, daily_count=3, concurrent=None)
    assert await world.store.role_quotas(10) == [RoleQuota(ROLE, Micros(5), 3)]
    assert await world.store.role_quotas(11) == []

    await rule(world, daily_micros=None, daily_count=None)
    assert await world.store.role_quotas(10) == []


async def test_what_really_changed_is_logged(world: World, sql: Sql) -> None:
    await rule(world, concurrent=2)
    await rule(world, concurrent=2)
    await rule(world, concurrent=None)

    assert await sql("SELECT action, details FROM audit_entries ORDER BY entry_id") == [
        ("role_quota_changed", '{"concurrent": 2, "role_id": 77}'),
        ("role_quota_changed", '{"concurrent": null, "role_id": 77}'),
    ]


async def test_the_line_honours_the_rule_of_the_role_that_a_member_asked_with(world: World) -> None:
    await world.store.change_server(10, {"concurrent": 1}, MANAGER, START)
    await rule(world, concurrent=2)
    generations = [await with_role(world).accepted() for _ in range(4)]

    assert await at_work(world) == 2
    assert await world.store.held_back(generations[3].id) == 2

    await rule(world, concurrent=3)
    assert await at_work(world) == 1


async def test_what_a_rule_leaves_open_is_as_for_everybody(world: World) -> None:
    await world.store.change_server(10, {"concurrent": 1}, MANAGER, START)
    await rule(world, daily_count=5)
    _, last = [await with_role(world).accepted() for _ in range(2)]

    assert await at_work(world) == 1
    assert await world.store.held_back(last.id) == 1


async def test_who_has_lost_the_role_waits_like_everybody_from_the_next_request_on(world: World) -> None:
    await rule(world, concurrent=1)
    for role_id in (ROLE, None):
        await with_role(world, role_id).accepted()

    assert await at_work(world) == 2


async def test_others_are_not_bound_by_the_rule_of_a_role_they_do_not_have(world: World) -> None:
    await rule(world, concurrent=1)
    for discord_id in (5, 6, 6):
        await with_role(world, ROLE if discord_id == 5 else None).accepted(discord_id=discord_id)

    assert await at_work(world) == 3
