"""`/mod approvals`, and requests whose card nobody can see: none is lost."""

import pytest

from bot.domain.generation import State
from sandbox.discord.driver import Message
from tests.cogs.composing import composed
from tests.cogs.stage import Stage

PNG = "picture.png", b"\x89PNG a picture"


@pytest.fixture
async def desk(stage: Stage) -> int:
    """A server in which every request waits, with a channel for its moderators."""
    desk = await stage.people.channel(stage.guild, "desk")
    await stage.ask(stage.owner, "settings approvals", mode="all", channel=desk)
    return desk


async def decided(stage: Stage, page: Message, custom_id: str | None) -> Message:
    """Press a button of the list, and give the list as it then is."""
    await stage.people.click(stage.owner, page, custom_id=custom_id)
    return await stage.people.wait_message(
        page.channel_id,
        stage.owner,
        lambda found: found.id == page.id and found.text != page.text,
    )


async def test_the_list_shows_what_waits_with_a_way_to_its_card(stage: Stage, desk: int) -> None:
    assert "No request waits" in (await stage.ask(stage.owner, "mod approvals")).text
    await stage.create(model="pixverse-v4")
    await stage.let_pass()

    listed = await stage.ask(stage.owner, "mod approvals")

    (card,) = await stage.people.read(desk, stage.owner)
    assert listed.ephemeral
    assert "**1 request waits for an approval**" in listed.text
    assert f"<@{stage.member}>" in listed.text
    assert "$0.15" in listed.text
    assert f"/{stage.guild}/{desk}/{card.id}" in listed.text


async def test_what_is_decided_in_the_list_leaves_it(stage: Stage, desk: int) -> None:
    for prompt in ("one fox", "two foxes"):
        await stage.create(model="pixverse-v4", prompt=prompt)
    await stage.let_pass()
    page = await stage.ask(stage.owner, "mod approvals")
    assert "**2 requests wait" in page.text

    page = await decided(stage, page, page.buttons[0].custom_id)
    assert "Approved." in page.text
    assert "**1 request waits" in page.text
    page = await decided(stage, page, page.buttons[1].custom_id)

    assert "Rejected." in page.text
    assert "No request waits" in page.text
    assert {button.label for card in await stage.people.read(desk, stage.owner) for button in card.buttons}


async def test_a_reason_given_in_the_list_reaches_the_author(stage: Stage, desk: int) -> None:
    await stage.create(model="pixverse-v4")
    page = await stage.ask(stage.owner, "mod approvals")

    asked = await stage.people.click(stage.owner, page, label="Reject with reason")
    await stage.people.submit(stage.owner, asked, {"reason": "Too many foxes"})
    await stage.people.wait_message(
        page.channel_id, stage.owner, lambda found: found.id == page.id and "Rejected." in found.text
    )
    await stage.let_pass()

    assert (await stage.the_one()).rejected_because == "Too many foxes"


async def test_a_decision_that_comes_too_late_says_so_above_the_list(stage: Stage, desk: int) -> None:
    await stage.create(model="pixverse-v4")
    page = await stage.ask(stage.owner, "mod approvals")
    await stage.ask(stage.member, "cancel", id=(await stage.the_one()).id)

    for label in ("Approve", "Reject"):
        again = await stage.ask(stage.owner, "mod approvals")
        assert "No request waits" in again.text
        assert page.button(label)
    page = await decided(stage, page, page.buttons[0].custom_id)

    assert "waits for no moderator" in page.text


async def test_a_member_sees_no_list(stage: Stage) -> None:
    assert "for the moderators of this server" in (await stage.ask(stage.member, "mod approvals")).text


async def test_without_its_channel_a_request_is_decided_in_the_list_with_its_files(
    stage: Stage, desk: int
) -> None:
    await stage.people.delete_channel(desk)
    await stage.create(model="pixverse-v4", files={"image": PNG})
    await stage.let_pass()

    page = await stage.ask(stage.owner, "mod approvals")
    assert "could not be posted" in page.text
    assert [attachment.filename for attachment in page.attachments] == ["0_first_frame.png"]
    await decided(stage, page, page.buttons[0].custom_id)

    assert (await stage.the_one()).state is not State.PENDING_APPROVAL


async def test_without_its_channel_a_request_expires_with_notice(stage: Stage, desk: int) -> None:
    await stage.people.delete_channel(desk)
    await stage.create(model="pixverse-v4")
    await stage.let_pass(49 * 3_600)
    await stage.let_pass()

    assert (await stage.the_one()).state is State.EXPIRED
    assert "No moderator decided in time" in (await stage.posted())[-1].text


async def test_the_author_is_told_that_it_waits_and_the_card_says_so(stage: Stage, desk: int) -> None:
    answer = await stage.create(model="pixverse-v4")

    assert "**Waiting for a moderator's approval**: https://" in answer.text
    assert "Without an answer it expires <t:" in answer.text
    (card,) = await stage.posted()
    assert "Waiting for a moderator's approval" in card.text
    assert "without an answer it expires <t:" in card.text
    assert [button.label for button in card.buttons] == ["Cancel"]


async def test_who_asks_privately_is_told_privately(stage: Stage, desk: int) -> None:
    answer = await stage.create(model="pixverse-v4", private=True)
    await stage.let_pass()
    (card,) = await stage.people.read(desk, stage.owner)
    assert "Waiting for a moderator's approval" in answer.text
    assert "only its author would see the video" in card.text

    await stage.press(stage.owner, card, "Reject")
    await stage.let_pass()

    told = await stage.people.wait_message(stage.channel, stage.member, lambda found: found.id == answer.id)
    assert "A moderator did not approve it. Nothing was charged." in told.text
    assert await stage.posted() == []


async def test_a_draft_says_that_a_moderator_decides_and_generate_asks_one(stage: Stage, desk: int) -> None:
    draft = await composed(stage)
    assert "A moderator has to approve it before it is made" in draft.text

    made = await stage.turn(stage.member, draft, "Generate")
    await stage.let_pass()

    assert "Waiting for a moderator's approval" in made.text
    assert (await stage.the_one()).state is State.PENDING_APPROVAL
    assert len(await stage.people.read(desk, stage.owner)) == 1


async def test_making_again_what_was_rejected_asks_once_more(stage: Stage, desk: int) -> None:
    await stage.create(model="pixverse-v4")
    await stage.let_pass()
    (card,) = await stage.people.read(desk, stage.owner)
    await stage.press(stage.owner, card, "Reject")
    await stage.let_pass()
    notice = (await stage.posted())[-1]

    again = await stage.press(stage.member, notice, "Try again")
    await stage.let_pass()

    assert "Waiting for a moderator's approval" in again.text
    newest = (await stage.people.read(desk, stage.owner))[-1]
    assert "their earlier requests: 0 approved, 1 rejected, 0 reported" in newest.text
    assert (await stage.newest()).state is State.PENDING_APPROVAL


async def test_one_more_of_an_approved_video_is_asked_for_again(stage: Stage, desk: int) -> None:
    await stage.create(model="pixverse-v4")
    await stage.let_pass()
    (card,) = await stage.people.read(desk, stage.owner)
    await stage.press(stage.owner, card, "Approve")
    await stage.let_pass()
    stage.provider.finish((await stage.newest()).id)
    await stage.let_pass()
    (result,) = [message for message in await stage.posted() if message.attachments]

    again = await stage.press(stage.member, result, "Again")

    assert "Waiting for a moderator's approval" in again.text
    assert (await stage.newest()).state is State.PENDING_APPROVAL
