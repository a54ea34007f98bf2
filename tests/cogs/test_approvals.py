"""Approval before money is spent: the card in the moderators' channel, and the buttons on it."""

import asyncio

import pytest

from bot.domain.generation import Generation, State
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage

PNG = "picture.png", b"\x89PNG a picture"


@pytest.fixture
async def desk(stage: Stage) -> int:
    """A server in which every request waits, with a channel for its moderators, lena and aiko."""
    desk = await stage.people.channel(stage.guild, "desk")
    await stage.ask(stage.owner, "settings approvals", mode="all", channel=desk)
    return desk


async def moderator(stage: Stage, name: str) -> int:
    """Somebody who may manage messages."""
    known = await stage.people.join(stage.guild, name)
    role = await stage.people.role(stage.guild, "moderators", permissions=["manage_messages", "view_channel"])
    await stage.people.member_roles(stage.guild, known, [role])
    return known


async def waiting(stage: Stage, prompt: str = "a fox in the snow") -> Generation:
    """A request that waits, with its card posted."""
    await stage.create(model="pixverse-v4", prompt=prompt)
    await stage.worker.tick()
    return await stage.newest()


async def card(stage: Stage, desk: int) -> Message:
    """The card in the moderators' channel."""
    (found,) = [message for message in await stage.people.read(desk, stage.owner) if not message.ephemeral]
    return found


async def redrawn(stage: Stage, desk: int) -> Message:
    """The card after a decision."""
    await stage.let_pass()
    return await card(stage, desk)


async def test_moderators_see_who_wants_what_at_which_price_before_anything_is_spent(
    stage: Stage, desk: int
) -> None:
    answer = await stage.create(model="pixverse-v4", files={"image": PNG}, seed=7)
    await stage.worker.tick()
    shown, generation = await card(stage, desk), await stage.newest()

    assert "Queued" not in answer.text
    assert "**Approval needed**" in shown.text
    for part in (f"<@{stage.member}>", "a fox in the snow", "seed 7", "$0.15", f"id: {generation.id}"):
        assert part in shown.text
    assert "no moderator has had to do with an earlier request of theirs" in shown.text
    assert [button.label for button in shown.buttons] == ["Approve", "Reject", "Reject with reason"]
    assert [attachment.filename for attachment in shown.attachments] == ["first_frame.png"]
    assert stage.provider.creates == {}
    (recorded,) = await stage.people.books.messages(desk)
    assert recorded.pinged_users == []


async def test_approved_it_is_made_and_the_card_says_by_whom(stage: Stage, desk: int) -> None:
    generation = await waiting(stage)

    answer = await stage.press(stage.owner, await card(stage, desk), "Approve")
    shown = await redrawn(stage, desk)

    assert "Approved" in answer.text
    assert answer.ephemeral
    assert f"**Approved** by <@{stage.owner}>" in shown.text
    assert shown.buttons == []
    assert generation.id in stage.provider.creates


async def test_a_rejection_with_a_reason_reaches_its_author_who_pays_nothing(stage: Stage, desk: int) -> None:
    generation = await waiting(stage)
    asked = await stage.people.click(stage.owner, await card(stage, desk), label="Reject with reason")
    sent = await stage.people.submit(stage.owner, asked, {"reason": "Not *here*, @everyone"})
    answer = await sent.answer()
    shown = await redrawn(stage, desk)

    assert "Rejected" in answer.text
    assert r"Reason: Not \*here\*, \@everyone" in shown.text
    assert shown.buttons == []
    (notice,) = [message for message in await stage.posted() if "there will be no video" in message.text]
    assert r"Not \*here\*, \@everyone" in notice.text
    assert "Nothing was charged." in notice.text
    assert (await stage.store.get(generation.id)).state is State.REJECTED  # type: ignore[union-attr]


async def test_of_two_who_press_at_once_the_first_decides_and_the_second_hears_who(
    stage: Stage, desk: int
) -> None:
    lena, aiko = await moderator(stage, "lena"), await moderator(stage, "aiko")
    generation = await waiting(stage)
    shown = await card(stage, desk)

    answers = await asyncio.gather(stage.press(lena, shown, "Approve"), stage.press(aiko, shown, "Reject"))

    first = lena if "Approved" in answers[0].text else aiko
    (late,) = [answer.text for answer in answers if "was first" in answer.text]
    assert f"<@{first}> was first and {'approved' if first == lena else 'rejected'} it." in late
    decisions = "SELECT COUNT(*) FROM audit_entries WHERE generation_id = ?"
    count = await stage.store.writer.do(lambda db: db.execute(decisions, (generation.id,)).fetchone()[0])
    assert count == 1


