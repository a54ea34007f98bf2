"""Review before publishing: the card in the moderators' channel, its buttons, and what authors are told."""

import asyncio
from typing import Any

import pytest

from bot.domain.generation import Generation, State
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage
from tests.cogs.test_approvals import moderator, replace_ids
from tests.cogs.test_safety_settings import galleries

LABELS = ["Publish", "Discard", "Discard with reason"]


@pytest.fixture
async def desk(stage: Stage) -> int:
    """A server in which moderators see every video first, in a channel of theirs."""
    desk = await stage.people.channel(stage.guild, "desk")
    await stage.ask(stage.owner, "settings review", mode="all", channel=desk)
    return desk


async def waiting(stage: Stage, **said: Any) -> Generation:
    """A video that waits, with its card posted."""
    made = await stage.make(**said)
    assert made.awaits_review
    return made


async def card(stage: Stage, desk: int) -> Message:
    """The newest card in the moderators' channel."""
    return [message for message in await stage.people.read(desk, stage.owner) if not message.ephemeral][-1]


async def redrawn(stage: Stage, desk: int) -> Message:
    """The card after a decision."""
    await stage.let_pass()
    return await card(stage, desk)


async def state(stage: Stage, generation: Generation) -> State:
    found = await stage.store.get(generation.id)
    assert found
    return found.state


async def test_moderators_see_the_video_hidden_with_whose_it_is_and_what_it_cost(
    stage: Stage, desk: int
) -> None:
    generation = await waiting(stage, seed=7)
    shown = await card(stage, desk)

    for part in (
        "**Review needed** · before the video is published",
        f"<@{stage.member}>",
        "a fox in the snow",
        "`pixverse-v4`",
        "seed 7",
        "$0.15 charged",
        "expires <t:",
        f"id: {generation.id}",
    ):
        assert part in shown.text
    assert galleries(shown) == [True]
    assert [button.label for button in shown.buttons] == LABELS
    (recorded,) = await stage.people.books.messages(desk)
    assert recorded.pinged_users == []


async def test_its_author_reads_that_moderators_look_at_it_and_sees_no_video(stage: Stage, desk: int) -> None:
    generation = await waiting(stage)

    (status,) = await stage.posted()
    assert "**Waiting for a moderator's review**" in status.text
    assert "look at every video before it is published" in status.text
    assert [button.label for button in status.buttons] == ["Discard"]
    answer = await stage.ask(stage.member, "show", id=generation.id)
    assert "Waiting for a moderator's review" in answer.text
    assert answer.attachments == []


async def test_a_published_video_is_posted_and_the_card_says_by_whom_and_where(
    stage: Stage, desk: int
) -> None:
    await waiting(stage)

    answer = await stage.press(stage.owner, await card(stage, desk), "Publish")
    shown = await redrawn(stage, desk)

    assert answer.ephemeral
    assert "Published." in answer.text
    (result,) = [message for message in await stage.posted() if message.attachments]
    assert f"**Published** by <@{stage.owner}>" in shown.text
    assert f"/channels/{stage.guild}/{stage.channel}/{result.id}" in shown.text
    assert (shown.buttons, shown.attachments) == ([], [])


async def test_a_reason_reaches_the_author_with_what_was_charged_and_why(stage: Stage, desk: int) -> None:
    generation = await waiting(stage)
    asked = await stage.people.click(stage.owner, await card(stage, desk), label="Discard with reason")
    sent = await stage.people.submit(stage.owner, asked, {"reason": "A *face*, @everyone"})
    answer = await sent.answer()
    shown = await redrawn(stage, desk)

    assert "$0.15 stays charged: the provider was paid" in answer.text
    assert f"**Discarded** by <@{stage.owner}>" in shown.text
    assert r"Reason: A \*face\*, \@everyone" in shown.text
    assert (shown.buttons, shown.attachments) == ([], [])
    (notice,) = [message for message in await stage.posted() if "there will be no video" in message.text]
    assert r"decided not to publish it, and says: “A \*face\*, \@everyone”" in notice.text
    assert "$0.15 was charged: the video was made, and its provider was paid." in notice.text
    assert await state(stage, generation) is State.REJECTED


async def test_of_two_who_press_at_once_the_first_decides_and_the_second_hears_who(
    stage: Stage, desk: int
) -> None:
    lena, aiko = await moderator(stage, "lena"), await moderator(stage, "aiko")
    generation = await waiting(stage)
    shown = await card(stage, desk)

    answers = await asyncio.gather(stage.press(lena, shown, "Publish"), stage.press(aiko, shown, "Discard"))

    first = lena if "Published." in answers[0].text else aiko
    (late,) = [answer.text for answer in answers if "was first" in answer.text]
    assert f"<@{first}> was first and {'published' if first == lena else 'discarded'} it." in late
    decisions = "SELECT COUNT(*) FROM audit_entries WHERE generation_id = ?"
    assert await stage.store.writer.do(lambda db: db.execute(decisions, (generation.id,)).fetchone()[0]) == 1


@pytest.mark.parametrize("label", LABELS)
async def test_a_member_who_presses_is_refused_even_on_their_own_video(
    stage: Stage, desk: int, label: str
) -> None:
    stranger = await stage.people.join(stage.guild, "stranger")
    generation = await waiting(stage)
    shown = await card(stage, desk)

    for somebody in (stranger, stage.member):
        assert "moderators of this server" in (await stage.press(somebody, shown, label)).text

    assert await state(stage, generation) is State.PENDING_REVIEW


