"""Moderators are asked in another channel where theirs is closed or gone, once, and nowhere unwanted."""

from datetime import UTC, datetime

import pytest

from bot.domain.moderation.desks import next_desk
from bot.domain.postings import Posting, PostingKind
from bot.domain.servers import ServerSettings
from tests.services.approving import DESK, FIRST, MANAGER, waiting
from tests.support.studio import GUILD, Studio

NOW = datetime(2026, 11, 21, tzinfo=UTC)
LOG, REVIEWS = 78, 79
ALL = ServerSettings(approval_channel_id=DESK, log_channel_id=LOG, review_channel_id=REVIEWS)


def posting(kind: PostingKind, channel_id: int | None) -> Posting:
    return Posting(1, kind, GUILD, "1", channel_id, None, None, "en-US", NOW, None, 1, 0)


@pytest.mark.parametrize(
    ("kind", "tried", "then"),
    [
        (PostingKind.APPROVAL, DESK, LOG),
        (PostingKind.APPROVAL, LOG, None),
        (PostingKind.REPORT, LOG, DESK),
        (PostingKind.REPORT, DESK, None),
        (PostingKind.APPEAL, DESK, LOG),
        (PostingKind.REVIEW, REVIEWS, DESK),
        (PostingKind.REVIEW, DESK, None),
        (PostingKind.LOG, LOG, None),
        (PostingKind.STRIKE, None, None),
    ],
)
def test_there_is_an_order_of_channels(kind: PostingKind, tried: int | None, then: int | None) -> None:
    assert next_desk(posting(kind, tried), ALL) == then


def test_a_channel_that_was_chosen_since_comes_first() -> None:
    assert next_desk(posting(PostingKind.APPROVAL, 5), ALL) == DESK


def test_the_same_channel_is_not_tried_twice() -> None:
    alone = ServerSettings(approval_channel_id=DESK, log_channel_id=DESK)
    assert next_desk(posting(PostingKind.APPROVAL, DESK), alone) is None


async def test_a_request_is_asked_about_in_the_log_where_the_moderators_channel_is_closed(
    studio: Studio,
) -> None:
    studio.board.closed_channels.add(DESK)
    generation = await waiting(studio, approval_channel_id=DESK, log_channel_id=LOG)
    await studio.pass_time(10)

    (card,) = studio.board.of(PostingKind.APPROVAL)
    assert card.posting.channel_id == LOG
    await studio.services.approvals.approve(FIRST, generation.id)
    await studio.pass_time(10)
    assert len(studio.board.of(PostingKind.APPROVAL)) == 1


async def test_what_was_shown_stays_where_it_is(studio: Studio) -> None:
    generation = await waiting(studio, approval_channel_id=DESK, log_channel_id=LOG)
    await studio.pass_time(10)
    studio.board.closed_channels.add(DESK)
    await studio.services.approvals.approve(FIRST, generation.id)
    await studio.pass_time(10)

    (card,) = studio.board.of(PostingKind.APPROVAL)
    assert card.posting.channel_id == DESK
    assert await studio.rows("SELECT due_at FROM postings WHERE kind = 'approval'") == [(None,)]


async def test_where_every_channel_is_closed_nothing_is_tried_for_ever(studio: Studio) -> None:
    studio.board.closed_channels |= {DESK, LOG}
    await waiting(studio, approval_channel_id=DESK, log_channel_id=LOG)
    await studio.services.servers.change(MANAGER, {"spoiler": True})
    await studio.pass_time(30)

    assert studio.board.of(PostingKind.APPROVAL) == []
    assert await studio.rows("SELECT COUNT(*) FROM postings WHERE due_at IS NOT NULL") == [(0,)]
