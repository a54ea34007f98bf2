"""The message menu "Report this video": what members, moderators and strangers can do with it."""

from typing import Any

import pytest

from bot.domain.generation import Generation
from sandbox.discord.driver import Asked, Message
from tests.cogs.stage import Stage
from tests.cogs.test_stopping import replace_custom_id

MENU = "Report this video"
EDIT = {"method": "PATCH", "path": "/channels/*/messages/*"}


async def videos(stage: Stage) -> list[Message]:
    return [message for message in await stage.posted() if message.attachments]


async def made(stage: Stage, **options: Any) -> tuple[Generation, Message]:
    generation = await stage.make(**options)
    return generation, (await videos(stage))[0]


async def menu(stage: Stage, who: int, message: Message) -> Asked:
    return await stage.people.message_menu(who, message, MENU)


async def report(stage: Stage, who: int, message: Message, ground: str = "violent", reason: str = "") -> str:
    asked = await menu(stage, who, message)
    await asked.form()
    sent = await stage.people.submit(who, asked, {"ground": [ground], "reason": reason})
    return (await sent.answer()).text


async def joined(stage: Stage, *names: str) -> list[int]:
    return [await stage.people.join(stage.guild, name) for name in names]


async def with_log(stage: Stage) -> int:
    """A channel for moderators."""
    channel = await stage.people.channel(stage.guild, "moderators")
    await stage.ask(stage.owner, "settings channels", log=channel)
    return channel


async def cards(stage: Stage, channel: int) -> list[Message]:
    """The cards of reports, not what the log says of settings."""
    await stage.let_pass(9)
    found = await stage.people.read(channel, stage.owner)
    return [message for message in found if "reported it" in message.text and not message.ephemeral]


async def hidden(stage: Stage) -> tuple[int, Message]:
    """A video that the owner has just hidden, and the card about it."""
    channel = await with_log(stage)
    _, message = await made(stage)
    await report(stage, stage.owner, message)
    (card,) = await cards(stage, channel)
    return channel, card


async def sent(stage: Stage, who: int, card: Message, label: str, **words: str) -> str:
    """Press a button that opens a form, and send it."""
    asked = await stage.people.click(who, card, label=label)
    await asked.form()
    return (await (await stage.people.submit(who, asked, words)).answer()).text


async def test_a_report_is_thanked_for_and_hides_nothing_alone(stage: Stage) -> None:
    _, message = await made(stage)
    (eve,) = await joined(stage, "eve")

    told = await report(stage, eve, message, reason="it *hurts*")

    assert "Thank you. Moderators of this server will look at it." in told
    assert "hidden" not in told
    assert len(await videos(stage)) == 1


async def test_moderators_read_what_and_how_many_but_not_who(stage: Stage) -> None:
    channel = await with_log(stage)
    generation, message = await made(stage)
    eve, finn = await joined(stage, "eve", "finn")
    await report(stage, eve, message, reason="it *hurts*")
    await report(stage, finn, message, ground="hateful")

    (card,) = await cards(stage, channel)

    assert "2 members reported it" in card.text
    assert "Violent or cruel × 1" in card.text
    assert r"“it \*hurts\*”" in card.text
    assert generation.prompt in card.text
    assert f"by <@{stage.member}>" in card.text
    assert str(eve) not in card.text
    assert str(finn) not in card.text
    assert card.attachments
    assert [button.label for button in card.buttons] == ["Restore", "Remove", "Block"]


async def test_the_third_member_hides_it_in_place_for_everybody(stage: Stage) -> None:
    generation, message = await made(stage)
    eve, finn, gus = await joined(stage, "eve", "finn", "gus")
    await report(stage, eve, message)
    await report(stage, finn, message)

    told = await report(stage, gus, message)

    assert "Until then the video is hidden." in told
    assert await videos(stage) == []
    card, shown = await stage.posted()
    assert shown.id == message.id
    assert "is hidden until this server's moderators have looked" in shown.text
    assert f"id: {generation.id}" in shown.text
    assert "hidden until moderators have looked" in card.text
    assert (await stage.newest()).hidden_at
    assert stage.media.files