@pytest.mark.parametrize("verb", ["publish", "withhold", "whynot"])
async def test_moderators_of_another_server_decide_nothing_with_a_forged_id(
    stage: Stage, desk: int, verb: str
) -> None:
    generation = await waiting(stage)
    guild = await stage.people.guild("Book club", owner_id=stage.owner)
    theirs = await stage.people.channel(guild, "books")
    await (
        await stage.people.slash(stage.owner, theirs, "settings review", {"mode": "all", "channel": theirs})
    ).answer()
    paul = await stage.people.join(guild, "paul")
    await stage.make(paul, channel=theirs)
    shown = await card(stage, theirs)
    forged = f"gl:{verb}:{generation.id}"
    replace_ids(stage.sandbox.world.get_message(theirs, shown.id).components, forged)

    answer = await (await stage.people.click(stage.owner, shown, custom_id=forged)).answer()

    assert "no video with the id" in answer.text
    assert await state(stage, generation) is State.PENDING_REVIEW


async def test_buttons_work_after_a_restart_and_so_does_a_form_that_was_open(stage: Stage, desk: int) -> None:
    await waiting(stage)
    asked = await stage.people.click(stage.owner, await card(stage, desk), label="Discard with reason")
    await asked.form()
    await stage.stop_bot()
    await stage.start_bot()
    sent = await stage.people.submit(stage.owner, asked, {"reason": "Too late in the evening"})
    assert "Discarded." in (await sent.answer()).text

    await waiting(stage, prompt="another fox")
    shown = await card(stage, desk)
    await stage.stop_bot()
    await stage.start_bot()
    assert "Published." in (await stage.press(stage.owner, shown, "Publish")).text


async def test_a_private_video_is_reviewed_too_and_then_goes_to_its_author_alone(
    stage: Stage, desk: int
) -> None:
    await waiting(stage, private=True)
    shown = await card(stage, desk)
    assert "only its author would get the video" in shown.text

    await stage.press(stage.owner, shown, "Publish")
    shown = await redrawn(stage, desk)

    assert "/channels/" not in shown.text
    assert await stage.posted() == []
    assert [message for message in await stage.seen(stage.member) if message.attachments]


async def test_its_author_discards_it_while_moderators_look(stage: Stage, desk: int) -> None:
    generation = await waiting(stage)
    (status,) = await stage.posted()

    answer = await stage.press(stage.member, status, "Discard")
    shown = await redrawn(stage, desk)

    assert "it was made already, so the $0.15 for it stays charged" in answer.text
    assert "**Discarded** · it needs no review any more" in shown.text
    assert (shown.buttons, shown.attachments) == ([], [])
    late = await stage.ask(stage.owner, "cancel", id=generation.id)
    assert late.text
    assert await state(stage, generation) is State.CANCELLED


async def test_what_no_moderator_looks_at_expires_and_its_author_is_told(stage: Stage, desk: int) -> None:
    await waiting(stage)
    await stage.let_pass(8 * 86_400)

    shown = await redrawn(stage, desk)
    assert "**Expired** · no moderator decided in time" in shown.text
    (notice,) = [message for message in await stage.posted() if "there will be no video" in message.text]
    assert "no moderator looked at it in time. The $0.15 charged for it went back to you." in notice.text
    assert "$0.15 charged and given back" in shown.text
    usage = await stage.ask(stage.member, "usage")
    assert "+$0.15 given back" in usage.text
    assert "nobody looked at the video in time" in usage.text


async def test_more_takes_than_a_message_holds_are_linked_beside_those_attached(
    stage: Stage, desk: int
) -> None:
    await waiting(stage, model="pixverse-v6", takes=12)
    shown = await card(stage, desk)

    assert galleries(shown) == [True] * 10
    assert "Take 12: ||<https://" in shown.text


async def test_review_needs_a_channel_of_its_own_or_that_of_approvals(stage: Stage) -> None:
    refused = await stage.ask(stage.owner, "settings review", mode="all")
    assert "Say in `channel` where moderators are to see the videos." in refused.text

    desk = await stage.people.channel(stage.guild, "desk")
    await stage.ask(stage.owner, "settings approvals", mode="all", channel=desk)
    shown = await stage.ask(stage.owner, "settings review", mode="all")
    assert "moderators see every video first, private ones too" in shown.text
    assert "Videos to review go where moderators are asked about requests" in shown.text

    lifted = await stage.ask(stage.owner, "settings review", mode="off", lift="channel")
    assert "moderators see only flagged videos first" in lifted.text


async def test_what_its_provider_flags_is_kept_for_moderators_and_its_author_told(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()
    stage.provider.finish(generation.id, flagged=True)
    await stage.let_pass()

    (status,) = await stage.posted()
    assert "A check found the video unfit. It is kept for the moderators" in status.text
    assert await state(stage, generation) is State.PENDING_REVIEW


async def test_what_waits_is_found_without_its_card_and_decided_there(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()
    stage.provider.finish(generation.id, flagged=True)
    await stage.let_pass()

    pointer = await stage.ask(stage.owner, "mod approvals")
    assert "1 video waits for a review: `/mod reviews`" in pointer.text
    listed = await stage.ask(stage.owner, "mod reviews")
    assert "**1 video waits for a review**" in listed.text
    assert "a check found the video unfit" in listed.text
    assert galleries(listed) == [True]
    assert "Published." in (await stage.press(stage.owner, listed, "Publish")).text

    assert "No video waits for a review." in (await stage.ask(stage.owner, "mod reviews")).text
    assert "for a review" not in (await stage.ask(stage.owner, "mod approvals")).text
    refused = await stage.ask(stage.member, "mod reviews")
    assert "moderators of this server" in refused.text
