"""Money beyond quotas and budgets: who pays when, what goes back where, and what can never be."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from sqlite3 import IntegrityError
from typing import Any

import pytest

from bot.domain.errors import LimitReached
from bot.domain.generation import Failure, FailureReason, Generation
from bot.domain.giving import AlreadyRefunded, BeyondPoolGrant, NotEnoughToGive
from bot.domain.moderation.audit import Action, Decision
from bot.domain.money import Micros
from bot.domain.news import TakeDone, Update
from bot.domain.purses import MovementKind, Purse, member_purse, server_purse
from bot.domain.quota import Limit, Scope, day_window
from bot.domain.role_quotas import CountReached
from tests.storage.world import PLENTY, PRICE, START, World, limits, video

Sql = Callable[..., Awaitable[list[tuple[Any, ...]]]]
MINE, POOL, OTHERS = member_purse(10, 1), server_purse(10), member_purse(10, 2)
GRANT = Decision(10, 99, Action.GRANTED, subject_discord_id=5, reason="for the poster")


def backed(
    member: int = PLENTY, guild: int = PLENTY, count: int | None = None, operator: int = PLENTY
) -> list[Limit]:
    """Limits with purses behind the member's and the server's."""
    own, server, day, month = limits(member, guild, operator, operator)
    return [
        replace(own, purse=MINE, limit_count=count),
        replace(server, purse=POOL),
        replace(server, scope=Scope.GUILD_MONTH, purse=POOL),
        day,
        month,
    ]


async def fill(world: World, purse: Purse, amount: int, within: Limit | None = None) -> int:
    return await world.store.fill_purse(purse, Micros(amount), MovementKind.GRANT, GRANT, within, START)


async def used(world: World, number: int = 0) -> tuple[int, int, int]:
    """Held and spent in a limit's window, and what is in its purse."""
    use = (await world.store.usage(world.limits))[number]
    return use.held_micros, use.spent_micros, use.purse_micros


async def settled_at(world: World, cost: int) -> Generation:
    generation = await world.running()
    await world.observed(generation, TakeDone("a", "https://cdn.test/a.mp4", 7, Micros(cost)))
    await world.store.take_stored(generation.id, "a", video(), START)
    return await world.now(generation)


async def test_the_window_pays_first_and_the_purse_the_rest(world: World) -> None:
    world.limits = backed(member=PRICE - 70_000)
    await fill(world, MINE, 100_000)

    await world.accepted()

    assert await used(world) == (PRICE - 70_000, 0, 30_000)
    assert await used(world, 1) == (PRICE, 0, 0)


async def test_the_last_micro_of_a_purse_is_let_in_and_one_more_is_not(world: World, sql: Sql) -> None:
    world.limits = backed(member=PRICE - 70_000)
    await fill(world, MINE, 69_999)
    with pytest.raises(LimitReached) as refusal:
        await world.accepted()
    assert refusal.value.usage.left_micros == PRICE - 1
    assert await sql("SELECT COUNT(*) FROM generations") == [(0,)]
    assert await used(world) == (0, 0, 69_999)

    await fill(world, MINE, 1)
    await world.accepted()
    assert await used(world) == (PRICE - 70_000, 0, 0)


