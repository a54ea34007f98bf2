"""Quotas of roles: the highest role with a rule decides, the rest is as for everybody."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.barred import ListFull
from bot.domain.errors import LimitReached
from bot.domain.generation import Generation
from bot.domain.money import Micros
from bot.domain.request import Requester
from bot.domain.rights import ManagersOnly
from bot.domain.role_quotas import CountReached, RoleQuota
from bot.storage.sqlite import open_store
from tests.support.fake_clock import ManualClock
from tests.support.studio import AUTHOR, GUILD, Studio

PRICE = 150_000
MANAGER = Requester(1, GUILD, is_manager=True)
HIGH, LOW = 70, 60


async def ask(studio: Studio, *role_ids: int, guild: int = GUILD) -> Generation:
    wish = studio.wish(guild=guild)
    asking = replace(wish.requester, role_ids=role_ids)
    return await studio.generations.request(replace(wish, requester=asking))


async def rule(studio: Studio, role_id: int, **changes: int | None) -> None:
    await studio.services.quotas.change(MANAGER, role_id, changes)


async def test_the_rule_of_the_highest_role_counts_and_leaves_open_what_it_does_not_say(
    studio: Studio,
) -> None:
    await studio.services.servers.change(MANAGER, {"member_daily_micros": 2 * PRICE})
    await rule(studio, LOW, daily_micros=5 * PRICE, daily_count=1)
    await rule(studio, HIGH, daily_count=3)
    for _ in range(2):
        await ask(studio, HIGH, LOW)

    with pytest.raises(LimitReached) as refusal:
        await ask(studio, HIGH, LOW)
    assert refusal.value.usage.limit.role_id == HIGH
    with pytest.raises(CountReached):
        await ask(studio, LOW)


async def test_who_has_no_such_role_has_what_everybody_has(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"member_daily_count": 1})
    await rule(studio, HIGH, daily_count=2)
    await ask(studio)
    with pytest.raises(CountReached):
        await ask(studio)

    await ask(studio, HIGH)


async def test_a_role_that_comes_or_goes_refills_nothing(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"member_daily_micros": PRICE})
    await rule(studio, HIGH, daily_micros=2 * PRICE)
    await ask(studio, HIGH)

    with pytest.raises(LimitReached):
        await ask(studio)
    await ask(studio, HIGH)
    with pytest.raises(LimitReached):
        await ask(studio, HIGH)


async def test_a_draft_is_told_of_the_count_too(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"member_daily_count": 0})
    draft = await studio.services.drafts.start(studio.wish(model="pixverse-v4"))

    look = await studio.services.drafts.look(draft, Requester(AUTHOR, GUILD), None)

    assert isinstance(look.refusal, CountReached)
    assert look.remedies == ()


async def test_usage_names_the_role_whose_quota_it_is(studio: Studio) -> None:
    await rule(studio, HIGH, daily_micros=PRICE, daily_count=4)
    moderator = Requester(1, GUILD, is_moderator=True)

    mine, *_ = await studio.usage.of_member(Requester(AUTHOR, GUILD, role_ids=(HIGH,)), AUTHOR, None)
    theirs, *_ = await studio.usage.of_member(moderator, AUTHOR, None, (HIGH,))

    assert mine == theirs
    assert (mine.limit.role_id, mine.limit.limit_micros, mine.limit.limit_count) == (HIGH, PRICE, 4)


async def test_only_who_manages_the_server_rules_and_reads_the_rules(studio: Studio) -> None:
    moderator = Requester(1, GUILD, is_moderator=True)
    for attempt in (
        studio.services.quotas.change(moderator, HIGH, {"daily_count": 1}),
        studio.services.quotas.of(moderator),
    ):
        with pytest.raises(ManagersOnly):
            await attempt


async def test_so_many_rules_can_still_be_read(studio: Studio) -> None:
    for role_id in range(25):
        await rule(studio, role_id, daily_count=1)
    with pytest.raises(ListFull):
        await rule(studio, 25, daily_count=1)

    await rule(studio, 24, daily_micros=Micros(5))
    assert RoleQuota(24, Micros(5), 1) in await studio.services.quotas.of(MANAGER)


async def test_of_100_requests_at_once_as_many_are_let_in_as_the_count_of_a_role_says() -> None:
    clock = ManualClock()
    async with open_store(Path(":memory:"), clock) as store:
        studio = Studio(store, clock)
        for guild in range(GUILD, GUILD + 5):
            manager = Requester(1, guild, is_manager=True)
            await studio.services.quotas.change(manager, HIGH, {"daily_count": 2})
        answers = await asyncio.gather(
            *(ask(studio, HIGH, guild=GUILD + number % 5) for number in range(100)), return_exceptions=True
        )

        assert sum(isinstance(answer, Generation) for answer in answers) == 10
        assert sum(isinstance(answer, CountReached) for answer in answers) == 90
        assert await store.check() == []