async def test_a_server_chooses_how_many_it_takes(stage: Stage) -> None:
    shown = await stage.ask(stage.owner, "settings reports", threshold=1)
    assert "hidden when 1 member has reported one" in shown.text
    _, message = await made(stage)
    (eve,) = await joined(stage, "eve")

    await report(stage, eve, message)

    assert await videos(stage) == []
    assert (
        "hidden when 3 members" in (await stage.ask(stage.owner, "settings reports", lift="threshold")).text
    )


async def test_hidden_videos_are_shown_to_author_and_moderators_alone(stage: Stage) -> None:
    generation, message = await made(stage)
    (eve,) = await joined(stage, "eve")
    await report(stage, stage.owner, message)

    assert (await stage.ask(stage.member, "show", id=generation.id)).attachments
    assert (await stage.ask(stage.owner, "show", id=generation.id)).attachments
    assert not (await stage.ask(eve, "show", id=generation.id)).attachments


async def test_a_moderator_hides_at_once_and_restores(stage: Stage) -> None:
    channel, card = await hidden(stage)
    assert await videos(stage) == []

    answer = await stage.press(stage.owner, card, "Restore")

    assert "Restored." in answer.text
    (message,) = await videos(stage)
    assert "your video is ready" in message.text
    assert [button.label for button in message.buttons][:2] == ["Again", "Edit"]
    (card,) = await cards(stage, channel)
    assert f"**Restored** by <@{stage.owner}>" in card.text
    assert not card.buttons
    assert not card.attachments


async def test_all_messages_of_many_takes_are_hidden_and_shown_again(stage: Stage) -> None:
    channel = await with_log(stage)
    await stage.make(model="pixverse-v6", takes=12)
    _, second = await videos(stage)
    await report(stage, stage.owner, second)
    assert await videos(stage) == []
    (card,) = await cards(stage, channel)

    await stage.press(stage.owner, card, "Restore")

    assert [len(message.attachments) for message in await videos(stage)] == [10, 2]


async def test_a_plain_message_with_attachments_is_hidden_and_shown_again_as_such(stage: Stage) -> None:
    stage.attaches = True
    await stage.stop_bot()
    await stage.start_bot()
    channel, card = await hidden(stage)
    assert await videos(stage) == []
    assert any("is hidden until" in message.text for message in await stage.posted())

    await stage.press(stage.owner, card, "Restore")

    assert len(await videos(stage)) == 1
    assert len(await cards(stage, channel)) == 1


async def test_what_was_posted_before_the_operator_chose_attachments_is_hidden_all_the_same(
    stage: Stage,
) -> None:
    _, message = await made(stage)
    stage.attaches = True
    await stage.stop_bot()
    await stage.start_bot()

    await report(stage, stage.owner, message)

    assert await videos(stage) == []


async def test_removing_from_the_card_leaves_the_reason_and_tells_the_author(stage: Stage) -> None:
    channel, card = await hidden(stage)

    told = await sent(stage, stage.owner, card, "Remove", reason="cruel")

    assert "Removed: its messages" in told
    assert stage.media.files == {}
    (card,) = await cards(stage, channel)
    assert f"**Removed** by <@{stage.owner}>" in card.text
    assert "fox" not in card.text
    assert not card.attachments
    direct = await stage.people.read(await stage.people.direct_channel(stage.member), stage.member)
    assert any("Reason: cruel" in message.text for message in direct)


async def test_blocking_from_the_card_removes_and_blocks(stage: Stage) -> None:
    _, card = await hidden(stage)

    told = await sent(stage, stage.owner, card, "Block", until="3d", reason="cruel")

    assert "Removed: its messages" in told
    assert "**Blocked**" in told
    assert "Queued" not in (await stage.create()).text


async def test_a_block_is_told_of_also_when_somebody_restores_the_video_at_that_moment(stage: Stage) -> None:
    _, card = await hidden(stage)
    await stage.store.writer.do(
        lambda db: db.execute(
            "CREATE TRIGGER meanwhile AFTER INSERT ON blocks BEGIN UPDATE report_cases "
            "SET outcome = 'restored', decided_at = new.created_at, decided_by_member_id = new.member_id; END"
        )
    )

    told = await sent(stage, stage.owner, card, "Block", until="3d")

    assert "was first and restored it" in told
    assert "**Blocked**" in told


