"""Money beyond quotas: who may give it, to whom, how much, and what it buys."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.errors import GenerationUnknown, LimitReached, ServerNotServed
from bot.domain.generation import Generation
from bot.domain.giving import (
    AlreadyRefunded,
    AmountTooSmall,
    BeyondPoolGrant,
    CannotReceive,
    GiftsNotWanted,
    NoReceiver,
    NotEnoughToGive,
    NothingCharged,
)
from bot.domain.money import Micros
from bot.domain.purses import MovementKind
from bot.domain.quota import Scope
from bot.domain.request import Requester
from bot.domain.rights import ModeratorsOnly, OperatorsOnly, UsageOfOthers
from bot.services.money.purses import Receiver
from bot.storage.sqlite import open_store
from tests.support.fake_clock import ManualClock
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio

PRICE = 150_000
MODERATOR = Requester(AUTHOR + 9, GUILD, is_moderator=True)
MANAGER = Requester(AUTHOR + 8, GUILD, is_moderator=True, is_manager=True)
AUTHOR_THERE, FRIEND = Receiver(AUTHOR, is_bot=False), Receiver(AUTHOR + 1, is_bot=False)
A_BOT = Receiver(AUTHOR + 2, is_bot=True)
A_STRANGER = Receiver(AUTHOR + 3, is_bot=False, is_member=False)
OPERATOR = 4


async def allow_gifts(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"gifts": True})


async def purse(studio: Studio, discord_id: int = AUTHOR) -> int:
    member, *_ = await studio.usage.of_member(MODERATOR, discord_id, None)
    return member.purse_micros


async def delivered(studio: Studio) -> Generation:
    generation = await studio.running()
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    return await studio.now(generation)


async def test_a_grant_buys_what_the_quota_does_not(studio: Studio) -> None:
    studio.policy.member_daily_micros = Micros(0)
    with pytest.raises(LimitReached):
        await studio.request()

    assert await studio.services.purses.grant(MODERATOR, AUTHOR_THERE, Micros(PRICE), "well done") == PRICE

    await studio.request()
    with pytest.raises(LimitReached) as refusal:
        await studio.request()
    assert refusal.value.usage.limit.scope is Scope.MEMBER_DAY


async def test_a_grant_lasts_beyond_midnight_and_counts_in_its_own_server_alone(studio: Studio) -> None:
    studio.policy.member_daily_micros = Micros(0)
    await studio.services.purses.grant(MODERATOR, AUTHOR_THERE, Micros(PRICE))
    studio.clock.advance(40 * 24 * 3_600)

    with pytest.raises(LimitReached):
        await studio.request(guild=GUILD + 1)
    await studio.request()


@pytest.mark.parametrize("scope", ["guild", "operator"])
async def test_a_grant_is_bounded_by_the_servers_and_the_operators_money(studio: Studio, scope: str) -> None:
    await studio.services.purses.grant(MODERATOR, AUTHOR_THERE, Micros(10 * PRICE))
    setattr(studio.policy, f"{scope}_daily_micros", Micros(PRICE))
    await studio.request()

    with pytest.raises(LimitReached) as refusal:
        await studio.request()
    assert refusal.value.usage.limit.scope.startswith(scope)


async def test_who_is_no_moderator_grants_fills_and_refunds_nothing(studio: Studio) -> None:
    done = await delivered(studio)
    purses = studio.services.purses
    for attempt in (
        purses.grant(MEMBER, AUTHOR_THERE, Micros(PRICE)),
        purses.grant_pool(MEMBER, None, Micros(PRICE)),
        purses.refund(MEMBER, done.id),
    ):
        with pytest.raises(ModeratorsOnly):
            await attempt
    assert await studio.rows("SELECT * FROM purses") == []


async def test_bots_and_strangers_are_granted_nothing(studio: Studio) -> None:
    for receiver, why in ((A_BOT, NoReceiver.BOT), (A_STRANGER, NoReceiver.STRANGER)):
        with pytest.raises(CannotReceive) as refusal:
            await studio.services.purses.grant(MODERATOR, receiver, Micros(PRICE))
        assert refusal.value.why is why


@pytest.mark.parametrize("amount", [-PRICE, 0, 9_999])
async def test_less_than_a_cent_is_given_to_nobody(studio: Studio, amount: int) -> None:
    await allow_gifts(studio)
    studio.policy.operator_ids = frozenset({OPERATOR})
    purses = studio.services.purses
    for attempt in (
        purses.grant(MODERATOR, AUTHOR_THERE, Micros(amount)),
        purses.grant_pool(MANAGER, None, Micros(amount)),
        purses.fund(OPERATOR, GUILD, Micros(amount)),
        purses.gift(MEMBER, None, FRIEND, Micros(amount)),
    ):
        with pytest.raises(AmountTooSmall):
            await attempt


async def test_moderators_fill_the_pool_up_to_a_days_budget_a_day_and_managers_beyond(studio: Studio) -> None:
    studio.policy.guild_daily_micros = Micros(2 * PRICE)
    purses = studio.services.purses
    assert await purses.grant_pool(MODERATOR, None, Micros(2 * PRICE)) == 2 * PRICE
    with pytest.raises(BeyondPoolGrant):
        await purses.grant_pool(MODERATOR, None, Micros(10_000))
    assert await purses.grant_pool(MANAGER, None, Micros(PRICE), "bake sale") == 3 * PRICE

    for _ in range(5):
        await studio.request()
    with pytest.raises(LimitReached) as refusal:
        await studio.request()
    assert refusal.value.usage.limit.scope is Scope.GUILD_DAY


async def test_a_server_without_a_budget_has_what_an_operator_gave_and_no_more(studio: Studio) -> None:
    studio.policy.served_guilds = frozenset()
    studio.policy.operator_ids = frozenset({OPERATOR})
    purses = studio.services.purses
    for attempt in (studio.request(), purses.grant_pool(MANAGER, None, Micros(PRICE))):
        with pytest.raises(ServerNotServed):
            await attempt
    with pytest.raises(OperatorsOnly):
        await purses.fund(AUTHOR, GUILD, Micros(PRICE))

    assert await purses.fund(OPERATOR, GUILD, Micros(PRICE + 1), "trial") == PRICE + 1

    await studio.request()
    with pytest.raises(LimitReached) as refusal:
        await studio.request()
    assert (refusal.value.usage.left_micros, refusal.value.usage.limit.limit_micros) == (1, 0)
    with pytest.raises(ServerNotServed):
        await studio.request(guild=GUILD + 1)


async def test_no_budget_that_a_server_gives_itself_stands_in_for_the_operators(studio: Studio) -> None:
    studio.policy.served_guilds = frozenset()
    await studio.services.servers.change(MANAGER, {"daily_micros": 10 * PRICE})

    with pytest.raises(ServerNotServed):
        await studio.request()


async def test_gifts_are_for_servers_that_want_them(studio: Studio) -> None:
    with pytest.raises(GiftsNotWanted):
        await studio.services.purses.gift(MEMBER, None, FRIEND, Micros(PRICE))


async def test_a_gift_moves_ones_own_money_and_no_more(studio: Studio) -> None:
    await allow_gifts(studio)
    studio.policy.member_daily_micros = Micros(PRICE)
    purses = studio.services.purses
    await purses.grant(MODERATOR, AUTHOR_THERE, Micros(20_000))

    assert await purses.gift(MEMBER, None, FRIEND, Micros(PRICE)) == 20_000

    assert (await purse(studio), await purse(studio, FRIEND.discord_id)) == (0, PRICE)
    with pytest.raises(NotEnoughToGive):
        await purses.gift(MEMBER, None, FRIEND, Micros(20_001))
    with pytest.raises(LimitReached):
        await studio.request()
    for _ in range(2):
        await studio.request(author=FRIEND.discord_id)


async def test_nobody_gives_to_themselves_to_bots_or_to_strangers(studio: Studio) -> None:
    await allow_gifts(studio)
    for receiver, why in (
        (AUTHOR_THERE, NoReceiver.ONESELF),
        (A_BOT, NoReceiver.BOT),
        (A_STRANGER, NoReceiver.STRANGER),
    ):
        with pytest.raises(CannotReceive) as refusal:
            await studio.services.purses.gift(MEMBER, None, receiver, Micros(PRICE))
        assert refusal.value.why is why


async def test_a_refund_gives_back_the_charge_once(studio: Studio) -> None:
    studio.policy.member_daily_micros = Micros(PRICE)
    done = await delivered(studio)
    with pytest.raises(LimitReached):
        await studio.request()

    refund = await studio.services.purses.refund(MODERATOR, f"id: {done.id}", "it flickers")

    assert (refund.author_discord_id, refund.total_micros) == (AUTHOR, PRICE)
    await studio.request()
    with pytest.raises(AlreadyRefunded):
        await studio.services.purses.refund(MODERATOR, done.id)
    assert (await studio.money(done))["charged"] == PRICE


async def test_what_was_not_charged_is_not_given_back(studio: Studio) -> None:
    waiting = await studio.request()

    with pytest.raises(NothingCharged):
        await studio.services.purses.refund(MODERATOR, waiting.id)


async def test_what_other_servers_made_is_theirs_to_refund(studio: Studio) -> None:
    done = await delivered(studio)
    elsewhere = Requester(1, GUILD + 1, is_moderator=True)
    for typed in (done.id, "nothing like it"):
        with pytest.raises(GenerationUnknown):
            await studio.services.purses.refund(elsewhere, typed)


async def test_movements_are_for_the_member_and_moderators_to_see(studio: Studio) -> None:
    await studio.services.purses.grant(MODERATOR, AUTHOR_THERE, Micros(PRICE), "well\x00 done ")

    for reader in (MEMBER, MODERATOR):
        (grant,) = await studio.usage.movements_of_member(reader, AUTHOR)
        assert (grant.kind, grant.amount_micros, grant.reason) == (MovementKind.GRANT, PRICE, "well done")
    with pytest.raises(UsageOfOthers):
        await studio.usage.movements_of_member(Requester(AUTHOR + 1, GUILD), AUTHOR)


@pytest.mark.parametrize("where", ["member", "server"])
async def test_of_100_requests_at_once_over_five_servers_purses_let_in_what_they_hold(where: str) -> None:
    """Two for each server out of the window, and two more out of the purse."""
    clock = ManualClock()
    async with open_store(Path(":memory:"), clock) as store:
        studio = Studio(store, clock)
        setattr(
            studio.policy, f"{'member' if where == 'member' else 'guild'}_daily_micros", Micros(2 * PRICE)
        )
        for guild in range(GUILD, GUILD + 5):
            manager = Requester(1, guild, is_moderator=True, is_manager=True)
            amount = Micros(3 * PRICE - 1)
            if where == "member":
                await studio.services.purses.grant(manager, AUTHOR_THERE, amount)
            else:
                await studio.services.purses.grant_pool(manager, None, amount)
        answers = await asyncio.gather(
            *(studio.request(guild=GUILD + number % 5) for number in range(100)), return_exceptions=True
        )

        accepted = [answer for answer in answers if isinstance(answer, Generation)]
        assert [sum(one.place.guild_id == GUILD + n for one in accepted) for n in range(5)] == [4] * 5
        assert sum(isinstance(answer, LimitReached) for answer in answers) == 80
        assert await studio.rows("SELECT DISTINCT balance_micros FROM purses") == [(PRICE - 1,)]
        assert await store.check() == []


async def test_of_many_who_give_the_same_at_once_one_does() -> None:
    clock = ManualClock()
    async with open_store(Path(":memory:"), clock) as store:
        studio = Studio(store, clock)
        studio.policy.member_daily_micros = Micros(PRICE)
        await allow_gifts(studio)
        done = await delivered(studio)
        purses = studio.services.purses
        refunds = await asyncio.gather(
            *(purses.refund(MODERATOR, done.id) for _ in range(10)), return_exceptions=True
        )
        gifts = await asyncio.gather(
            *(purses.gift(MEMBER, None, FRIEND, Micros(PRICE)) for _ in range(10)), return_exceptions=True
        )

        assert sum(isinstance(answer, AlreadyRefunded) for answer in refunds) == 9
        assert sum(isinstance(answer, NotEnoughToGive) for answer in gifts) == 9
        assert await purse(studio, FRIEND.discord_id) == PRICE
        assert await store.check() == []