async def test_the_pool_pays_where_the_narrower_of_day_and_month_has_no_room(world: World) -> None:
    world.limits = backed()
    world.limits[2] = replace(world.limits[2], limit_micros=Micros(PRICE // 3))
    await fill(world, POOL, PRICE)

    await world.accepted()

    shared = (PRICE // 3, 0, PRICE // 3)
    assert [await used(world, number) for number in (1, 2)] == [shared, shared]


async def test_no_purse_pays_beyond_the_operators_caps(world: World) -> None:
    world.limits = backed(operator=PRICE - 1)
    await fill(world, MINE, PLENTY)
    await fill(world, POOL, PLENTY)

    with pytest.raises(LimitReached) as refusal:
        await world.accepted()
    assert refusal.value.usage.limit.scope is Scope.OPERATOR_DAY


async def test_what_is_not_charged_goes_back_to_the_purses_first(world: World) -> None:
    world.limits = backed(member=PRICE - 70_000, guild=PRICE - 20_000)
    await fill(world, MINE, 70_000)
    await fill(world, POOL, 20_000)

    await settled_at(world, PRICE - 50_000)

    assert await used(world) == (0, PRICE - 70_000, 50_000)
    assert await used(world, 1) == (0, PRICE - 50_000, 20_000)


async def test_what_fails_costs_no_purse_anything(world: World) -> None:
    world.limits = backed(member=0, guild=0)
    await fill(world, MINE, PRICE)
    await fill(world, POOL, PRICE)

    generation = await world.running()
    assert await used(world) == await used(world, 1) == (0, 0, 0)
    await world.store.observe(Update(generation.id, failure=Failure(FailureReason.MODERATED)), START)

    assert await used(world) == await used(world, 1) == (0, 0, PRICE)


async def test_an_overrun_costs_no_purse_more_than_was_held(world: World) -> None:
    world.limits = backed(member=0, guild=0)
    await fill(world, MINE, 2 * PRICE)
    await fill(world, POOL, 2 * PRICE)

    await settled_at(world, PRICE + 9)

    assert await used(world) == (0, 0, PRICE)
    assert await used(world, 1) == (0, 9, PRICE)
    assert await used(world, 3) == (0, PRICE + 9, 0)


async def test_a_window_that_is_overrun_takes_no_more_but_a_purse_pays(world: World) -> None:
    world.limits = backed(guild=PRICE)
    await settled_at(world, PRICE + 9)
    await fill(world, POOL, PRICE)

    await world.accepted()

    assert await used(world, 1) == (0, PRICE + 9, 0)


async def test_a_cost_that_turns_out_lower_goes_back_to_the_pool_first(world: World) -> None:
    world.limits = backed(guild=PRICE // 3)
    await fill(world, POOL, PRICE)
    generation = await world.running()
    await world.observed(generation, TakeDone("a", "https://cdn.test/a.mp4", 7))
    await world.store.take_missed(generation.id, "a", None, START)
    assert await used(world, 1) == (0, PRICE // 3, PRICE // 3)

    await world.observed(generation, TakeDone("a", "https://cdn.test/a.mp4", 7, Micros(PRICE // 2)))
    assert await used(world, 1) == (0, PRICE // 3, PRICE // 3 + PRICE // 2)

    await world.observed(generation, TakeDone("a", "https://cdn.test/a.mp4", 7, Micros(PRICE)))
    assert await used(world, 1) == (0, PRICE // 3 + PRICE // 2, PRICE // 3 + PRICE // 2)


async def test_a_gift_comes_from_the_purse_then_from_the_day(world: World) -> None:
    world.limits = backed(member=100)
    await fill(world, MINE, 40)
    giver = world.limits[0]

    left = await world.store.give(5, giver, OTHERS, Micros(90), START)

    assert (left, await used(world)) == (50, (0, 50, 0))
    assert await world.store.purse(OTHERS) == 90
    with pytest.raises(NotEnoughToGive):
        await world.store.give(5, giver, OTHERS, Micros(51), START)
    assert await world.store.give(5, giver, OTHERS, Micros(50), START) == 0
    assert await world.store.purse(OTHERS) == 140


async def test_a_gift_that_the_purse_has_whole_leaves_the_day_alone(world: World) -> None:
    world.limits = backed(member=100)
    await fill(world, MINE, 40)

    await world.store.give(5, world.limits[0], OTHERS, Micros(40), START)

    assert await used(world) == (0, 0, 0)


async def test_without_a_purse_behind_it_a_limit_gives_nothing(world: World) -> None:
    with pytest.raises(NotEnoughToGive):
        await world.store.give(5, limits()[0], OTHERS, Micros(1), START)


async def test_a_refund_goes_back_where_the_charge_came_from_while_the_day_lasts(world: World) -> None:
    world.limits = backed(member=PRICE - 70_000)
    # The first of all members: so MINE is the author's.
    await world.store.member_id(5)
    await fill(world, MINE, 70_000)
    done = await settled_at(world, PRICE)
    assert await used(world) == (0, PRICE - 70_000, 0)

    refund = await world.store.refund(_refund_of(done), START)

    assert (refund.quota_micros, refund.purse_micros) == (PRICE - 70_000, 70_000)
    assert await used(world) == (0, 0, 70_000)


async def test_a_refund_of_an_earlier_day_goes_into_the_purse(world: World) -> None:
    world.limits = backed()
    done = await settled_at(world, PRICE)

    refund = await world.store.refund(_refund_of(done), START + timedelta(days=1))

    assert (refund.quota_micros, refund.purse_micros) == (0, PRICE)
    assert await used(world) == (0, PRICE, PRICE)


async def test_a_second_refund_is_refused_and_moves_nothing(world: World, sql: Sql) -> None:
    world.limits = backed()
    done = await settled_at(world, PRICE)
    await world.store.refund(_refund_of(done), START)
    before = await sql("SELECT * FROM ledger_entries")

    with pytest.raises(AlreadyRefunded):
        await world.store.refund(_refund_of(done), START)

    assert await sql("SELECT * FROM ledger_entries") == before


async def test_every_movement_names_its_author_and_reason(world: World, sql: Sql) -> None:
    world.limits = backed()
    await fill(world, MINE, 40)
    await world.store.give(5, world.limits[0], OTHERS, Micros(10), START)
    await world.store.refund(_refund_of(await settled_at(world, PRICE)), START)

    named = await sql(
        "SELECT kind, SUM(amount_micros), MIN(reason), MIN(discord_id), MAX(discord_id) FROM ledger_entries"
        " JOIN members ON members.member_id = author_member_id GROUP BY kind ORDER BY kind"
    )
    assert named == [
        ("gift", 0, "", 5, 5),
        ("grant", 0, "for the poster", 99, 99),
        ("refund", 0, "it flickers", 99, 99),
    ]
    logged = await sql("SELECT action, reason FROM audit_entries ORDER BY entry_id")
    assert logged == [("granted", "for the poster"), ("refunded", "it flickers")]


async def test_movements_are_listed_newest_first(world: World) -> None:
    world.limits = backed()
    await fill(world, MINE, 40)
    await world.store.give(5, world.limits[0], OTHERS, Micros(10), START)

    mine, others = [await world.store.movements(purse, 5) for purse in (MINE, OTHERS)]

    assert [(each.kind, each.amount_micros, each.author_discord_id) for each in mine] == [
        (MovementKind.GIFT, -10, 5),
        (MovementKind.GRANT, 40, 99),
    ]
    assert [(each.kind, each.amount_micros) for each in others] == [(MovementKind.GIFT, 10)]
    assert len(await world.store.movements(MINE, 1)) == 1


async def test_what_moderators_may_add_to_a_pool_in_a_day_ends(world: World) -> None:
    bound = Limit(Scope.POOL_DAY, "10", day_window(START), Micros(100))
    assert await fill(world, POOL, 60, bound) == 60
    with pytest.raises(BeyondPoolGrant) as refusal:
        await fill(world, POOL, 41, bound)
    assert refusal.value.usage.left_micros == 40
    assert await fill(world, POOL, 40, bound) == 100
    assert await fill(world, POOL, 500) == 600

    tomorrow = replace(bound, window=day_window(START + timedelta(days=1)))
    assert await fill(world, POOL, 100, tomorrow) == 700


async def test_a_count_ends_a_day_however_much_money_there_is(world: World) -> None:
    world.limits = backed(count=2)
    await world.accepted()
    failed = await world.running()
    with pytest.raises(CountReached) as refusal:
        await world.accepted()
    assert refusal.value.usage.made_count == 2

    await world.failed(failed)
    await world.settled("a")
    with pytest.raises(CountReached):
        await world.accepted()


async def test_no_generation_at_all_is_let_in_by_a_count_of_none(world: World) -> None:
    world.limits = backed(count=0)
    with pytest.raises(CountReached):
        await world.accepted()


async def test_a_purse_can_never_be_less_than_empty(world: World, sql: Sql) -> None:
    await fill(world, MINE, 40)

    with pytest.raises(IntegrityError):
        await sql("UPDATE purses SET balance_micros = -1")


def _refund_of(generation: Generation) -> Decision:
    return Decision(
        10, 99, Action.REFUNDED, subject_discord_id=5, generation_id=generation.id, reason="it flickers"
    )
