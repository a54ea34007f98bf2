"""What moderators are shown of a request that waits for them, and what becomes of their card."""

from dataclasses import replace
from functools import partial

import pytest

from bot.domain.generation import MediaRole, State
from bot.domain.moderation.approvals import ApprovalFacts, Record, shown_files
from bot.domain.postings import NewPosting, PostingKind
from bot.storage.sqlite import posting
from tests.services.approving import DESK, FIRST, MANAGER, waiting
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio, picture


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
