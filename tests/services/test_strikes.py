"""Strikes: held once each, for a while, against members alone, and the blocks that come of them."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.generation import Generation
from bot.domain.moderation.blocks import Blocked
from bot.domain.moderation.strikes import DAY, WEEK, StrikeFacts, Struck, Tally
from bot.domain.postings import PostingKind
from bot.domain.request import Requester
from bot.domain.words.refusals import UnwantedWords
from bot.services.moderation.strikes import StrikeNews
from tests.services.drafting import Desk
from tests.support.studio import AUTHOR, GUILD, Studio

MANAGER = Requester(1, GUILD, is_manager=True, is_moderator=True)
MODERATOR = Requester(91, GUILD, is_moderator=True)


@pytest.fixture
async def strict(studio: Studio) -> Studio:
    """A server that blocks after two strikes, and wants one word in no prompt."""
    await studio.services.words.add(MANAGER, "phooey")
    await studio.services.servers.change(MANAGER, {"strikes": 2, "log_channel_id": 77})
    return studio


async def struck(studio: Studio, key: str | None = None, guild: int = GUILD) -> Tally:
    with pytest.raises(Struck) as refusal:
        await studio.request(prompt="phooey", key=key, guild=guild)
    assert isinstance(refusal.value.refusal, UnwantedWords)
    return refusal.value.tally


async def blocked_for(studio: Studio) -> timedelta | None:
    with pytest.raises(Blocked) as refusal:
        await studio.request()
    ends_at = refusal.value.ends_at
    return None if ends_at is None else ends_at - studio.clock.now()


async def told(studio: Studio) -> list[StrikeFacts]:
    await studio.pass_time(15)
    latest = [notice.shown[-1] for notice in studio.board.of(PostingKind.STRIKE)]
    return [facts for facts in latest if isinstance(facts, StrikeFacts)]


async def strikes(studio: Studio) -> list[tuple[str, ...]]:
    return await studio.rows("SELECT cause FROM strikes ORDER BY strike_id")


async def test_strikes_escalate_to_a_day_a_week_and_for_good(strict: Studio) -> None:
    assert await struck(strict) == Tally(1, 2)
    assert await struck(strict) == Tally(2, 2)
    assert await blocked_for(strict) == DAY
    strict.clock.advance(DAY.total_seconds())
    await struck(strict)
    await struck(strict)
    assert await blocked_for(strict) == WEEK
    strict.clock.advance(WEEK.total_seconds())
    await struck(strict)
    await struck(strict)
    assert await blocked_for(strict) is None

    actions = [
        action for (action,) in await strict.rows("SELECT action FROM audit_entries WHERE subject_member_id")
    ]
    assert actions.count("struck") == 6
    assert actions.count("blocked_by_strikes") == 3


async def test_a_strike_counts_for_thirty_days(strict: Studio) -> None:
    await struck(strict)
    strict.clock.advance(timedelta(days=30).total_seconds())

    assert await struck(strict) == Tally(1, 2)


async def test_the_same_request_is_one_strike_however_often_it_comes(strict: Studio) -> None:
    desk = Desk(strict)
    draft = await desk.start(prompt="phooey")

    for _ in range(3):
        with pytest.raises(Struck):
            await desk.generate(draft)
    await asyncio.gather(*(struck(strict, "twice") for _ in range(2)), return_exceptions=True)

    assert await strikes(strict) == [("words",), ("words",)]


async def test_a_look_at_a_draft_is_no_strike(strict: Studio) -> None:
    desk = Desk(strict)
    await strict.services.drafts.look(await desk.start(prompt="phooey"), Requester(AUTHOR, GUILD), None)

    assert await strikes(strict) == []


@pytest.mark.parametrize("asking", [MODERATOR, Requester(92, GUILD, is_manager=True)])
async def test_who_moderates_is_refused_without_a_strike(strict: Studio, asking: Requester) -> None:
    with pytest.raises(UnwantedWords):
        await strict.generations.request(replace(strict.wish(prompt="phooey"), requester=asking))

    assert await strikes(strict) == []


async def test_without_the_setting_and_elsewhere_there_are_none(strict: Studio) -> None:
    await struck(strict)
    await strict.services.servers.change(MANAGER, {"strikes": None})

    with pytest.raises(UnwantedWords):
        await strict.request(prompt="phooey")
    assert await strikes(strict) == [("words",)]
    await strict.request(guild=GUILD + 1)


async def rejected(studio: Studio, reason: str, *, by_moderator: bool = False) -> Generation:
    """A request that a moderator turns down."""
    await studio.services.servers.change(MANAGER, {"approval_mode": "all"})
    generation = await studio.request()
    if by_moderator:
        await studio.rows("UPDATE generations SET by_moderator = 1")
    return await studio.services.approvals.reject(MODERATOR, generation.id, reason)


async def test_a_rejection_with_a_reason_is_a_strike_that_its_author_is_told_of(strict: Studio) -> None:
    await rejected(strict, "")
    await rejected(strict, "Not here")

    (facts,) = await told(strict)
    assert await strikes(strict) == [("rejected",)]
    assert facts.strike.tally == Tally(1, 2)
    (notice,) = strict.board.of(PostingKind.STRIKE)
    assert notice.posting.recipient_discord_id == AUTHOR
    gatherer = StrikeNews(strict.store)
    assert await gatherer.gather(replace(notice.posting, key="99")) is None


async def test_what_was_asked_for_as_a_moderator_is_no_strike(strict: Studio) -> None:
    await rejected(strict, "Not here", by_moderator=True)

    assert await strikes(strict) == []


async def test_who_asked_as_a_moderator_is_remembered(studio: Studio) -> None:
    await studio.generations.request(replace(studio.wish(), requester=MODERATOR))
    await studio.request()

    assert await studio.rows("SELECT by_moderator FROM generations ORDER BY number") == [(1,), (0,)]


async def test_a_removal_with_a_reason_is_a_strike(strict: Studio) -> None:
    generation = await strict.running()
    strict.provider.finish(generation.id)
    await strict.pass_time(20)

    await strict.services.removal.moderate(generation.id, MODERATOR, "Not here")

    assert await strikes(strict) == [("removed",)]
    assert await strict.store.check() == []


async def test_strikes_shorten_no_block(strict: Studio) -> None:
    made = [await strict.request() for _ in range(4)]
    await strict.services.blocks.block(MODERATOR, Requester(AUTHOR, GUILD), None, "", "en-US")

    for generation in made:
        await strict.services.removal.moderate(generation.id, MODERATOR, "Not here")

    assert await strikes(strict) == [("removed",)] * 4
    assert await blocked_for(strict) is None


def test_what_comes_next_is_told_from_the_count() -> None:
    next_lengths = [(Tally(count, 2).left, Tally(count, 2).next_length) for count in range(1, 8)]

    assert next_lengths == [(1, DAY), (2, WEEK), (1, WEEK), (2, None), (1, None), (2, None), (1, None)]
    assert [Tally(count, 2).length for count in (2, 4, 6, 8)] == [DAY, WEEK, None, None]