async def test_an_unclear_end_of_a_block_changes_nothing(stage: Stage) -> None:
    _, card = await hidden(stage)

    await sent(stage, stage.owner, card, "Block", until="sometime")

    assert (await stage.newest()).removed_at is None
    assert "Queued" in (await stage.create()).text


async def test_who_has_left_the_server_is_blocked_too(stage: Stage) -> None:
    _, card = await hidden(stage)
    await stage.people.remove_member(stage.guild, stage.member)

    assert "**Blocked**" in await sent(stage, stage.owner, card, "Block")


async def test_whom_nobody_knows_any_more_cannot_be_blocked(stage: Stage) -> None:
    _, card = await hidden(stage)
    await stage.store.writer.do(
        lambda db: db.execute("UPDATE members SET discord_id = NULL WHERE discord_id = ?", (stage.member,))
    )

    told = await sent(stage, stage.owner, card, "Block")

    assert "Removed: its messages" in told
    assert "nobody is blocked" in told


async def test_the_first_moderator_decides(stage: Stage) -> None:
    _, card = await hidden(stage)
    form = await stage.people.click(stage.owner, card, label="Remove")
    await form.form()
    await stage.press(stage.owner, card, "Restore")

    late = await (await stage.people.submit(stage.owner, form, {"reason": "x"})).answer()
    assert f"<@{stage.owner}> was first and restored it." in late.text
    assert "was first and restored it" in (await stage.press(stage.owner, card, "Restore")).text
    assert len(await videos(stage)) == 1


async def test_buttons_work_after_a_restart_and_for_moderators_alone(stage: Stage) -> None:
    _, card = await hidden(stage)
    await stage.stop_bot()
    await stage.start_bot()

    for label in ("Restore", "Remove", "Block"):
        answer = await stage.press(stage.member, card, label)
        assert "for the moderators of this server" in answer.text
    assert await videos(stage) == []
    assert "Restored." in (await stage.press(stage.owner, card, "Restore")).text


async def elsewhere(stage: Stage, custom_id: str) -> tuple[int, Message]:
    """Somebody who owns another server, and a message of the bot there whose button was given this id."""
    eve = await stage.people.user("eve")
    guild = await stage.people.guild("Another club", owner_id=eve)
    channel = await stage.people.channel(guild, "films")
    asked = await stage.people.slash(eve, channel, "create", {"prompt": "a wolf", "model": "pixverse-v4"})
    await asked.answer()
    await stage.worker.tick()
    (card,) = [found for found in await stage.people.read(channel, eve) if not found.ephemeral]
    replace_custom_id(stage.sandbox.world.get_message(channel, card.id).components, custom_id)
    (card,) = [found for found in await stage.people.read(channel, eve) if not found.ephemeral]
    return eve, card


@pytest.mark.parametrize("verb", ["restore", "remove", "block"])
async def test_moderators_of_another_server_decide_nothing_with_a_forged_id(stage: Stage, verb: str) -> None:
    await hidden(stage)
    eve, card = await elsewhere(stage, f"gl:case:{verb}:1")

    pressed = await stage.people.click(eve, card, custom_id=f"gl:case:{verb}:1")

    assert "There is no such report in this server." in (await pressed.answer()).text
    case = await stage.store.case(1)
    assert case
    assert case.outcome is None


async def test_nobody_of_another_server_reports_with_a_forged_id(stage: Stage) -> None:
    generation, _ = await made(stage)
    eve, card = await elsewhere(stage, f"gl:delete:{generation.id}:0")

    answer = await (await menu(stage, eve, card)).answer()

    assert "There is no video of mine in this message" in answer.text
    assert len(await videos(stage)) == 1


async def test_without_a_channel_for_it_the_case_is_in_the_list_of_what_waits(stage: Stage) -> None:
    generation, message = await made(stage)
    await report(stage, stage.owner, message)

    listed = await stage.ask(stage.owner, "mod approvals")
    assert "1 reported video waits for a decision" in listed.text
    assert generation.id in listed.text
    answer = await stage.press(stage.owner, listed, "Restore")

    assert "Restored." in answer.text
    assert len(await videos(stage)) == 1
    assert "reported video" not in (await stage.ask(stage.owner, "mod approvals")).text


