"""Servers' own keys in the database: which account pays, and for how long a key is needed."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.accounts import (
    OwnKey,
    SealedKey,
    is_own,
    key_id_of,
    own_account,
    own_accounts_of,
    provider_of,
)
from bot.domain.generation import Generation, State
from bot.domain.keys import AccountChanged
from bot.domain.moderation.audit import Action, Decision
from tests.storage.world import START, World

Sql = Callable[..., Awaitable[list[tuple[Any, ...]]]]
GUILD, OTHER = 10, 11


def brought(guild_id: int = GUILD) -> Decision:
    return Decision(guild_id, 9, Action.KEY_SET, details={"provider": "runware"})


async def bring(world: World, guild_id: int = GUILD, sealed: bytes = b"sealed") -> OwnKey:
    """Have a server use a key."""
    now, key = world.clock.now(), SealedKey(guild_id, "runware", sealed)
    await world.store.set_key(brought(guild_id), key, now + timedelta(hours=1), now)
    return (await world.store.own_keys(guild_id))[0]


async def remove(world: World) -> bool:
    return await world.store.remove_key(brought(), "runware", world.clock.now())


async def accepted(world: World, key: OwnKey | None) -> Generation:
    """Accept a request that a key pays for, or the operator."""
    account = key.account if key else None
    return await world.accepted(own_account=account)


async def lined(sql: Sql) -> list[tuple[Any, ...]]:
    return await sql("SELECT account, guild_id, waiting, ready FROM servers_in_line ORDER BY account")


def test_the_name_of_an_account_says_what_it_is() -> None:
    account = own_account("runware", 7)

    assert (provider_of(account), key_id_of(account), is_own(account)) == ("runware", 7, True)
    assert (provider_of("runware"), key_id_of("runware"), is_own("runware")) == ("runware", None, False)
    first, beyond = own_accounts_of("runware")
    assert first <= account < beyond
    assert not first <= "runware" < beyond
    assert not first <= own_account("runwares", 7) < beyond


async def test_a_key_is_kept_as_it_was_sealed_with_who_brought_it_when(world: World) -> None:
    key = await bring(world)

    assert (key.provider, key.guild_id, key.set_at, key.set_by_discord_id) == ("runware", GUILD, START, 9)
    assert await world.store.sealed_key(key.id) == SealedKey(GUILD, "runware", b"sealed")
    assert await world.store.own_keys(OTHER) == []
    assert await world.store.own_keys() == [key]


async def test_what_waits_changes_its_line_with_its_key(world: World, sql: Sql) -> None:
    first = await bring(world)
    put_off = await accepted(world, first)
    waiting = await accepted(world, first)
    now = world.clock.now()
    await world.store.claim_for_submit(first.account, now, world.later(60), 10, 1)
    await world.store.submit_postponed(put_off.id, world.later(30), now)
    second = await bring(world)

    assert await lined(sql) == [(second.account, GUILD, 2, 1)]
    assert {(await world.now(one)).account for one in (waiting, put_off)} == {second.account}
    assert await world.store.forget_spent_keys() == [first.id]


async def test_what_runs_stays_with_the_key_it_was_submitted_with(world: World) -> None:
    first = await bring(world)
    generation = await accepted(world, first)
    await world.store.claim_for_submit(first.account, world.clock.now(), world.later(60), 10, 10)
    await world.store.submitted(generation.id, generation.id, world.clock.now(), world.later(2))
    await bring(world)

    assert (await world.now(generation)).account == first.account
    assert await world.store.forget_spent_keys() == []
    assert await world.store.own_accounts_at_work("runware", world.later(3)) == [first.account]
    await world.failed(generation)
    assert await world.store.forget_spent_keys() == [first.id]
    assert await world.store.sealed_key(first.id) is None


async def test_a_key_stays_while_a_late_cost_may_be_told(world: World) -> None:
    key = await bring(world)
    generation = await accepted(world, key)
    await world.store.claim_for_submit(key.account, world.clock.now(), world.later(60), 10, 10)
    await world.store.submitted(generation.id, generation.id, world.clock.now(), world.later(2))
    world.clock.instant = world.later(7_200)
    await world.store.expire(generation.id, world.clock.now())
    assert (await world.now(generation)).state is State.EXPIRED
    await remove(world)

    assert await world.store.forget_spent_keys() == []
    await world.store.polled({generation.id: None})
    assert await world.store.forget_spent_keys() == [key.id]


async def test_removing_what_is_not_there_is_logged_by_nothing(world: World, sql: Sql) -> None:
    assert not await remove(world)
    await bring(world)
    assert await remove(world)
    assert not await remove(world)
    assert await sql("SELECT COUNT(*) FROM audit_entries") == [(2,)]


async def test_a_request_is_paid_by_who_pays_now_or_not_taken(world: World) -> None:
    with pytest.raises(AccountChanged):
        await world.accepted(own_account="runware:1")
    key = await bring(world)
    with pytest.raises(AccountChanged):
        await accepted(world, None)
    await accepted(world, key)
    await bring(world)
    with pytest.raises(AccountChanged):
        await accepted(world, key)


async def test_accounts_of_one_provider_are_not_those_of_another(world: World) -> None:
    key = await bring(world)
    await accepted(world, key)

    assert await world.store.own_accounts_at_work("runware", world.clock.now()) == [key.account]
    assert await world.store.own_accounts_at_work("skills_video", world.clock.now()) == []
