"""A server's keys: who may bring them, and what becomes of those that are no good or were replaced."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.alarms import Alarm, AlarmFacts, AlarmKind
from bot.domain.errors import ProviderTroubled
from bot.domain.generation import FailureReason, State
from bot.domain.keys import (
    KeyMalformed,
    KeyNotAccepted,
    KeysNotKept,
    KeyUnproven,
    NoOwnKey,
    ProviderUnused,
)
from bot.domain.money import ZERO, Micros
from bot.domain.postings import PostingKind
from bot.domain.rights import ManagersOnly
from tests.services.keyholders import ANOTHER, KEY, MANAGER, THEIRS, Company, bring, equipped, keyring
from tests.support.fake_board import Notice
from tests.support.fake_provider import trouble
from tests.support.studio import GUILD, MEMBER, Studio

OPERATOR, LOG = 77, 99
OUTAGE = trouble("runware", FailureReason.PROVIDER_UNAVAILABLE, retryable=True)


@pytest.fixture
def company(studio: Studio) -> Company:
    return equipped(studio)


@pytest.fixture(autouse=True)
async def logged(studio: Studio) -> None:
    """Operators could be told, and the server has a log channel."""
    studio.policy.operator_ids = frozenset({OPERATOR})
    await studio.services.servers.change(MANAGER, {"log_channel_id": LOG})


def told(studio: Studio) -> list[Notice]:
    return studio.board.of(PostingKind.ALARM)


def alarm(notice: Notice) -> Alarm:
    facts = notice.shown[-1]
    assert isinstance(facts, AlarmFacts)
    return facts.alarm


async def kept(studio: Studio) -> list[tuple[Any, ...]]:
    return await studio.rows("SELECT guild_id, retired_at IS NULL FROM provider_keys ORDER BY key_id")


async def refused(studio: Studio, guild: int = GUILD) -> FailureReason:
    with pytest.raises(ProviderTroubled) as caught:
        await studio.request(guild=guild)
    return caught.value.trouble.reason


async def test_only_managers_bring_see_and_remove_keys(studio: Studio, company: Company) -> None:
    for who in (MEMBER, replace(MEMBER, is_moderator=True)):
        with pytest.raises(ManagersOnly):
            await bring(studio, who=who)
        with pytest.raises(ManagersOnly):
            await studio.services.keys.of(who)
        with pytest.raises(ManagersOnly):
            await studio.services.keys.remove(who, "runware")
    assert company.opened == []


async def test_without_anything_to_seal_with_no_key_is_taken(studio: Studio) -> None:
    with pytest.raises(KeysNotKept):
        await bring(studio)


async def test_a_key_for_a_provider_that_the_operator_does_not_use_is_refused(
    studio: Studio, company: Company
) -> None:
    studio.has_other = False
    studio.start()
    with pytest.raises(ProviderUnused):
        await studio.services.keys.bring(MANAGER, "skills_video", KEY)


@pytest.mark.parametrize("text", ["", "   ", "two words", "schlüssel", "k" * 401, "line\nbreak"])
async def test_what_cannot_be_a_key_is_not_tried(studio: Studio, company: Company, text: str) -> None:
    with pytest.raises(KeyMalformed):
        await bring(studio, text)
    assert company.opened == []


async def test_a_refused_key_is_not_kept(studio: Studio, company: Company) -> None:
    company.refuse(KEY)
    with pytest.raises(KeyNotAccepted):
        await bring(studio)
    company.refuse(KEY, OUTAGE)
    with pytest.raises(KeyUnproven):
        await bring(studio)

    assert await kept(studio) == []
    assert company.account(KEY).closed == 2


async def test_a_key_is_proven_trimmed_and_logged_without_itself(studio: Studio, company: Company) -> None:
    await bring(studio, f"  {KEY}\n")
    (key,) = await studio.services.keys.of(MANAGER)

    assert company.opened == [KEY]
    assert (key.guild_id, key.provider, key.set_by_discord_id) == (GUILD, "runware", MANAGER.discord_id)
    entries = await studio.rows("SELECT action, details FROM audit_entries ORDER BY entry_id DESC LIMIT 1")
    assert entries == [("key_set", '{"provider": "runware"}')]


async def test_another_servers_key_is_neither_seen_nor_removed(studio: Studio, company: Company) -> None:
    await bring(studio)
    assert await studio.services.keys.of(THEIRS) == []
    with pytest.raises(NoOwnKey):
        await studio.services.keys.remove(THEIRS, "runware")


async def test_a_removed_key_still_pays_what_was_accepted_with_it_and_then_is_gone(
    studio: Studio, company: Company
) -> None:
    await bring(studio)
    running, waiting = await studio.running(), await studio.request()
    await studio.services.keys.remove(MANAGER, "runware")
    after = await studio.request()
    await studio.pass_time(10)
    account = company.account(KEY)
    assert list(account.creates) == [running.id, waiting.id]
    assert list(studio.provider.creates) == [after.id]
    assert await kept(studio) == [(GUILD, False)]

    for generation in (running, waiting):
        account.finish(generation.id)
    await studio.pass_time(30)
    assert await kept(studio) == []
    assert account.closed == 2
    actions = await studio.rows("SELECT action FROM audit_entries ORDER BY entry_id DESC LIMIT 1")
    assert actions == [("key_removed",)]


async def test_what_waits_goes_over_to_a_key_that_replaces_another(studio: Studio, company: Company) -> None:
    await bring(studio)
    running, waiting = await studio.running(), await studio.request()
    await bring(studio, ANOTHER)
    await studio.pass_time(10)
    assert list(company.account(ANOTHER).creates) == [waiting.id]

    company.account(KEY).finish(running.id)
    await studio.pass_time(20)
    assert (await studio.now(running)).state is State.DELIVERED
    assert await kept(studio) == [(GUILD, True)]


async def test_a_refused_key_stops_its_server_alone_and_is_told_once(
    studio: Studio, company: Company
) -> None:
    await bring(studio)
    company.refuse(KEY)
    waiting = await studio.running()
    await studio.pass_time(1_300)

    assert (await studio.now(waiting)).state is State.QUEUED
    assert studio.provider.submits == []
    assert await refused(studio) is FailureReason.OWN_KEY_REFUSED
    assert (await studio.request(guild=11)).state is State.QUEUED
    (notice,) = told(studio)
    assert (notice.posting.guild_id, notice.posting.channel_id) == (GUILD, LOG)
    assert alarm(notice).kind is AlarmKind.KEY_REFUSED

    company.refuse(KEY, None)
    await studio.pass_time(70)
    assert list(company.account(KEY).creates) == [waiting.id]
    assert alarm(notice).ended_at


async def test_an_empty_account_stops_its_server_alone(studio: Studio, company: Company) -> None:
    await bring(studio)
    account = company.account(KEY)
    account.balance_micros = ZERO
    await studio.pass_time(610)

    assert await refused(studio) is FailureReason.OWN_OUT_OF_BALANCE
    assert (await studio.request(guild=11)).state is State.QUEUED
    assert [alarm(notice).kind for notice in told(studio)] == [AlarmKind.OUT_OF_BALANCE]
    account.balance_micros = Micros(1)
    await studio.pass_time(70)
    assert (await studio.request()).state is State.QUEUED


async def test_what_is_refused_for_want_of_money_waits_and_the_first_that_is_taken_ends_it(
    studio: Studio, company: Company
) -> None:
    await bring(studio)
    company.account(KEY).refuse(trouble("runware", FailureReason.OUT_OF_BALANCE))
    waiting = await studio.running()
    assert (await studio.now(waiting)).state is State.QUEUED
    await studio.pass_time(620)

    assert (await studio.now(waiting)).state is State.RUNNING
    assert (await studio.request()).state is State.QUEUED


async def test_operators_hear_nothing_where_no_log_channel_is(studio: Studio, company: Company) -> None:
    await studio.services.servers.change(MANAGER, {"log_channel_id": None})
    await bring(studio)
    company.refuse(KEY)
    await studio.pass_time(620)

    assert await refused(studio) is FailureReason.OWN_KEY_REFUSED
    assert told(studio) == []


async def test_managers_are_told_before_it_is_known_who_operates_the_bot(
    studio: Studio, company: Company
) -> None:
    studio.policy.operator_ids = frozenset()
    await bring(studio)
    company.refuse(KEY)
    await studio.pass_time(620)

    assert [notice.posting.channel_id for notice in told(studio)] == [LOG]


@pytest.mark.parametrize("is_lost", [True, False])
async def test_a_key_that_cannot_be_read_any_more_is_refused_and_nothing_crashes(
    studio: Studio, company: Company, is_lost: bool
) -> None:
    await bring(studio)
    running = await studio.running()
    waiting = await studio.request()
    studio.keyring = None if is_lost else keyring(company, b"s" * 32)
    await studio.restart()
    await studio.pass_time(30)

    assert await refused(studio) is FailureReason.OWN_KEY_UNREADABLE
    assert studio.provider.submits == []
    assert (await studio.now(waiting)).state is State.QUEUED
    assert (await studio.now(running)).state is State.RUNNING
    assert [alarm(notice).kind for notice in told(studio)] == [AlarmKind.KEY_UNREADABLE]

    studio.keyring = keyring(company)
    await studio.restart()
    company.account(KEY).finish(running.id)
    await studio.pass_time(630)
    assert (await studio.now(running)).state is State.DELIVERED
    assert (await studio.now(waiting)).state is State.RUNNING


async def test_a_server_that_was_left_for_good_has_no_key_any_more(studio: Studio, company: Company) -> None:
    await bring(studio)
    await bring(studio, who=THEIRS)
    now = studio.clock.now()
    await studio.store.server_left(GUILD, now)
    await studio.store.erase_departed(now + timedelta(seconds=1), now, 10)

    assert await kept(studio) == [(THEIRS.guild_id, True)]


async def test_all_connections_are_closed_at_the_end(studio: Studio, company: Company) -> None:
    await bring(studio)
    await studio.running()
    await studio.services.accounts.close()

    assert company.account(KEY).closed == 2


async def test_a_troubled_account_troubles_the_models_of_its_server_alone(
    studio: Studio, company: Company
) -> None:
    await bring(studio)
    company.refuse(KEY)
    await studio.pass_time(620)
    model = studio.services.catalogue.models[0]
    ours = await studio.services.accounts.troubles_in(GUILD)
    theirs = await studio.services.accounts.troubles_in(11)

    assert ours(model)
    assert theirs(model) is None


async def test_another_key_ends_the_alarm_about_the_one_that_it_replaces(
    studio: Studio, company: Company
) -> None:
    await bring(studio)
    company.refuse(KEY)
    waiting = await studio.running()
    await studio.pass_time(10)
    await bring(studio, ANOTHER)
    await studio.pass_time(10)

    (notice,) = told(studio)
    assert alarm(notice).ended_at
    assert list(company.account(ANOTHER).creates) == [waiting.id]
