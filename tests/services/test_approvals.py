"""Approval before money is spent: held while it waits, decided once, by moderators of its server."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import AlreadyEnded, GenerationUnknown
from bot.domain.generation import FailureReason, Generation, State
from bot.domain.moderation.approvals import AlreadyDecided
from bot.domain.moderation.audit import Action, Decision
from bot.domain.request import Requester
from bot.domain.rights import ModeratorsOnly
from bot.domain.servers import SettingValue
from tests.services.approving import ELSEWHERE, FIRST, MANAGER, SECOND, waiting
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio

HELD = {"held": 150_000, "charged": 0, "released": 0, "provider_cost": 0}
RELEASED = {"held": 0, "charged": 0, "released": 150_000, "provider_cost": 0}


async def test_what_waits_for_a_moderator_holds_its_money_and_is_not_made(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.pass_time(60)

    assert (await studio.now(generation)).state is State.PENDING_APPROVAL
    assert await studio.money(generation) == HELD
    assert studio.provider.creates == {}
    assert studio.card(generation).shown.state is State.PENDING_APPROVAL
    assert await studio.store.check() == []


async def test_an_approved_request_is_made_and_its_time_begins_with_the_yes(studio: Studio) -> None:
    generation = await waiting(studio)
    studio.clock.advance(studio.deadline_seconds * 2)
    await studio.worker.tick()

    approved = await studio.services.approvals.approve(FIRST, generation.id)
    assert approved.deadline_at == studio.clock.now() + timedelta(seconds=studio.deadline_seconds)
    await studio.worker.tick()
    studio.provider.finish(generation.id)
    await studio.pass_time(20)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert await studio.store.check() == []


async def test_a_rejected_request_costs_nothing_and_its_author_is_told(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.services.approvals.reject(FIRST, generation.id, "Not here")
    await studio.pass_time(10)

    assert (await studio.now(generation)).state is State.REJECTED
    assert await studio.money(generation) == RELEASED
    assert len(studio.notices(generation)) == 1
    assert await studio.rows("SELECT action, reason FROM audit_entries WHERE generation_id NOT NULL") == [
        ("rejected", "Not here")
    ]
    assert await studio.store.check() == []


async def test_of_two_moderators_at_once_the_first_decides_and_the_second_hears_who(studio: Studio) -> None:
    generation = await waiting(studio)
    approvals = studio.services.approvals

    yes, no = await asyncio.gather(
        approvals.approve(FIRST, generation.id),
        approvals.reject(SECOND, generation.id),
        return_exceptions=True,
    )

    assert isinstance(yes, Generation)
    assert isinstance(no, AlreadyDecided)
    assert no.verdict
    assert (no.verdict.approved, no.verdict.moderator_discord_id) == (True, FIRST.discord_id)
    assert await studio.rows("SELECT action FROM audit_entries WHERE generation_id NOT NULL") == [
        ("approved",)
    ]


@pytest.mark.parametrize(
    ("asking", "refusal"),
    [(MEMBER, ModeratorsOnly), (ELSEWHERE, GenerationUnknown)],
    ids=["member", "elsewhere"],
)
async def test_only_moderators_of_its_server_decide(
    studio: Studio, asking: Requester, refusal: type[Exception]
) -> None:
    generation = await waiting(studio)
    for decide in (studio.services.approvals.approve, studio.services.approvals.reject):
        with pytest.raises(refusal):
            await decide(asking, generation.id)

    assert (await studio.now(generation)).state is State.PENDING_APPROVAL


@pytest.mark.parametrize("hours", [None, 2])
async def test_what_no_moderator_answers_expires_with_notice(studio: Studio, hours: int | None) -> None:
    generation = await waiting(studio, approval_hours=hours)
    studio.clock.advance((hours or 48) * 3_600 - 1)
    await studio.worker.tick()
    assert (await studio.now(generation)).state is State.PENDING_APPROVAL
    await studio.pass_time(10)

    ended = await studio.now(generation)
    assert ended.state is State.EXPIRED
    assert ended.failure
    assert ended.failure.reason is FailureReason.UNANSWERED
    assert await studio.money(generation) == RELEASED
    assert len(studio.notices(generation)) == 1


async def test_the_author_may_cancel_while_it_waits_and_nobody_decides_then(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.generations.cancel(generation.id, MEMBER)

    with pytest.raises(AlreadyDecided) as late:
        await studio.services.approvals.approve(FIRST, generation.id)
    assert late.value.verdict is None
    with pytest.raises(AlreadyEnded):
        await studio.generations.cancel(generation.id, MEMBER)
    assert await studio.money(generation) == RELEASED


async def test_a_restart_forgets_nobody_who_waits(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.restart()
    await studio.pass_time(10)
    here = await studio.services.approvals.waiting(FIRST, 10)
    assert ([asked.generation.id for asked in here.asked], here.total) == ([generation.id], 1)
    assert (await studio.services.approvals.waiting(ELSEWHERE, 10)).total == 0

    await studio.services.approvals.approve(FIRST, generation.id)
    await studio.restart()
    await studio.pass_time(5)
    assert (await studio.now(generation)).state is State.RUNNING
    assert (await studio.services.approvals.waiting(FIRST, 10)).total == 0


@pytest.mark.parametrize(
    ("over_micros", "state"), [(149_999, State.PENDING_APPROVAL), (150_000, State.QUEUED)]
)
async def test_only_what_costs_more_than_the_amount_waits(
    studio: Studio, over_micros: int, state: State
) -> None:
    generation = await waiting(studio, approval_mode="over", approval_over_micros=over_micros)

    assert generation.state is state


async def test_other_servers_requests_do_not_wait(studio: Studio) -> None:
    await waiting(studio)

    assert (await studio.request(guild=GUILD + 1, author=AUTHOR)).state is State.QUEUED


async def test_a_form_is_opened_only_for_who_may_still_decide(studio: Studio) -> None:
    generation = await waiting(studio)
    approvals = studio.services.approvals
    await approvals.require_open(FIRST, generation.id)
    with pytest.raises(ModeratorsOnly):
        await approvals.require_open(MEMBER, generation.id)
    await approvals.approve(SECOND, generation.id)

    with pytest.raises(AlreadyDecided):
        await approvals.require_open(FIRST, generation.id)


@pytest.mark.parametrize("price_micros", [149_999, 150_000])
async def test_a_draft_tells_beforehand_whether_a_moderator_will_be_asked(
    studio: Studio, price_micros: int
) -> None:
    over: dict[str, SettingValue] = {"approval_mode": "over", "approval_over_micros": price_micros}
    await studio.services.servers.change(MANAGER, over)
    draft = await studio.services.drafts.open(studio.wish())

    look = await studio.services.drafts.look(draft, MEMBER, None)

    assert look.needs_approval is (price_micros < 150_000)


async def test_a_forged_reason_is_kept_as_what_can_be_written_and_seen(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.services.approvals.reject(FIRST, generation.id, "\ud800 too \u202e dark \x00" + "!" * 4_000)

    ((reason,),) = await studio.rows("SELECT reason FROM audit_entries WHERE action = 'rejected'")
    assert reason == "too dark " + "!" * 491


async def test_the_reason_of_a_rejection_is_with_the_request(studio: Studio) -> None:
    generation = await waiting(studio)
    assert generation.rejected_because == ""
    rejected = await studio.services.approvals.reject(FIRST, generation.id, "Not here")

    assert rejected.rejected_because == "Not here"


async def test_the_store_itself_takes_no_decision_from_another_server(studio: Studio) -> None:
    generation = await waiting(studio)
    now = studio.clock.now()
    elsewhere = Decision(GUILD + 1, 93, Action.APPROVED, generation_id=generation.id)

    assert await studio.store.approve(elsewhere, now, now) is None
    assert await studio.store.reject(elsewhere, now) is None
    assert (await studio.now(generation)).state is State.PENDING_APPROVAL
