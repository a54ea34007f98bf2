"""Blocks and appeals: decided once, by whom stands higher, and binding whatever happens meanwhile."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.generation import State
from bot.domain.moderation.blocks import (
    AppealDecided,
    AppealedAlready,
    Block,
    Blocked,
    BlockFacts,
    BlockUnknown,
    NobodyReadsAppeals,
    NotBlocked,
    OwnBlock,
    StandingTooHigh,
)
from bot.domain.postings import PostingKind
from bot.domain.request import Requester
from bot.domain.rights import ModeratorsOnly
from bot.services.moderation.block_news import BlockNews
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio

MANAGER = Requester(1, GUILD, is_manager=True, is_moderator=True)
FIRST = Requester(91, GUILD, is_moderator=True)
SECOND = Requester(92, GUILD, is_moderator=True)
ELSEWHERE = Requester(93, GUILD + 1, is_moderator=True)
APPEALS = 77


async def blocked(studio: Studio, until: str | None = None) -> Block:
    await studio.services.servers.change(MANAGER, {"log_channel_id": APPEALS})
    return (await studio.services.blocks.block(FIRST, MEMBER, until, "Spam", "de")).block


async def appealed(studio: Studio, until: str | None = None) -> Block:
    block = await blocked(studio, until)
    return await studio.services.appeals.send(block.id, AUTHOR, "I am sorry")


async def logged(studio: Studio) -> list[str]:
    sql = "SELECT action FROM audit_entries WHERE action LIKE '%block%' ORDER BY entry_id"
    return [action for (action,) in await studio.rows(sql)]


async def shown(studio: Studio, kind: PostingKind) -> list[BlockFacts]:
    """What postings of a kind show by now, in the order of their making."""
    await studio.pass_time(15)
    latest = [notice.shown[-1] for notice in studio.board.of(kind)]
    return [facts for facts in latest if isinstance(facts, BlockFacts)]


@pytest.mark.parametrize("steps", range(0, 40, 3))
async def test_at_whatever_moment_a_block_comes_nothing_is_made_after_it(studio: Studio, steps: int) -> None:
    async def later() -> None:
        for _ in range(steps):
            await asyncio.sleep(0)
        await blocked(studio)

    asked, _ = await asyncio.gather(studio.request(), later(), return_exceptions=True)
    await studio.pass_time(30)

    assert isinstance(asked, Blocked) or (await studio.now(asked)).state is State.CANCELLED  # type: ignore[arg-type]
    assert not studio.provider.creates
    assert await studio.store.check() == []


async def test_a_block_holds_for_moderators_to_be_and_until_its_end(studio: Studio) -> None:
    await blocked(studio, "2 hours")

    with pytest.raises(Blocked) as refused:
        await studio.request()
    studio.clock.advance(2 * 3_600)
    await studio.request()

    assert refused.value.ends_at == studio.clock.now()
    assert refused.value.may_appeal


async def test_a_later_block_takes_the_place_of_an_earlier_one(studio: Studio) -> None:
    first = await blocked(studio)
    second = await blocked(studio, "1h")

    assert (await studio.store.block_by_id(first.id) or first).lifted_at
    assert await studio.store.block_of(GUILD, AUTHOR, studio.clock.now()) == second
    assert await logged(studio) == ["blocked", "blocked"]


async def test_a_block_in_another_server_takes_nothing_back_here(studio: Studio) -> None:
    waiting = await studio.request()
    there = Requester(AUTHOR, ELSEWHERE.guild_id)

    stopped = await studio.services.blocks.block(ELSEWHERE, there, None, "Spam", "de")

    assert (stopped.cancelled, stopped.discarded) == (0, 0)
    assert (await studio.now(waiting)).state is State.QUEUED


async def test_standing_decides_who_blocks_whom(studio: Studio) -> None:
    block = studio.services.blocks.block

    for moderator, target, refusal in (
        (MEMBER, SECOND, ModeratorsOnly),
        (FIRST, SECOND, StandingTooHigh),
        (FIRST, MANAGER, StandingTooHigh),
        (FIRST, FIRST, StandingTooHigh),
    ):
        with pytest.raises(refusal):
            await block(moderator, target, None, "", "de")
    await block(MANAGER, SECOND, None, "", "de")
    with pytest.raises(OwnBlock):
        await studio.services.blocks.unblock(SECOND, SECOND.discord_id)


async def test_lifting_what_is_not_there_or_is_elsewhere_is_refused(studio: Studio) -> None:
    blocks = studio.services.blocks
    with pytest.raises(NotBlocked):
        await blocks.unblock(FIRST, AUTHOR)
    block = await blocked(studio)
    with pytest.raises(NotBlocked):
        await blocks.unblock(ELSEWHERE, AUTHOR)
    for requester, decide, refusal in (
        (ELSEWHERE, studio.services.appeals.lift, BlockUnknown),
        (MEMBER, studio.services.appeals.keep, ModeratorsOnly),
        (Requester(AUTHOR, GUILD, is_moderator=True), studio.services.appeals.lift, OwnBlock),
    ):
        with pytest.raises(refusal):
            await decide(requester, block.id)
    with pytest.raises(BlockUnknown):
        await studio.services.appeals.lift(FIRST, block.id + 1)
    assert (await studio.store.block_of(GUILD, AUTHOR, studio.clock.now())) == block


async def test_of_two_moderators_at_once_the_first_lifts_it(studio: Studio) -> None:
    block = await blocked(studio)
    blocks = studio.services.blocks

    first, second = await asyncio.gather(
        blocks.unblock(FIRST, AUTHOR), blocks.unblock(SECOND, AUTHOR), return_exceptions=True
    )

    assert isinstance(first, Block)
    assert isinstance(second, NotBlocked)
    assert first.decided_by_discord_id == FIRST.discord_id
    assert await logged(studio) == ["blocked", "unblocked"]
    (told,) = await shown(studio, PostingKind.BLOCK_DECIDED)
    assert told.block.id == block.id


async def test_an_appeal_goes_once_to_where_moderators_read(studio: Studio) -> None:
    block = await blocked(studio)
    appeals = studio.services.appeals

    await asyncio.gather(
        *(appeals.send(block.id, AUTHOR, f"I am\n sorry {number}") for number in range(2)),
        return_exceptions=True,
    )

    (card,) = await shown(studio, PostingKind.APPEAL)
    (told,) = await shown(studio, PostingKind.BLOCK)
    assert [notice.posting.channel_id for notice in studio.board.of(PostingKind.APPEAL)] == [APPEALS]
    assert card.block.appeal == "I am sorry 0"
    assert not told.may_appeal
    with pytest.raises(AppealedAlready):
        await appeals.open(block.id, AUTHOR)


async def test_nobody_else_appeals_nor_without_a_channel_nor_too_late(studio: Studio) -> None:
    appeals = studio.services.appeals
    block = await blocked(studio, "1h")

    for block_id, who in ((block.id, AUTHOR + 1), (block.id + 1, AUTHOR)):
        with pytest.raises(BlockUnknown):
            await appeals.open(block_id, who)
    await studio.services.servers.change(MANAGER, {"log_channel_id": None})
    with pytest.raises(NobodyReadsAppeals):
        await appeals.send(block.id, AUTHOR, "please")
    studio.clock.advance(3_600)
    with pytest.raises(NotBlocked):
        await appeals.open(block.id, AUTHOR)


async def test_a_block_that_is_let_stand_is_decided_once_and_can_still_be_lifted(studio: Studio) -> None:
    block = await appealed(studio)
    appeals = studio.services.appeals

    kept, second = await asyncio.gather(
        appeals.keep(FIRST, block.id), appeals.keep(SECOND, block.id), return_exceptions=True
    )
    assert isinstance(kept, Block)
    assert isinstance(second, AppealDecided)
    assert (second.decided_by_discord_id, second.lifted) == (FIRST.discord_id, False)
    with pytest.raises(AppealedAlready) as refused:
        await appeals.open(block.id, AUTHOR)
    assert refused.value.kept

    await appeals.lift(SECOND, block.id)
    with pytest.raises(AppealDecided) as decided:
        await appeals.keep(FIRST, block.id)

    assert decided.value.lifted
    assert await logged(studio) == ["blocked", "block_kept", "unblocked"]
    assert len(await shown(studio, PostingKind.BLOCK_DECIDED)) == 2
    await studio.request()


async def test_an_appeal_that_outlives_its_block_is_over(studio: Studio) -> None:
    block = await appealed(studio, "1h")
    studio.clock.advance(3_600)

    with pytest.raises(NotBlocked):
        await studio.services.appeals.lift(FIRST, block.id)

    (card,) = await shown(studio, PostingKind.APPEAL)
    assert not card.block.holds(card.now)


async def test_what_is_said_of_a_block_that_is_no_more_is_nothing(studio: Studio) -> None:
    block = await blocked(studio)
    await studio.pass_time(5)
    (notice,) = studio.board.of(PostingKind.BLOCK)
    gatherer = BlockNews(studio.store, studio.clock)

    assert await gatherer.gather(notice.posting)
    assert await gatherer.gather(replace(notice.posting, key=str(block.id + 1))) is None
