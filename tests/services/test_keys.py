"""A server that pays by itself: its key, its account, and nobody else's."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.alarms import AlarmFacts, AlarmKind
from bot.domain.errors import LimitReached, ServerNotServed
from bot.domain.generation import State
from bot.domain.keys import (
    AccountChanged,
)
from bot.domain.money import ZERO, Micros
from bot.domain.overviews import OverviewPage
from bot.domain.postings import PostingKind
from bot.domain.quota import Limit, Scope
from bot.ports.store import NewGeneration
from bot.services.money.limits import LimitPolicy
from bot.services.overviews import KnownServer
from tests.services.keyholders import ANOTHER, KEY, MANAGER, THEIRS, Company, bring, cents, equipped
from tests.support.fake_provider import PRICE
from tests.support.studio import GUILD, MEMBER, Studio

OPERATOR, LOG = 77, 99


@pytest.fixture
def company(studio: Studio) -> Company:
    return equipped(studio)


def told(studio: Studio) -> list[tuple[int | None, int | None, AlarmKind]]:
    """Where alarms are told, and of what."""
    found = []
    for notice in studio.board.of(PostingKind.ALARM):
        facts = notice.shown[-1]
        assert isinstance(facts, AlarmFacts)
        posting = notice.posting
        found.append((posting.channel_id, posting.recipient_discord_id, facts.alarm.kind))
    return found


async def keys(studio: Studio) -> list[tuple[Any, ...]]:
    return await studio.rows(
        "SELECT guild_id, provider, retired_at IS NULL FROM provider_keys ORDER BY key_id"
    )


async def test_a_server_with_a_key_pays_by_itself(studio: Studio, company: Company) -> None:
    await bring(studio)
    generation = await studio.running()
    account = company.account(KEY)
    account.finish(generation.id)
    await studio.pass_time(20)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert list(account.creates) == [generation.id]
    assert studio.provider.submits == []
    assert studio.provider.polls == []


async def test_other_servers_go_on_with_the_operators_account(studio: Studio, company: Company) -> None:
    await bring(studio)
    other = await studio.running(guild=11)
    studio.provider.finish(other.id)
    await studio.pass_time(20)

    assert (await studio.now(other)).state is State.DELIVERED
    assert company.account(KEY).submits == []


async def test_what_was_accepted_before_is_the_operators(studio: Studio, company: Company) -> None:
    earlier = await studio.request()
    await bring(studio)
    await studio.worker.tick()

    assert list(studio.provider.creates) == [earlier.id]


async def test_neither_caps_nor_budgets_of_the_operator_count(studio: Studio, company: Company) -> None:
    studio.policy = LimitPolicy(cents(500), cents(500), Micros(1), Micros(1), frozenset())
    studio.start()
    with pytest.raises(ServerNotServed):
        await studio.request()

    await bring(studio)
    generation = await studio.running()
    company.account(KEY).finish(generation.id)
    await studio.pass_time(20)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert await studio.rows("SELECT COUNT(*) FROM usage_counters WHERE scope LIKE 'operator%'") == [(0,)]
    with pytest.raises(ServerNotServed):
        await studio.request(model="pixverse-v6-skills")


async def test_the_servers_own_budget_and_the_members_quota_hold(studio: Studio, company: Company) -> None:
    await bring(studio)
    await studio.services.servers.change(MANAGER, {"daily_micros": cents(20)})
    await studio.request()
    with pytest.raises(LimitReached) as caught:
        await studio.request()
    assert caught.value.usage.limit.scope is Scope.GUILD_DAY

    await studio.services.servers.change(MANAGER, {"daily_micros": None, "member_daily_micros": cents(20)})
    with pytest.raises(LimitReached) as caught:
        await studio.request()
    assert caught.value.usage.limit.scope is Scope.MEMBER_DAY


async def test_a_pool_that_the_operator_filled_is_not_drawn_on(studio: Studio, company: Company) -> None:
    await bring(studio)
    await studio.services.servers.change(MANAGER, {"daily_micros": ZERO})
    studio.policy.operator_ids = frozenset({OPERATOR})
    await studio.services.purses.fund(OPERATOR, GUILD, cents(500))
    with pytest.raises(LimitReached):
        await studio.request()


async def test_what_a_server_pays_is_no_operators_loss_and_no_alarm(studio: Studio, company: Company) -> None:
    studio.policy.operator_ids = frozenset({OPERATOR})
    await bring(studio)
    for _ in range(4):
        generation = await studio.running()
        company.account(KEY).finish(generation.id, cost_micros=Micros(PRICE * 3))
        await studio.pass_time(20)

    borne = await studio.rows(
        "SELECT account, SUM(amount_micros) FROM ledger_entries GROUP BY account ORDER BY 1"
    )
    assert dict(borne) == {"available": -4 * PRICE, "held": 0, "provider": 12 * PRICE, "server": -8 * PRICE}
    assert told(studio) == []
    assert (await studio.request()).state is State.QUEUED


async def test_a_late_cost_and_a_refund_are_the_servers(studio: Studio, company: Company) -> None:
    await bring(studio)
    generation = await studio.running()
    account = company.account(KEY)
    account.finish(generation.id, cost_micros=None)
    await studio.pass_time(20)
    await studio.services.purses.refund(replace(MANAGER, is_moderator=True), generation.id, "spoilt")

    assert await studio.rows("SELECT SUM(amount_micros) FROM ledger_entries WHERE account = 'operator'") == [
        (None,)
    ]
    assert await studio.rows("SELECT SUM(amount_micros) FROM ledger_entries WHERE account = 'server'") == [
        (-PRICE,)
    ]


async def test_operators_see_no_spending_of_a_server_that_pays_itself(
    studio: Studio, company: Company
) -> None:
    studio.policy.operator_ids = frozenset({OPERATOR})
    mixed = await studio.request(guild=11)
    await bring(studio)
    await bring(studio, who=THEIRS)
    await studio.request()
    await studio.request(guild=11)

    known = {guild: KnownServer(str(guild), None) for guild in (GUILD, 11)}
    page: OverviewPage = await studio.services.overviews.page(OPERATOR, known, 0)
    seen = {server.guild_id: server.day.held_micros for server in page.servers}
    assert seen == {11: mixed.quoted_micros, GUILD: 0}
    assert [server.guild_id for server in page.servers] == [11, GUILD]


async def test_prices_are_asked_on_the_account_that_pays(studio: Studio, company: Company) -> None:
    account = company.account(KEY)
    account.pricing, account.price_micros = "on", cents(33)
    await bring(studio)
    await studio.running()
    generation = await studio.request()

    assert generation.quoted_micros == cents(33)
    assert studio.provider.priced == []


async def test_as_many_run_at_once_on_each_account(studio: Studio, company: Company) -> None:
    studio.pace = replace(studio.pace, max_running=2)
    studio.start()
    await bring(studio)
    await bring(studio, ANOTHER, THEIRS)
    for guild in (GUILD, 11, 12):
        for _ in range(3):
            await studio.request(guild=guild)
    await studio.pass_time(10)

    at_work = [len(company.account(key).creates) for key in (KEY, ANOTHER)]
    assert [*at_work, len(studio.provider.creates)] == [2, 2, 2]


async def test_no_request_asks_about_tasks_of_two_accounts(studio: Studio, company: Company) -> None:
    await bring(studio)
    await bring(studio, ANOTHER, THEIRS)
    ours = [await studio.request() for _ in range(2)]
    theirs = [await studio.request(guild=11) for _ in range(2)]
    await studio.pass_time(20)

    asked = {task_id for poll in company.account(KEY).polls for task_id in poll}
    assert asked == {one.id for one in ours}
    assert {task for poll in company.account(ANOTHER).polls for task in poll} == {one.id for one in theirs}


async def test_a_restart_changes_nothing(studio: Studio, company: Company) -> None:
    await bring(studio)
    generation = await studio.running()
    await studio.restart()
    company.account(KEY).finish(generation.id)
    await studio.pass_time(20)

    assert (await studio.now(generation)).state is State.DELIVERED


async def test_usage_can_be_seen_in_a_server_that_only_pays_itself(studio: Studio, company: Company) -> None:
    studio.policy = LimitPolicy(cents(500), cents(700), cents(1), cents(1), frozenset())
    studio.start()
    await bring(studio)
    usages = await studio.usage.of_member(MEMBER, MEMBER.discord_id, None)

    assert [usage.limit.limit_micros for usage in usages] == [cents(500), cents(700)]


async def test_who_changes_the_account_meanwhile_has_it_asked_again(studio: Studio, company: Company) -> None:
    taken: list[tuple[NewGeneration, list[Limit]]] = []
    accept = studio.store.accept

    async def late(new: NewGeneration, limits: list[Limit]) -> Any:
        taken.append((new, limits))
        await bring(studio, ANOTHER)
        return await accept(new, limits)

    await bring(studio)
    studio.store.accept = late  # type: ignore[method-assign, assignment]
    with pytest.raises(AccountChanged):
        await studio.request()
    assert len(taken) == 1