async def test_what_is_posted_in_a_channel_of_its_own_is_hidden_and_restored_there(stage: Stage) -> None:
    results = await stage.people.channel(stage.guild, "cinema")
    await stage.ask(stage.owner, "settings channels", results=results)
    await stage.make()

    async def shown() -> list[Message]:
        return [found for found in await stage.people.read(results, stage.owner) if found.attachments]

    await report(stage, stage.owner, (await shown())[0])
    assert await shown() == []
    await stage.press(stage.owner, await stage.ask(stage.owner, "mod approvals"), "Restore")

    assert len(await shown()) == 1


async def test_nobody_reports_twice(stage: Stage) -> None:
    _, message = await made(stage)
    (eve,) = await joined(stage, "eve")
    await report(stage, eve, message)

    assert "reported this video already" in await report(stage, eve, message)


async def test_the_author_is_offered_to_delete_instead(stage: Stage) -> None:
    _, message = await made(stage)

    answer = await (await menu(stage, stage.member, message)).answer()

    assert "This is your own video" in answer.text
    await stage.people.click(stage.member, answer, label="Delete")
    await stage.people.wait_message(stage.channel, stage.member, lambda found: "Deleted" in found.text)
    assert await videos(stage) == []


async def test_other_messages_are_refused_with_words(stage: Stage) -> None:
    await made(stage)
    (eve,) = await joined(stage, "eve")
    talk = await stage.people.send(eve, stage.channel, "hello")
    card = (await stage.posted())[0]

    for message in (talk, card):
        answer = await (await menu(stage, eve, message)).answer()
        assert "There is no video of mine in this message" in answer.text


async def test_while_discord_does_not_answer_the_hiding_waits_for_the_worker(stage: Stage) -> None:
    _, message = await made(stage)
    await stage.people.fault("error", **EDIT, status=503, times=None)

    await report(stage, stage.owner, message)
    assert len(await videos(stage)) == 1
    await stage.people.clear_faults()
    await stage.stop_bot()
    await stage.start_bot()
    await stage.let_pass(90)

    assert await videos(stage) == []


async def test_what_is_in_an_archived_thread_is_hidden_there(stage: Stage) -> None:
    thread = await stage.people.thread(stage.channel, "foxes", stage.owner)
    await stage.make(channel=thread)
    (message,) = [found for found in await stage.people.read(thread, stage.owner) if found.attachments]
    asked = await menu(stage, stage.owner, message)
    await stage.people.archive_thread(thread)

    await (await stage.people.submit(stage.owner, asked, {"ground": ["other"]})).answer()

    assert not [found for found in await stage.people.read(thread, stage.owner) if found.attachments]


async def test_what_is_in_a_locked_thread_cannot_be_hidden_and_moderators_have_the_case(stage: Stage) -> None:
    thread = await stage.people.thread(stage.channel, "foxes", stage.owner)
    await stage.make(channel=thread)
    (message,) = [found for found in await stage.people.read(thread, stage.owner) if found.attachments]
    await stage.people.fault("error", **EDIT, status=503, times=None)
    await report(stage, stage.owner, message)
    await stage.people.clear_faults()
    await stage.people.archive_thread(thread, locked=True)

    await stage.let_pass(90)

    assert [found for found in await stage.people.read(thread, stage.owner) if found.attachments]
    assert len(await stage.store.open_cases(stage.guild, 9)) == 1
    assert await stage.store.hidings_due(stage.clock.now(), 9) == []


async def test_a_message_that_is_gone_is_no_trouble(stage: Stage) -> None:
    _, message = await made(stage)
    asked = await menu(stage, stage.owner, message)
    await stage.people.delete_message(stage.owner, message)

    answer = await (await stage.people.submit(stage.owner, asked, {"ground": ["other"]})).answer()

    assert "The video is hidden now" in answer.text


async def test_restored_without_a_copy_the_message_says_so(stage: Stage) -> None:
    _, card = await hidden(stage)
    await stage.store.retired((await stage.newest()).id, stage.clock.now())

    answer = await stage.press(stage.owner, card, "Restore")

    assert "my copy of the video is gone" in answer.text
    assert any(
        "let it be seen again. But my copy of it is gone" in found.text for found in await stage.posted()
    )
