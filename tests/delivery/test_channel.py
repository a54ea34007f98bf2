"""One generation and purpose lead to one message, whatever the network does in between."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.generation import Failure, FailureReason, Generation, Messages, Place, State, StoredMedia
from bot.ports.delivery import Clip, Progress
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage
from tests.ui.samples import delivered, generation, take

POST = {"method": "POST", "path": "/channels/*/messages"}
EDIT = {"method": "PATCH", "path": "/channels/*/messages/*"}


def at(stage: Stage, made: Generation, **changes: object) -> Generation:
    """The sample, as if it had been asked for on this stage a moment ago."""
    now = stage.clock.now()
    settled = now if made.settled_at else None
    place = Place(stage.guild, stage.channel)
    return replace(
        made,
        **{  # type: ignore[arg-type]
            "author_discord_id": stage.member,
            "place": place,
            "created_at": now,
            "settled_at": settled,
            "messages": Messages(),
            **changes,
        },
    )


def files(stage: Stage, takes: int = 1, size_bytes: int = 1_000) -> list[Clip]:
    """Results whose files are on the disk."""
    clips = []
    for number in range(takes):
        path = f"results/{number}.mp4"
        place = stage.media.folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(bytes([number]) * size_bytes)
        media = StoredMedia(path, "video/mp4", 1280, 720, size_bytes, "0" * 64)
        clips.append(Clip(take(number, media=media), media))
    return clips


def progress(stage: Stage) -> Progress:
    return Progress(1, stage.clock.now())


async def trouble(attempt: object) -> DeliveryTrouble:
    with pytest.raises(DeliveryError) as raised:
        await attempt  # type: ignore[misc]
    return raised.value.trouble


async def messages(stage: Stage) -> Sequence[Message]:
    return await stage.posted()


async def test_the_card_is_posted_once_and_edited_then(stage: Stage) -> None:
    waiting = at(stage, generation())

    card_id = await stage.delivery.show_card(waiting, progress(stage))
    running = replace(waiting, state=State.RUNNING, messages=Messages(card_id))
    again = await stage.delivery.show_card(running, progress(stage))

    (card,) = await messages(stage)
    assert card_id == again == card.id
    assert "Rendering" in card.text


async def test_an_answer_lost_after_the_card_was_made_leads_to_no_second_card(stage: Stage) -> None:
    waiting = at(stage, generation())
    await stage.people.fault("drop_after", **POST)

    first = await trouble(stage.delivery.show_card(waiting, progress(stage)))
    card_id = await stage.delivery.show_card(waiting, progress(stage))

    assert first is DeliveryTrouble.UNAVAILABLE
    assert [card.id for card in await messages(stage)] == [card_id]


async def test_a_card_lost_long_ago_is_found_in_the_channel(stage: Stage) -> None:
    waiting = at(stage, generation())
    await stage.people.fault("drop_after", **POST)
    await trouble(stage.delivery.show_card(waiting, progress(stage)))
    await stage.people.advance(1_800)
    stage.clock.advance(1_800)

    card_id = await stage.delivery.show_card(waiting, progress(stage))

    assert [card.id for card in await messages(stage)] == [card_id]


async def test_a_card_lost_long_before_the_settlement_is_found_too(stage: Stage) -> None:
    waiting = at(stage, generation())
    await stage.people.fault("drop_after", **POST)
    await trouble(stage.delivery.show_card(waiting, progress(stage)))
    await stage.people.advance(1_800)
    stage.clock.advance(1_800)

    made = replace(waiting, state=State.SUCCEEDED, settled_at=stage.clock.now())
    card_id = await stage.delivery.show_card(made, progress(stage))

    assert [card.id for card in await messages(stage)] == [card_id]


async def test_a_result_is_sent_with_its_file_a_nonce_and_one_mention(stage: Stage) -> None:
    made = at(stage, delivered())

    (result_id,) = await stage.delivery.post_result(made, files(stage), again=False)

    (posted,) = await messages(stage)
    assert posted.id == result_id
    assert (await stage.people.fetch(posted.attachments[0].url)).content == bytes(1_000)
    (recorded,) = await stage.people.books.messages(stage.channel)
    assert recorded.pinged_users == [stage.member]
    (request,) = await stage.people.books.requests(**POST)
    assert isinstance(request.body, dict)
    sent = request.body.get("payload_json", request.body)
    assert sent["enforce_nonce"] is True
    assert len(sent["nonce"]) == 25
    assert sent["allowed_mentions"] == {"parse": [], "users": [stage.member]}


async def test_an_answer_lost_after_the_result_was_made_leads_to_no_second_post(stage: Stage) -> None:
    made = at(stage, delivered())
    await stage.people.fault("drop_after", **POST)

    first = await trouble(stage.delivery.post_result(made, files(stage), again=False))
    (result_id,) = await stage.delivery.post_result(made, files(stage), again=True)

    assert first is DeliveryTrouble.UNAVAILABLE
    assert [posted.id for posted in await messages(stage)] == [result_id]


async def test_a_result_is_found_when_its_nonce_is_long_forgotten(stage: Stage) -> None:
    made = at(stage, delivered())
    (first,) = await stage.delivery.post_result(made, files(stage), again=False)
    for number in range(120):
        await stage.people.send(stage.owner, stage.channel, f"chatter {number}")
    await stage.people.advance(3_600)

    (second,) = await stage.delivery.post_result(made, files(stage), again=True)

    assert first == second


async def test_another_generations_prompt_cannot_pass_for_the_result(stage: Stage) -> None:
    made = at(stage, delivered())
    forged = at(stage, delivered(prompt=f"x\n-# id: {made.id}", id=made.id.replace("0b6f", "aaaa")))
    await stage.delivery.post_result(forged, files(stage), again=False)

    await stage.delivery.post_result(made, files(stage), again=True)

    assert len(await messages(stage)) == 2


async def test_card_notice_and_result_are_told_apart(stage: Stage) -> None:
    made = at(stage, delivered())
    failed = replace(made, failure=Failure(FailureReason.PROVIDER_FAILED))
    await stage.delivery.show_card(made, progress(stage))
    await stage.delivery.post_notice(failed, (), again=True)
    await stage.delivery.post_result(made, files(stage), again=True)

    assert len({message.id for message in await messages(stage)}) == 3


async def test_twenty_takes_come_as_two_messages_and_a_break_between_them_is_mended(stage: Stage) -> None:
    made = at(stage, delivered(20))
    clips = files(stage, 20)
    ten = await stage.delivery.post_result(made, clips[:10], again=False)

    both = await stage.delivery.post_result(made, clips, again=True)

    posted = await messages(stage)
    assert [message.id for message in posted] == [*both]
    assert both[0] == ten[0]
    assert [len(message.attachments) for message in posted] == [10, 10]
    assert len({name.filename for message in posted for name in message.attachments}) == 20


async def test_a_file_over_the_limit_is_told_as_too_large(stage: Stage) -> None:
    await stage.people.change_guild(stage.guild, upload_limit_bytes=500)

    found = await trouble(stage.delivery.post_result(at(stage, delivered()), files(stage), again=False))

    assert found is DeliveryTrouble.TOO_LARGE


async def test_a_deleted_channel_and_a_lost_permission_are_told_apart(stage: Stage) -> None:
    made = at(stage, delivered())
    await stage.people.overwrite(stage.channel, stage.sandbox.world.bot_user.id, deny=["send_messages"])
    forbidden = await trouble(stage.delivery.post_result(made, files(stage), again=True))
    await stage.people.delete_channel(stage.channel)
    gone = await trouble(stage.delivery.post_result(made, files(stage), again=True))

    assert (forbidden, gone) == (DeliveryTrouble.FORBIDDEN, DeliveryTrouble.CHANNEL_GONE)


async def test_a_deleted_card_is_told_as_gone(stage: Stage) -> None:
    waiting = at(stage, generation())
    card_id = await stage.delivery.show_card(waiting, progress(stage))
    await stage.people.delete_message(stage.owner, (await messages(stage))[0])

    shown = replace(waiting, messages=Messages(card_id))

    assert await trouble(stage.delivery.show_card(shown, progress(stage))) is DeliveryTrouble.MESSAGE_GONE


async def test_a_result_that_was_made_and_deleted_is_not_posted_again(stage: Stage) -> None:
    made = at(stage, delivered())
    await stage.delivery.post_result(made, files(stage), again=False)
    await stage.people.delete_message(stage.owner, (await messages(stage))[0])

    assert await stage.delivery.post_result(made, files(stage), again=True) == ()
    assert await messages(stage) == []


async def test_without_the_right_to_read_back_the_nonce_must_do(stage: Stage) -> None:
    made = at(stage, delivered())
    first = await stage.delivery.post_result(made, files(stage), again=False)
    await stage.people.fault("error", method="GET", path="/channels/*/messages", status=403, code=50001)

    assert await stage.delivery.post_result(made, files(stage), again=True) == first


async def test_an_edit_that_meets_an_error_is_left_for_later(stage: Stage) -> None:
    waiting = at(stage, generation())
    card_id = await stage.delivery.show_card(waiting, progress(stage))
    await stage.people.fault("error", **EDIT, status=503)

    shown = replace(waiting, messages=Messages(card_id))

    assert await trouble(stage.delivery.show_card(shown, progress(stage))) is DeliveryTrouble.UNAVAILABLE


async def test_a_copy_that_was_removed_is_told_and_nothing_is_posted(stage: Stage) -> None:
    clips = files(stage)
    (stage.media.folder / "results/0.mp4").unlink()

    assert await trouble(stage.delivery.post_result(at(stage, delivered()), clips, again=False)) is (
        DeliveryTrouble.REFUSED
    )
    assert await messages(stage) == []


async def test_what_cannot_be_posted_is_sent_to_its_author_directly(stage: Stage) -> None:
    clips = files(stage)
    made = at(stage, delivered(takes=1), takes=tuple(clip.take for clip in clips))

    await stage.delivery.tell_author(made)
    await stage.people.advance(3_600)
    await stage.delivery.tell_author(made)

    direct = await stage.people.direct_channel(stage.member)
    (told,) = await stage.people.read(direct, stage.member)
    assert f"could not post it in <#{stage.channel}>" in told.text
    assert len(told.attachments) == 1
    assert await messages(stage) == []


async def test_a_direct_video_that_is_too_large_comes_as_a_link(stage: Stage) -> None:
    clips = files(stage)
    made = at(stage, delivered(), takes=tuple(clip.take for clip in clips))
    await stage.people.fault("error", **POST, status=413, code=40005)

    await stage.delivery.tell_author(made)

    direct = await stage.people.direct_channel(stage.member)
    (told,) = await stage.people.read(direct, stage.member)
    assert f"<{clips[0].take.url}>" in told.text
    assert not told.attachments


async def test_a_failure_in_a_lost_channel_is_told_directly(stage: Stage) -> None:
    failed = at(stage, generation(State.FAILED, failure=Failure(FailureReason.MODERATED)))

    await stage.delivery.tell_author(failed)

    direct = await stage.people.direct_channel(stage.member)
    (told,) = await stage.people.read(direct, stage.member)
    assert "safety check" in told.text


async def test_an_author_who_was_forgotten_cannot_be_told(stage: Stage) -> None:
    failed = at(stage, generation(State.FAILED), author_discord_id=None)

    assert await trouble(stage.delivery.tell_author(failed)) is DeliveryTrouble.FORBIDDEN


async def test_files_are_closed_again(stage: Stage, recwarn: pytest.WarningsRecorder) -> None:
    await stage.people.fault("error", **POST, status=403, code=50013)
    await trouble(stage.delivery.post_result(at(stage, delivered(3)), files(stage, 3), again=False))

    assert open_files(stage.media.folder) == []
    assert not recwarn.list


def open_files(folder: Path) -> list[str]:
    links = (link for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return [str(target) for link in links if str(target := link.readlink()).startswith(str(folder))]
