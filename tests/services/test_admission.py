"""Who is let in, up to the last cent, and what a refusal leaves behind: nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import (
    CombinationForbidden,
    LimitReached,
    MediaProblem,
    MediaRejected,
    Rejection,
    ServerNotServed,
    ShuttingDown,
)
from bot.domain.generation import Generation, MediaRole, State
from bot.domain.money import Micros
from bot.domain.quota import NO_LIMIT, Scope
from bot.domain.request import Requester
from bot.domain.rights import UsageOfOthers
from bot.domain.servers import ServerSettings
from bot.services.money.limits import LimitPolicy
from bot.storage.sqlite import open_store
from tests.support.fake_clock import ManualClock
from tests.support.studio import AUTHOR, GUILD, Studio, open_inline_store, picture

PRICE = 150_000
FRAMES = {MediaRole.FIRST_FRAME: picture(), MediaRole.LAST_FRAME: picture("last_image", "https://cdn/b.png")}
LIMITS = {
    Scope.MEMBER_DAY: "member_daily_micros",
    Scope.GUILD_DAY: "guild_daily_micros",
    Scope.OPERATOR_DAY: "operator_daily_micros",
    Scope.OPERATOR_MONTH: "operator_monthly_micros",
}


def limit(policy: LimitPolicy, scope: Scope, micros: int) -> None:
    setattr(policy, LIMITS[scope], Micros(micros))


async def nothing_is_held(studio: Studio) -> bool:
    entries = await studio.rows("SELECT count(*) FROM ledger_entries")
    generations = await studio.rows("SELECT count(*) FROM generations")
    used = await studio.rows("SELECT COALESCE(SUM(held_micros + spent_micros), 0) FROM usage_counters")
    return entries == generations == used == [(0,)]


@pytest.mark.parametrize("model", ["pixverse-v4", "pixverse-v6-skills"])
async def test_one_take_can_be_asked_for_wherever_one_is_made(studio: Studio, model: str) -> None:
    assert (await studio.request(model=model, takes=1)).takes_asked == 1


@pytest.mark.parametrize("scope", LIMITS)
async def test_a_price_of_exactly_what_is_left_is_let_in_and_one_micro_more_is_not(
    studio: Studio, scope: Scope
) -> None:
    limit(studio.policy, scope, 3 * PRICE)
    first = await studio.request(takes=2)
    await studio.request()
    with pytest.raises(LimitReached) as refusal:
        await studio.request()

    assert refusal.value.quote.total_micros == PRICE
    usage = refusal.value.usage
    assert (usage.limit.scope, usage.held_micros, usage.left_micros) == (scope, 3 * PRICE, 0)
    assert (await studio.money(first))["held"] == 2 * PRICE


@pytest.mark.parametrize("scope", LIMITS)
async def test_one_micro_too_few_refuses_the_first_request(studio: Studio, scope: Scope) -> None:
    limit(studio.policy, scope, PRICE - 1)
    with pytest.raises(LimitReached):
        await studio.request()

    assert await nothing_is_held(studio)


async def test_a_members_quota_is_for_one_server_and_another_member_has_their_own(studio: Studio) -> None:
    limit(studio.policy, Scope.MEMBER_DAY, PRICE)
    await studio.request()
    with pytest.raises(LimitReached):
        await studio.request()

    assert (await studio.request(author=AUTHOR + 1)).state is State.QUEUED
    assert (await studio.request(guild=GUILD + 1)).state is State.QUEUED


async def test_the_next_day_has_room_again_but_the_month_remembers(studio: Studio) -> None:
    limit(studio.policy, Scope.MEMBER_DAY, PRICE)
    limit(studio.policy, Scope.OPERATOR_MONTH, 2 * PRICE)
    await studio.request()
    studio.clock.advance(timedelta(days=1).total_seconds())
    await studio.request()
    studio.clock.advance(timedelta(days=1).total_seconds())

    with pytest.raises(LimitReached) as refusal:
        await studio.request()
    assert refusal.value.usage.limit.scope is Scope.OPERATOR_MONTH


async def test_what_a_failure_gave_back_can_be_used_again(studio: Studio) -> None:
    limit(studio.policy, Scope.MEMBER_DAY, PRICE)
    generation = await studio.running()
    studio.provider.fail(generation.id)
    await studio.pass_time(5)

    assert (await studio.request()).state is State.QUEUED


async def test_a_provider_that_charges_for_failures_eats_the_servers_budget_but_not_the_members(
    studio: Studio,
) -> None:
    limit(studio.policy, Scope.GUILD_DAY, 2 * PRICE)
    generation = await studio.running(takes=2)
    studio.media.never = {f"https://media.example/{generation.id}-{take}.mp4" for take in range(2)}
    studio.provider.finish(generation.id)
    await studio.pass_time(60)

    assert (await studio.now(generation)).state is State.FAILED
    with pytest.raises(LimitReached) as refusal:
        await studio.request()
    assert refusal.value.usage.limit.scope is Scope.GUILD_DAY


@pytest.mark.parametrize(
    ("served", "operators", "owner", "let_in"),
    [
        (None, (), None, True),
        ({GUILD}, (), None, True),
        ({GUILD + 1}, (), None, False),
        (set(), (), 1, False),
        (set(), (1,), 1, True),
        (set(), (1,), 2, False),
        (set(), (1,), None, False),
    ],
)
async def test_a_server_is_served_when_listed_or_owned_by_an_operator(
    studio: Studio, served: set[int] | None, operators: tuple[int, ...], owner: int | None, let_in: bool
) -> None:
    studio.policy.served_guilds = None if served is None else frozenset(served)
    studio.policy.operator_ids = frozenset(operators)
    if let_in:
        assert (await studio.request(owner=owner)).state is State.QUEUED
        return
    with pytest.raises(ServerNotServed) as refusal:
        await studio.request(owner=owner)
    assert refusal.value.guild_id == GUILD
    assert await nothing_is_held(studio)


async def test_the_same_command_replayed_is_the_same_generation_and_one_hold(studio: Studio) -> None:
    first = await studio.request(key="interaction", attachments=FRAMES)
    files = dict(studio.media.files)
    again = await studio.request(key="interaction", attachments=FRAMES)

    assert again == first
    assert studio.media.files == files
    assert await studio.rows("SELECT count(*), sum(held_micros) FROM generation_money") == [(1, PRICE)]


async def test_the_same_command_twice_at_once_is_one_generation_with_one_set_of_files(studio: Studio) -> None:
    one, other = await asyncio.gather(
        studio.request(key="interaction", attachments=FRAMES),
        studio.request(key="interaction", attachments=FRAMES),
    )

    assert one.id == other.id
    assert set(studio.media.files) == {media.path for media in one.inputs.values()}


async def test_a_bot_that_is_closing_refuses_new_requests_but_knows_old_ones(studio: Studio) -> None:
    known = await studio.request(key="interaction")
    studio.generations.closing = True

    assert await studio.request(key="interaction") == known
    with pytest.raises(ShuttingDown):
        await studio.request()


async def test_a_broken_rule_refuses_before_anything_is_fetched(studio: Studio) -> None:
    with pytest.raises(CombinationForbidden):
        await studio.request(attachments=FRAMES, aspect="1:1")

    assert studio.media.files == {}
    assert await nothing_is_held(studio)


async def test_a_bad_second_file_forgets_the_first(studio: Studio) -> None:
    damaged = MediaRejected("last_image", "b.png", MediaProblem.DAMAGED)
    studio.media.rejections["https://cdn/b.png"] = [damaged]
    with pytest.raises(MediaRejected) as refusal:
        await studio.request(attachments=FRAMES)

    assert refusal.value is damaged
    assert studio.media.files == {}
    assert await nothing_is_held(studio)


async def test_without_room_nothing_is_fetched(studio: Studio) -> None:
    limit(studio.policy, Scope.MEMBER_DAY, PRICE - 1)
    with pytest.raises(LimitReached):
        await studio.request(attachments=FRAMES)

    assert studio.media.files == {}


async def test_of_two_requests_at_once_for_the_last_room_the_refused_one_leaves_no_files(
    studio: Studio,
) -> None:
    limit(studio.policy, Scope.MEMBER_DAY, PRICE)
    answers = await asyncio.gather(
        *(studio.request(attachments=FRAMES) for _ in range(2)), return_exceptions=True
    )

    (accepted,) = [answer for answer in answers if isinstance(answer, Generation)]
    assert sum(isinstance(answer, LimitReached) for answer in answers) == 1
    assert set(studio.media.files) == {media.path for media in accepted.inputs.values()}


async def test_of_100_requests_at_once_with_room_for_10_ten_are_let_in() -> None:
    clock = ManualClock()
    async with open_store(Path(":memory:"), clock) as store:
        studio = Studio(store, clock)
        limit(studio.policy, Scope.MEMBER_DAY, 10 * PRICE)
        answers = await asyncio.gather(*(studio.request() for _ in range(100)), return_exceptions=True)

        assert sum(isinstance(answer, Generation) for answer in answers) == 10
        assert sum(isinstance(answer, LimitReached) for answer in answers) == 90
        held = await studio.rows("SELECT sum(held_micros) FROM generation_money")
        assert held == [(10 * PRICE,)]
        assert await store.check() == []


async def test_what_is_refused_is_a_rejection_and_a_later_request_is_let_in(studio: Studio) -> None:
    for options in ({"camera": "nonsense"}, {"takes": 9}, {"audio": True}):
        with pytest.raises(Rejection):
            await studio.request(**options)

    assert (await studio.request()).state is State.QUEUED


async def test_usage_shows_the_members_and_the_servers_day_and_not_the_operators(studio: Studio) -> None:
    limit(studio.policy, Scope.MEMBER_DAY, 1_000_000)
    delivered = await studio.running()
    studio.provider.finish(delivered.id)
    await studio.pass_time(10)
    await studio.request(takes=2)
    await studio.request(author=AUTHOR + 1)

    member, guild = await studio.usage.of_member(Requester(AUTHOR, GUILD), AUTHOR, None)
    assert (member.limit.scope, member.spent_micros, member.held_micros) == (
        Scope.MEMBER_DAY, PRICE, 2 * PRICE,
    )  # fmt: skip
    assert member.left_micros == 1_000_000 - 3 * PRICE
    assert (guild.limit.scope, guild.spent_micros, guild.held_micros) == (Scope.GUILD_DAY, PRICE, 3 * PRICE)


async def test_usage_of_a_server_that_is_not_served_is_refused(studio: Studio) -> None:
    studio.policy.served_guilds = frozenset()
    with pytest.raises(ServerNotServed):
        await studio.usage.of_member(Requester(AUTHOR, GUILD), AUTHOR, None)


async def test_limits_are_the_operators_settings() -> None:
    policy = LimitPolicy(Micros(1), Micros(2), Micros(3), Micros(4), None)
    clock = ManualClock()

    limits = policy.limits(7, GUILD, None, ServerSettings(), clock.now())

    assert [(one.scope, one.owner, one.limit_micros) for one in limits] == [
        (Scope.MEMBER_DAY, "10:7", 1),
        (Scope.GUILD_DAY, "10", 2),
        (Scope.GUILD_MONTH, "10", NO_LIMIT),
        (Scope.OPERATOR_DAY, "operator", 3),
        (Scope.OPERATOR_MONTH, "operator", 4),
    ]


async def test_a_request_without_a_model_gets_the_default_one() -> None:
    clock = ManualClock()
    async with open_inline_store(clock) as store:
        studio = Studio(store, clock)
        studio.generations.planning = replace(studio.generations.planning, default_model_id="pixverse-v5.6")

        assert (await studio.request()).model_id == "pixverse-v5.6"
        assert (await studio.request(model="pixverse-v4")).model_id == "pixverse-v4"


async def test_only_moderators_see_what_others_have_used(studio: Studio) -> None:
    await studio.request()
    other, moderator = Requester(AUTHOR + 1, GUILD), Requester(AUTHOR + 1, GUILD, is_moderator=True)

    with pytest.raises(UsageOfOthers):
        await studio.usage.of_member(other, AUTHOR, None)

    member, _ = await studio.usage.of_member(moderator, AUTHOR, None)
    assert member.held_micros == PRICE


async def test_blanks_around_a_models_name_do_no_harm(studio: Studio) -> None:
    assert (await studio.request(model=" pixverse-v4 ")).model_id == "pixverse-v4"
