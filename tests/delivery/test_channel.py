"""One generation and purpose lead to one message, whatever the network does in between."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import Failure, FailureReason, Messages, State
from tests.cogs.stage import Stage
from tests.delivery.samples import EDIT, POST, at, files, messages, progress, trouble
from tests.ui.samples import delivered, generation


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


async def test_what_was_posted_with_a_lost_answer_is_found_and_deleted(stage: Stage) -> None:
    made = at(stage, delivered(), delivery_attempts=1)
    await stage.people.fault("drop_after", **POST)
    await trouble(stage.delivery.post_result(made, files(stage), again=False))

    await stage.delivery.remove(made)

    assert await messages(stage) == []


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


async def test_files_are_closed_again(stage: Stage, recwarn: pytest.WarningsRecorder) -> None:
    await stage.people.fault("error", **POST, status=403, code=50013)
    await trouble(stage.delivery.post_result(at(stage, delivered(3)), files(stage, 3), again=False))

    assert open_files(stage.media.folder) == []
    assert not recwarn.list


def open_files(folder: Path) -> list[str]:
    links = (link for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return [str(target) for link in links if str(target := link.readlink()).startswith(str(folder))]