@pytest.mark.parametrize("label", ["Approve", "Reject", "Reject with reason"])
async def test_a_member_who_presses_is_refused(stage: Stage, desk: int, label: str) -> None:
    stranger = await stage.people.join(stage.guild, "stranger")
    generation = await waiting(stage)
    shown = await card(stage, desk)

    for somebody in (stranger, stage.member):
        refused = await stage.press(somebody, shown, label)
        assert "moderators of this server" in refused.text

    assert (await stage.store.get(generation.id)).state is State.PENDING_APPROVAL  # type: ignore[union-attr]


async def test_who_moderates_no_more_when_the_form_is_sent_decides_nothing(stage: Stage, desk: int) -> None:
    lena = await moderator(stage, "lena")
    generation = await waiting(stage)
    asked = await stage.people.click(lena, await card(stage, desk), label="Reject with reason")
    await asked.form()
    await stage.people.member_roles(stage.guild, lena, [])

    refused = await (await stage.people.submit(lena, asked, {"reason": "Not here"})).answer()

    assert "moderators of this server" in refused.text
    assert (await stage.store.get(generation.id)).state is State.PENDING_APPROVAL  # type: ignore[union-attr]


async def test_buttons_work_after_a_restart_and_so_does_a_form_that_was_open(stage: Stage, desk: int) -> None:
    await waiting(stage)
    asked = await stage.people.click(stage.owner, await card(stage, desk), label="Reject with reason")
    await asked.form()
    await stage.stop_bot()
    await stage.start_bot()

    sent = await stage.people.submit(stage.owner, asked, {"reason": "Too late in the evening"})
    assert "Rejected" in (await sent.answer()).text

    await waiting(stage, prompt="another fox")
    shown = next(
        message for message in await stage.people.read(desk, stage.owner) if "another fox" in message.text
    )
    await stage.stop_bot()
    await stage.start_bot()
    assert "Approved" in (await stage.press(stage.owner, shown, "Approve")).text


async def test_the_card_of_what_was_cancelled_decides_nothing_and_says_so(stage: Stage, desk: int) -> None:
    generation = await waiting(stage)
    await stage.ask(stage.member, "cancel", id=generation.id)

    late = await stage.press(stage.owner, await card(stage, desk), "Approve")
    shown = await redrawn(stage, desk)

    assert "waits for no moderator" in late.text
    assert "**Cancelled**" in shown.text
    assert shown.buttons == []


async def test_what_nobody_answers_expires_and_its_author_is_told(stage: Stage, desk: int) -> None:
    await waiting(stage)
    await stage.let_pass(49 * 3_600)
    await stage.let_pass()

    shown = await card(stage, desk)
    assert "no moderator decided in time" in shown.text
    assert shown.buttons == []
    (notice,) = [message for message in await stage.posted() if "there will be no video" in message.text]
    assert "No moderator decided in time. Nothing was charged." in notice.text


@pytest.mark.parametrize("verb", ["approve", "reject", "why", "listed:approve", "listed:reject"])
async def test_moderators_of_another_server_decide_nothing_with_a_forged_id(
    stage: Stage, desk: int, verb: str
) -> None:
    generation = await waiting(stage)
    guild = await stage.people.guild("Book club", owner_id=stage.owner)
    theirs = await stage.people.channel(guild, "books")
    said = {"mode": "all", "channel": theirs}
    await (await stage.people.slash(stage.owner, theirs, "settings approvals", said)).answer()
    await stage.people.join(guild, "stranger")
    stranger = await stage.people.join(guild, "paul")
    await stage.create(stranger, channel=theirs, model="pixverse-v4")
    await stage.let_pass()
    shown = await stage.people.wait_message(theirs, stage.owner, lambda found: found.buttons)
    forged = f"gl:{verb}:{generation.id}"
    replace_ids(stage.sandbox.world.get_message(theirs, shown.id).components, forged)

    answer = await (await stage.people.click(stage.owner, shown, custom_id=forged)).answer()

    assert "no video with the id" in answer.text
    assert (await stage.store.get(generation.id)).state is State.PENDING_APPROVAL  # type: ignore[union-attr]


def replace_ids(nodes: list[dict[str, object]], custom_id: str) -> None:
    """Make the first button of a message stand for something else; the others are taken away."""
    for node in nodes:
        children = node.get("components")
        if isinstance(children, list):
            if any("custom_id" in child for child in children):
                children[:] = [{**children[0], "custom_id": custom_id}]
            replace_ids(children, custom_id)
