"""Postings: whatever happens on the way, each is one message, and shows how things stand."""

from dataclasses import dataclass, field
from functools import partial

import pytest

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import StoredMedia
from bot.domain.postings import Facts, NewPosting, Posting, PostingKind
from bot.services.stages.posting import PostingStage
from bot.storage.sqlite import posting
from tests.support.studio import CHANNEL, GUILD, Studio

FILE = StoredMedia("a.png", "image/png", 10, 10, 100, "hash")
KIND = PostingKind.LOG


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Facts):
    words: str


@dataclass
class Source:
    """Knows the words, or that there are none any more."""

    words: str | None = "first"
    files: dict[str, StoredMedia] = field(default_factory=dict)

    async def gather(self, _posting: Posting) -> Facts | None:
        return None if self.words is None else Line(words=self.words, files=self.files)


@dataclass
class Desk:
    studio: Studio
    source: Source

    @property
    def stage(self) -> PostingStage:
        """New each time, as after a restart."""
        return PostingStage(self.studio.store, self.studio.board, {KIND: self.source}, self.studio.clock)

    async def post(self, key: str = "1", channel_id: int | None = CHANNEL, to: int | None = None) -> None:
        new = NewPosting(KIND, GUILD, key, channel_id, to)
        await self.studio.store.writer.do(partial(posting.post, new=new, now=self.studio.clock.now()))

    async def change(self, words: str | None, key: str = "1") -> None:
        self.source.words = words
        now = self.studio.clock.now()
        await self.studio.store.writer.do(lambda db: posting.refresh(db, KIND, GUILD, key, now))

    async def work(self, seconds: float = 0) -> int:
        self.studio.clock.advance(seconds)
        due = await self.stage.pick(10)
        for each in due:
            await self.stage.act(each)
        return len(due)

    def shown(self) -> list[list[str]]:
        return [
            [facts.words for facts in notice.shown if isinstance(facts, Line)]
            for notice in self.studio.board.of(KIND)
        ]


@pytest.fixture
def desk(studio: Studio) -> Desk:
    return Desk(studio, Source())


async def test_a_posting_asked_for_twice_is_shown_once(desk: Desk) -> None:
    await desk.post()
    await desk.post()
    await desk.post("2")

    assert [await desk.work(), await desk.work(1_000)] == [2, 0]
    assert desk.shown() == [["first"], ["first"]]


async def test_what_would_look_different_is_edited_in_place(desk: Desk) -> None:
    await desk.post()
    await desk.work()
    await desk.change("second")
    await desk.work()

    assert desk.shown() == [["first", "second"]]
    assert await desk.work(1_000) == 0


async def test_news_that_comes_while_it_is_shown_is_not_forgotten(desk: Desk) -> None:
    await desk.post()
    (due,) = await desk.stage.pick(10)
    await desk.change("second")
    await desk.stage.act(due)
    await desk.work(10)

    assert desk.shown() == [["second", "second"]]


@pytest.mark.parametrize("happened", [False, True])
async def test_an_unanswered_attempt_is_made_again_and_never_twice(desk: Desk, *, happened: bool) -> None:
    desk.studio.board.troubles.append((DeliveryTrouble.UNAVAILABLE, happened))
    await desk.post()
    await desk.work()
    assert await desk.work() == 0
    await desk.work(10)

    assert len(desk.shown()) == 1
    assert await desk.work(1_000) == 0


async def test_a_closed_channel_is_left_alone_until_there_is_news(desk: Desk) -> None:
    desk.studio.board.closed_channels.add(CHANNEL)
    await desk.post()
    await desk.work()
    assert await desk.work(100_000) == 0

    desk.studio.board.closed_channels.clear()
    await desk.change("second")
    await desk.work()
    assert desk.shown() == [["second"]]


async def test_what_has_nothing_to_show_any_more_is_not_shown(desk: Desk) -> None:
    desk.source.words = None
    await desk.post()

    assert [await desk.work(), await desk.work(1_000)] == [1, 0]
    assert desk.shown() == []


@pytest.mark.parametrize("files", [{}, {"a.png": FILE}])
async def test_files_that_are_too_large_are_left_out(desk: Desk, files: dict[str, StoredMedia]) -> None:
    desk.source.files = files
    desk.studio.board.troubles.append((DeliveryTrouble.TOO_LARGE, False))
    await desk.post()
    await desk.work()

    shown = [dict(facts.files) for notice in desk.studio.board.of(KIND) for facts in notice.shown]
    assert shown == ([{}] if files else [])


async def test_it_goes_to_whom_it_is_for(desk: Desk) -> None:
    await desk.post(channel_id=None, to=77)
    await desk.work()

    (notice,) = desk.studio.board.of(KIND)
    assert (notice.posting.recipient_discord_id, notice.posting.channel_id) == (77, None)


async def test_all_postings_about_a_generation_are_brought_up_to_date_together(desk: Desk) -> None:
    now = desk.studio.clock.now()
    for key, about in (("1", "g"), ("2", "g"), ("3", "h")):
        new = NewPosting(KIND, GUILD, key, CHANNEL, generation_id=about)
        await desk.studio.store.writer.do(partial(posting.post, new=new, now=now))
    await desk.work()
    await desk.studio.store.writer.do(lambda db: posting.refresh_all_of(db, "g", now))
    desk.source.words = "second"
    await desk.work()

    assert desk.shown() == [["first", "second"], ["first", "second"], ["first"]]
