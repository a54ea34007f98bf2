"""Postings over sockets: one message each, whatever the network does in between."""

from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from discord import MediaGalleryItem, ui

from bot.delivery import ChannelBoard
from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import StoredMedia
from bot.domain.postings import Facts, Posting, PostingKind
from bot.ui.layout import Piece, Tone, text
from bot.ui.postings import Face, face
from tests.cogs.stage import Stage
from tests.delivery.samples import EDIT, POST, messages, trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Facts):
    words: str = "Please look"


@face.register
def _(facts: Words, _posting: Posting) -> Face:
    gallery: list[Piece] = [ui.MediaGallery(MediaGalleryItem(f"attachment://{name}")) for name in facts.files]
    return Face(Tone.WAITING, [text(facts.words), *gallery])


@pytest.fixture
def board(stage: Stage) -> ChannelBoard:
    return ChannelBoard(stage.bot, stage.media.folder)


def due(stage: Stage, created_at: datetime | None = None) -> Posting:
    return Posting(
        7,
        PostingKind.LOG,
        stage.guild,
        "key",
        stage.channel,
        None,
        None,
        "en-US",
        created_at or stage.clock.now(),
        None,
        0,
        0,
    )


async def test_a_posting_is_made_once_and_then_edited(stage: Stage, board: ChannelBoard) -> None:
    posting = due(stage)
    message_id = await board.show(posting, Words(), again=False)
    edited = await board.show(replace(posting, message_id=message_id), Words(words="Done"), again=False)

    (posted,) = await messages(stage)
    assert (message_id, edited, posted.text) == (posted.id, posted.id, "Done")


@pytest.mark.parametrize("seconds", [0, 1_800])
async def test_a_lost_answer_leads_to_no_second_message(
    stage: Stage, board: ChannelBoard, seconds: int
) -> None:
    posting = due(stage)
    await stage.people.fault("drop_after", **POST)
    first = await trouble(board.show(posting, Words(), again=False))
    await stage.people.advance(seconds)
    message_id = await board.show(posting, Words(), again=True)

    assert first is DeliveryTrouble.UNAVAILABLE
    assert [message.id for message in await messages(stage)] == [message_id]


async def test_what_changed_after_an_attempt_with_a_lost_answer_is_shown_all_the_same(
    stage: Stage, board: ChannelBoard
) -> None:
    (stage.media.folder / "a.png").write_bytes(bytes(100))
    media = StoredMedia("a.png", "image/png", 10, 10, 100, "hash")
    posting = due(stage)
    await stage.people.fault("drop_after", **POST)
    await trouble(board.show(posting, Words(files={"a.png": media}), again=False))
    await board.show(replace(posting, revision=1), Words(words="Decided"), again=True)

    (posted,) = await messages(stage)
    assert (posted.text, posted.attachments) == ("Decided", [])


async def test_nobody_is_called_but_whom_it_may(stage: Stage, board: ChannelBoard) -> None:
    called = f"<@{stage.member}> <@{stage.owner}> @everyone"
    await board.show(due(stage), Words(words=called, pings=(stage.member,)), again=False)

    (recorded,) = await stage.people.books.messages(stage.channel)
    assert recorded.pinged_users == [stage.member]


async def test_files_come_along_and_go_once_there_are_none_to_show(stage: Stage, board: ChannelBoard) -> None:
    (stage.media.folder / "a.png").write_bytes(bytes(100))
    media = StoredMedia("a.png", "image/png", 10, 10, 100, "hash")
    posting = due(stage)
    message_id = await board.show(posting, Words(files={"a.png": media}), again=False)
    (posted,) = await messages(stage)
    assert (await stage.people.fetch(posted.attachments[0].url)).content == bytes(100)

    await board.show(replace(posting, message_id=message_id), Words(files={"a.png": media}), again=False)
    (kept,) = await messages(stage)
    assert len(kept.attachments) == 1
    await board.show(replace(posting, message_id=message_id), Words(), again=False)
    (bare,) = await messages(stage)
    assert bare.attachments == []


async def test_a_posting_for_one_person_goes_to_their_direct_messages(
    stage: Stage, board: ChannelBoard
) -> None:
    posting = replace(due(stage), channel_id=None, recipient_discord_id=stage.member)
    await board.show(posting, Words(), again=False)

    assert await messages(stage) == []


async def test_nobody_left_to_write_to_is_a_trouble_for_good(stage: Stage, board: ChannelBoard) -> None:
    posting = replace(due(stage), channel_id=None)

    assert await trouble(board.show(posting, Words(), again=False)) is DeliveryTrouble.FORBIDDEN


async def test_a_message_that_somebody_deleted_is_not_made_again(stage: Stage, board: ChannelBoard) -> None:
    posting = due(stage)
    message_id = await board.show(posting, Words(), again=False)
    await stage.bot.get_partial_messageable(stage.channel).get_partial_message(message_id).delete()

    again = await trouble(board.show(posting, Words(), again=False))
    edited = await trouble(board.show(replace(posting, message_id=message_id), Words(), again=False))
    assert (again, edited) == (DeliveryTrouble.MESSAGE_GONE, DeliveryTrouble.MESSAGE_GONE)


async def test_a_failed_edit_says_to_try_again(stage: Stage, board: ChannelBoard) -> None:
    posting = due(stage)
    message_id = await board.show(posting, Words(), again=False)
    await stage.people.fault("drop_before", **EDIT)

    failed = await trouble(board.show(replace(posting, message_id=message_id), Words(), again=False))
    assert failed is DeliveryTrouble.UNAVAILABLE
