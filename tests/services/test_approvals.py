"""Approval before money is spent: held while it waits, decided once, by moderators of its server."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.approvals import AlreadyDecided, ApprovalFacts, Record, shown_files
from bot.domain.errors import AlreadyEnded, GenerationUnknown
from bot.domain.generation import FailureReason, Generation, MediaRole, State
from bot.domain.postings import NewPosting, PostingKind
from bot.domain.request import Requester
from bot.domain.rights import ModeratorsOnly
from bot.domain.servers import SettingValue
from bot.storage.sqlite import posting
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio, picture

MANAGER = Requester(1, GUILD, is_manager=True)
FIRST = Requester(91, GUILD, is_moderator=True)
SECOND = Requester(92, GUILD, is_moderator=True)
ELSEWHERE = Requester(93, GUILD + 1, is_moderator=True)
DESK = 77
HELD = {"held": 150_000, "charged": 0, "released": 0, "provider_cost": 0}
RELEASED = {"held": 0, "charged": 0, "released": 150_000, "provider_cost": 0}


async def waiting(studio: Studio, **decided: SettingValue) -> Generation:
    await studio.services.servers.change(MANAGER, {"approval_mode": "all", **decided})
    return await studio.request()


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


def shown(studio: Studio) -> list[list[ApprovalFacts]]:
    """What each card has shown, newest last."""
    return [
        [facts for facts in notice.shown if isinstance(facts, ApprovalFacts)]
        for notice in studio.board.of(PostingKind.APPROVAL)
    ]


async def test_moderators_are_asked_once_and_see_what_was_decided(studio: Studio) -> None:
    generation = await waiting(studio, approval_channel_id=DESK)
    await studio.pass_time(10)
    await studio.services.approvals.reject(FIRST, generation.id, "Not here")
    await studio.pass_time(10)

    ((before, after),) = shown(studio)
    assert (before.generation.state, before.verdict) == (State.PENDING_APPROVAL, None)
    assert after.verdict
    assert (after.verdict.moderator_discord_id, after.verdict.reason) == (FIRST.discord_id, "Not here")
    (notice,) = studio.board.of(PostingKind.APPROVAL)
    assert notice.posting.channel_id == DESK


@pytest.mark.parametrize("ending", ["approve", "cancel", "expire"])
async def test_the_card_is_redrawn_however_the_waiting_ends(studio: Studio, ending: str) -> None:
    generation = await waiting(studio, approval_channel_id=DESK)
    await studio.worker.tick()
    match ending:
        case "approve":
            await studio.services.approvals.approve(FIRST, generation.id)
        case "cancel":
            await studio.generations.cancel(generation.id, MEMBER)
        case _:
            studio.clock.advance(49 * 3_600)
    await studio.pass_time(10)

    (drawn,) = shown(studio)
    assert len(drawn) == 2
    assert drawn[-1].generation.state is not State.PENDING_APPROVAL


async def test_without_a_channel_nobody_is_asked_and_the_request_waits_all_the_same(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.pass_time(10)

    assert shown(studio) == []
    (asked,) = (await studio.services.approvals.waiting(FIRST, 10)).asked
    assert (asked.generation.id, asked.message_id) == (generation.id, None)


async def test_a_closed_channel_is_told_apart_from_one_with_a_card(studio: Studio) -> None:
    studio.board.closed_channels.add(DESK)
    await waiting(studio, approval_channel_id=DESK)
    await studio.pass_time(10)
    studio.board.closed_channels.clear()
    await waiting(studio)
    await studio.pass_time(10)

    there = [asked.message_id is None for asked in (await studio.services.approvals.waiting(FIRST, 10)).asked]
    assert there == [True, False]
    (only,) = (await studio.services.approvals.waiting(FIRST, 1)).asked
    assert only.message_id is None
    assert (await studio.services.approvals.waiting(FIRST, 1)).total == 2


async def test_moderators_see_the_files_until_they_are_removed(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"approval_mode": "all", "approval_channel_id": DESK})
    generation = await studio.request(attachments={MediaRole.FIRST_FRAME: picture()})
    await studio.worker.tick()
    ((card,),) = shown(studio)
    assert card.files == {"first_frame.png": generation.inputs[MediaRole.FIRST_FRAME]}

    heavy = replace(generation.inputs[MediaRole.FIRST_FRAME], size_bytes=9 * 1024 * 1024)
    assert shown_files(replace(generation, inputs={MediaRole.SOURCE_VIDEO: heavy})) == {}
    assert shown_files(replace(generation, retired_at=studio.clock.now())) == {}


async def test_a_card_about_nothing_is_not_shown(studio: Studio) -> None:
    new = NewPosting(PostingKind.APPROVAL, GUILD, "no generation", DESK)
    await studio.store.writer.do(partial(posting.post, new=new, now=studio.clock.now()))
    await studio.pass_time(5)

    assert shown(studio) == []


async def test_moderators_see_the_authors_record_in_their_own_server(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"approval_mode": "all", "approval_channel_id": DESK})
    decide = studio.services.approvals
    await decide.approve(FIRST, (await studio.request()).id)
    await decide.reject(FIRST, (await studio.request()).id)
    await decide.reject(FIRST, (await studio.request(author=AUTHOR + 1)).id)
    await studio.request()
    await studio.pass_time(5)

    assert shown(studio)[-1][-1].record == Record(approved=1, rejected=1)


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


async def test_the_reason_of_a_rejection_is_with_the_request(studio: Studio) -> None:
    generation = await waiting(studio)
    assert generation.rejected_because == ""
    rejected = await studio.services.approvals.reject(FIRST, generation.id, "Not here")

    assert rejected.rejected_because == "Not here"
