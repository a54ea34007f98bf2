"""Pauses: nothing new is taken on, nothing more is handed over, and nothing that waits is lost."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import Rejection
from bot.domain.generation import Generation, State
from bot.domain.moderation.pauses import AlreadyPaused, NothingToResume, Paused
from bot.domain.request import Requester
from bot.domain.rights import ModeratorsOnly, OperatorsOnly
from bot.services.stages.submitting import LEASE
from tests.support.studio import GUILD, MEMBER, Studio

MODERATOR = Requester(91, GUILD, is_moderator=True)
ELSEWHERE = Requester(92, GUILD + 1, is_moderator=True)
OPERATOR = 77


@pytest.fixture(autouse=True)
def operated(studio: Studio) -> None:
    studio.policy.operator_ids = frozenset({OPERATOR})


async def in_line(studio: Studio, count: int, **said: int) -> list[Generation]:
    return [await studio.request(**said) for _ in range(count)]


async def submitted(studio: Studio) -> list[str]:
    return [order.task_id for order in studio.provider.submits]


async def test_what_waits_is_not_handed_over_until_the_server_is_resumed_and_then_in_its_old_order(
    studio: Studio,
) -> None:
    waiting = await in_line(studio, 3)
    await studio.services.pausing.pause_own(MODERATOR, "A flood")
    await studio.pass_time(120)
    assert await submitted(studio) == []

    await studio.services.pausing.resume_own(MODERATOR)
    await studio.worker.tick()
    assert await submitted(studio) == [generation.id for generation in waiting]


async def test_what_runs_goes_on_to_its_end_and_is_posted(studio: Studio) -> None:
    running = await studio.running()
    await studio.services.pausing.pause_own(MODERATOR, "")
    studio.provider.finish(running.id)
    await studio.pass_time(30)

    assert (await studio.now(running)).state is State.DELIVERED
    assert len(studio.results(running)) == 1


async def test_a_new_request_is_refused_with_who_paused_why_and_since_when(studio: Studio) -> None:
    began_at = studio.clock.now()
    await studio.services.pausing.pause_own(MODERATOR, "A flood")
    studio.clock.advance(60)

    with pytest.raises(Paused) as refused:
        await studio.request()

    pause = refused.value.pause
    assert (pause.actor_discord_id, pause.reason, pause.began_at) == (91, "A flood", began_at)
    assert not pause.by_operator
    assert await studio.rows("SELECT COUNT(*) FROM generations") == [(0,)]


async def test_other_servers_go_on(studio: Studio) -> None:
    await studio.services.pausing.pause_own(ELSEWHERE, "")

    assert (await studio.running()).state is State.RUNNING


async def test_operators_pause_every_server_at_once(studio: Studio) -> None:
    waiting = [await studio.request(), await studio.request(guild=GUILD + 1)]
    pause = await studio.services.pausing.pause_any(OPERATOR, None, "Bills")
    assert pause.is_everywhere
    await studio.pass_time(60)
    assert await submitted(studio) == []
    for guild in (GUILD, GUILD + 1):
        with pytest.raises(Paused):
            await studio.request(guild=guild)

    await studio.services.pausing.resume_any(OPERATOR, None)
    await studio.worker.tick()
    assert await submitted(studio) == [generation.id for generation in waiting]


async def test_moderators_cannot_end_what_an_operator_paused(studio: Studio) -> None:
    await studio.services.pausing.pause_any(OPERATOR, GUILD, "Bills")
    with pytest.raises(NothingToResume) as refused:
        await studio.services.pausing.resume_own(MODERATOR)
    assert refused.value.kept_by
    assert refused.value.kept_by.by_operator

    await studio.services.pausing.pause_own(MODERATOR, "A flood")
    await studio.services.pausing.resume_any(OPERATOR, GUILD)
    with pytest.raises(Paused) as still:
        await studio.request()
    assert not still.value.pause.by_operator
    with pytest.raises(NothingToResume):
        await studio.services.pausing.resume_any(OPERATOR, GUILD)
    await studio.services.pausing.resume_own(MODERATOR)
    with pytest.raises(NothingToResume) as nothing:
        await studio.services.pausing.resume_own(MODERATOR)
    assert nothing.value.kept_by is None


async def test_a_second_pause_changes_nothing_and_hears_of_the_first(studio: Studio) -> None:
    await studio.services.pausing.pause_own(MODERATOR, "A flood")
    with pytest.raises(AlreadyPaused) as refused:
        await studio.services.pausing.pause_own(Requester(93, GUILD, is_moderator=True), "Me, too")

    assert refused.value.pause.reason == "A flood"
    assert await studio.rows("SELECT action, reason FROM audit_entries") == [("paused", "A flood")]


async def test_both_ends_of_a_pause_are_in_the_log(studio: Studio) -> None:
    await studio.services.pausing.pause_own(MODERATOR, "A flood")
    await studio.services.pausing.resume_own(MODERATOR)
    await studio.services.pausing.pause_any(OPERATOR, None, "Bills")

    assert await studio.rows("SELECT guild_id, action, reason FROM audit_entries ORDER BY entry_id") == [
        (GUILD, "paused", "A flood"),
        (GUILD, "resumed", ""),
        (0, "paused", "Bills"),
    ]


async def refusal(work: object) -> type[Exception]:
    with pytest.raises(Rejection) as refused:
        await work  # type: ignore[misc]
    return type(refused.value)


async def test_only_moderators_pause_their_server_and_only_operators_the_others(studio: Studio) -> None:
    pausing = studio.services.pausing

    assert await refusal(pausing.pause_own(MEMBER, "")) is ModeratorsOnly
    assert await refusal(pausing.resume_own(MEMBER)) is ModeratorsOnly
    for discord_id in (MEMBER.discord_id, MODERATOR.discord_id):
        assert await refusal(pausing.pause_any(discord_id, None, "")) is OperatorsOnly
        assert await refusal(pausing.resume_any(discord_id, GUILD)) is OperatorsOnly


async def test_a_pause_survives_a_restart(studio: Studio) -> None:
    await in_line(studio, 1)
    await studio.services.pausing.pause_own(MODERATOR, "")
    await studio.restart()
    await studio.pass_time(60)

    assert await submitted(studio) == []
    with pytest.raises(Paused):
        await studio.request()


async def test_what_is_claimed_when_a_pause_begins_goes_back_into_its_place(studio: Studio) -> None:
    first, second = await in_line(studio, 2)
    now = studio.clock.now()
    await studio.store.claim_for_submit("runware", now, now + LEASE, 1, 1)
    await studio.services.pausing.pause_own(MODERATOR, "")

    assert not await studio.store.sending(first.id, now)
    assert (await studio.now(first)).state is State.QUEUED

    await studio.services.pausing.resume_own(MODERATOR)
    await studio.worker.tick()
    assert await submitted(studio) == [first.id, second.id]


async def test_what_is_discarded_when_a_pause_stops_its_submit_has_cost_nothing(studio: Studio) -> None:
    generation = await studio.request()
    now = studio.clock.now()
    await studio.store.claim_for_submit("runware", now, now + LEASE, 1, 1)
    await studio.store.discard(generation.id, now)
    await studio.services.pausing.pause_own(MODERATOR, "")
    await studio.store.sending(generation.id, now)

    assert (await studio.now(generation)).state is State.CANCELLED
    assert (await studio.money(generation))["held"] == 0


async def test_what_may_have_arrived_before_a_pause_is_asked_about_but_not_sent_again(studio: Studio) -> None:
    studio.provider.lose_answers(accepted=True)
    generation = await studio.running()
    assert generation.uncertain
    await studio.services.pausing.pause_own(MODERATOR, "")
    await studio.pass_time(60)
    assert len(await submitted(studio)) == 1

    studio.provider.finish(generation.id)
    await studio.pass_time(60)
    assert (await studio.now(generation)).state is State.DELIVERED


async def test_no_deadline_passes_during_a_pause_and_a_whole_one_begins_with_its_end(studio: Studio) -> None:
    generation = await studio.request()
    await studio.services.pausing.pause_own(MODERATOR, "")
    await studio.pass_time(studio.deadline_seconds * 3, step_seconds=60)
    assert (await studio.now(generation)).state is State.QUEUED

    await studio.services.pausing.resume_own(MODERATOR)
    resumed = await studio.now(generation)
    assert resumed.deadline_at == studio.clock.now() + timedelta(seconds=studio.deadline_seconds)
    await studio.worker.tick()
    assert (await studio.now(generation)).state is State.RUNNING


async def test_however_many_wait_out_a_pause_other_servers_deadlines_are_kept(studio: Studio) -> None:
    studio.pace = type(studio.pace)(max_running=1)
    studio.start()
    await studio.running(guild=GUILD + 1)
    late = await studio.request(guild=GUILD + 1)
    waiting = [await studio.request() for _ in range(30)]
    await studio.services.pausing.pause_own(MODERATOR, "")
    await studio.pass_time(studio.deadline_seconds + 30)

    assert (await studio.now(late)).state is not State.QUEUED
    assert {(await studio.now(one)).state for one in waiting} == {State.QUEUED}


@pytest.mark.parametrize("guild", [GUILD, None], ids=["one server", "everywhere"])
async def test_only_what_waited_is_given_more_time(studio: Studio, guild: int | None) -> None:
    studio.start()
    running = await studio.running()
    before = running.deadline_at
    other = await studio.request(guild=GUILD + 1)
    await studio.services.pausing.pause_any(OPERATOR, guild, "")
    studio.clock.advance(600)
    await studio.services.pausing.resume_any(OPERATOR, guild)

    assert (await studio.now(running)).deadline_at == before
    moved = (await studio.now(other)).deadline_at != other.deadline_at
    assert moved is (guild is None)


def paused_on_card(studio: Studio, generation: Generation) -> bool:
    progress = studio.card(generation).progress
    return progress is not None and progress.hindrance is not None


async def test_cards_of_what_waits_say_that_it_is_paused_until_it_is_not(studio: Studio) -> None:
    studio.pace = type(studio.pace)(max_running=0)
    studio.start()
    generation = await studio.request()
    await studio.worker.tick()
    await studio.services.pausing.pause_own(MODERATOR, "A flood")
    await studio.pass_time(15)
    assert paused_on_card(studio, generation)

    await studio.services.pausing.resume_own(MODERATOR)
    await studio.pass_time(15)
    assert not paused_on_card(studio, generation)


async def test_of_a_pause_and_the_claims_at_its_moment_either_comes_first(studio: Studio) -> None:
    await in_line(studio, 8)
    await asyncio.gather(studio.worker.tick(), studio.services.pausing.pause_own(MODERATOR, ""))
    after = len(await submitted(studio))
    await studio.pass_time(60)

    assert len(await submitted(studio)) == after
    states = await studio.rows("SELECT state, COUNT(*) FROM generations GROUP BY state")
    assert sum(count for _, count in states) == 8
    assert {state for state, _ in states} <= {"queued", "running"}
