"""What a server decides about money: its budgets, its members' quota, and whose days they last."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import LimitReached, UnknownTimezone
from bot.domain.generation import Generation
from bot.domain.money import Micros
from bot.domain.quota import Scope
from bot.domain.request import Requester
from bot.storage.sqlite import open_store
from tests.support.fake_clock import ManualClock
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio

PRICE = 150_000
MANAGER = Requester(AUTHOR, GUILD, is_manager=True)
SETTINGS = {
    "member_daily_micros": Scope.MEMBER_DAY,
    "daily_micros": Scope.GUILD_DAY,
    "monthly_micros": Scope.GUILD_MONTH,
}


async def decide(studio: Studio, **changes: int | str | None) -> None:
    await studio.services.servers.change(MANAGER, changes)


@pytest.mark.parametrize("name", SETTINGS)
async def test_the_last_micro_of_what_a_server_decides_is_let_in_and_one_more_is_not(
    studio: Studio, name: str
) -> None:
    await decide(studio, **{name: 3 * PRICE - 1})
    await studio.request(takes=2)
    with pytest.raises(LimitReached) as refusal:
        await studio.request()
    assert refusal.value.usage.limit.scope is SETTINGS[name]
    assert refusal.value.usage.left_micros == PRICE - 1

    await decide(studio, **{name: 3 * PRICE})
    await studio.request()
    with pytest.raises(LimitReached):
        await studio.request()


@pytest.mark.parametrize("name", SETTINGS)
async def test_nothing_is_made_where_nothing_may_be_spent(studio: Studio, name: str) -> None:
    await decide(studio, **{name: 0})
    with pytest.raises(LimitReached):
        await studio.request()

    await studio.request(guild=GUILD + 1)


@pytest.mark.parametrize("name", SETTINGS)
async def test_a_lifted_decision_is_the_operators_again(studio: Studio, name: str) -> None:
    await decide(studio, **{name: 0})
    await decide(studio, **{name: None})

    assert (await studio.money(await studio.request()))["held"] == PRICE


async def test_a_budget_set_within_the_month_knows_what_the_month_has_cost(studio: Studio) -> None:
    await studio.request()
    await decide(studio, monthly_micros=2 * PRICE - 1)

    with pytest.raises(LimitReached):
        await studio.request()


async def test_a_month_outlasts_its_days(studio: Studio) -> None:
    await decide(studio, daily_micros=PRICE, monthly_micros=2 * PRICE)
    for _ in range(2):
        await studio.request()
        studio.clock.advance(24 * 3_600)

    with pytest.raises(LimitReached) as refusal:
        await studio.request()
    assert refusal.value.usage.limit.scope is Scope.GUILD_MONTH


async def test_usage_shows_a_month_only_where_it_has_a_budget(studio: Studio) -> None:
    assert len(await studio.usage.of_member(MEMBER, AUTHOR, None)) == 2
    await decide(studio, monthly_micros=5 * PRICE)
    await studio.request()

    *_, month = await studio.usage.of_member(MEMBER, AUTHOR, None)

    assert (month.limit.scope, month.left_micros) == (Scope.GUILD_MONTH, 4 * PRICE)


@pytest.mark.parametrize("timezone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"])
async def test_a_zone_that_changes_refills_nothing(studio: Studio, timezone: str) -> None:
    await decide(studio, member_daily_micros=PRICE, monthly_micros=PRICE)
    await studio.request()
    for name in (timezone, "Europe/Berlin", timezone, None):
        await decide(studio, timezone=name)
        with pytest.raises(LimitReached):
            await studio.request()
        assert (await studio.usage.of_member(MEMBER, AUTHOR, None))[0].held_micros == PRICE


async def test_days_are_those_of_the_servers_zone_and_the_operators_of_utc(studio: Studio) -> None:
    await decide(studio, timezone="Asia/Tokyo", monthly_micros=PRICE)
    studio.clock.advance(3 * 24 * 3_600)

    settings = await studio.store.server(GUILD)
    limits = studio.policy.limits(1, GUILD, None, settings, studio.clock.now())

    hours = [limit.window.ends_at.hour for limit in limits]
    assert hours == [15, 15, hours[2], 0, 0]
    now = studio.clock.now()
    assert all(limit.window.holds(now) for limit in limits)


async def test_a_zone_that_does_not_exist_is_refused_with_those_like_it(studio: Studio) -> None:
    with pytest.raises(UnknownTimezone) as refusal:
        await decide(studio, timezone="Europe/Berln")

    assert "Europe/Berlin" in refusal.value.nearest
    assert (await studio.store.server(GUILD)).timezone is None


async def test_a_zone_that_stays_changes_nothing(studio: Studio) -> None:
    await decide(studio, timezone="Asia/Tokyo")
    before = await studio.store.server(GUILD)
    studio.clock.advance(24 * 3_600)

    await decide(studio, timezone="Asia/Tokyo")

    assert await studio.store.server(GUILD) == before


async def test_the_days_of_the_chart_have_all_that_was_used_in_the_zone_before(studio: Studio) -> None:
    for _ in range(3):
        await studio.request()
        studio.clock.advance(24 * 3_600)
    await decide(studio, timezone="Asia/Tokyo")

    days = await studio.usage.days_of_member(MEMBER, AUTHOR, None)

    assert len(days) == 30
    assert sum(day.held_micros for day in days) == 3 * PRICE


async def test_of_100_requests_at_once_over_five_servers_with_room_for_10_ten_are_let_in() -> None:
    clock = ManualClock(datetime(2026, 3, 14, 12, tzinfo=UTC))
    async with open_store(Path(":memory:"), clock) as store:
        studio = Studio(store, clock)
        studio.policy.operator_daily_micros = Micros(10 * PRICE)
        answers = await asyncio.gather(
            *(studio.request(guild=GUILD + number % 5) for number in range(100)), return_exceptions=True
        )

        assert sum(isinstance(answer, Generation) for answer in answers) == 10
        assert sum(isinstance(answer, LimitReached) for answer in answers) == 90
        assert await studio.rows("SELECT sum(held_micros) FROM generation_money") == [(10 * PRICE,)]
        assert await store.check() == []
