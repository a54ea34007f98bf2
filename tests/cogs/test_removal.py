"""`/mod remove`: what moderators remove leaves nothing but the audit entry, and its author hears why."""

from bot.domain.generation import Generation
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


async def videos(stage: Stage) -> list[Message]:
    return [message for message in await stage.posted() if message.attachments]


async def remove(stage: Stage, who: int, generation: Generation, **said: str) -> Message:
    return await stage.ask(who, "mod remove", id=generation.id, **said)


async def direct_messages(stage: Stage) -> list[Message]:
    return await stage.people.read(await stage.people.direct_channel(stage.member), stage.member)


async def test_a_removed_video_leaves_no_message_copy_or_prompt(stage: Stage) -> None:
    generation = await stage.make()

    answer = await remove(stage, stage.owner, generation, reason="no foxes here")

    assert answer.ephemeral
    assert "Removed: its messages, my copies and its prompt" in answer.text
    assert await videos(stage) == []
    assert stage.media.files == {}
    (card,) = await stage.posted()
    assert "moderators removed the video" in card.text
    assert "fox" not in card.text
    assert "fox" not in (await stage.ask(stage.member, "history")).text
    assert "fox" not in (await stage.ask(stage.member, "show", id=generation.id)).text


async def test_the_author_is_told_directly_what_was_removed_and_why(stage: Stage) -> None:
    generation = await stage.make()

    await remove(stage, stage.owner, generation, reason="no **foxes** here")
    await stage.let_pass()
    await stage.let_pass()

    (told,) = await direct_messages(stage)
    assert "Moderators removed your video" in told.text
    assert r"no \*\*foxes\*\* here" in told.text
    assert generation.id in told.text


async def test_without_a_reason_none_is_told(stage: Stage) -> None:
    await remove(stage, stage.owner, await stage.make())
    await stage.let_pass()

    assert "reason" not in (await direct_messages(stage))[0].text


async def test_a_moderator_who_deletes_by_the_button_removes(stage: Stage) -> None:
    await stage.make()

    answer = await stage.press(stage.owner, (await videos(stage))[0], "Delete")
    await stage.let_pass()

    assert "Removed: its messages" in answer.text
    assert len(await direct_messages(stage)) == 1


async def test_members_are_refused_and_offered_nothing(stage: Stage) -> None:
    generation = await stage.make()

    assert "for the moderators of this server" in (await remove(stage, stage.member, generation)).text
    assert await stage.suggestions("mod remove", "id", "") == {}
    assert len(await videos(stage)) == 1


async def test_moderators_are_offered_the_latest(stage: Stage) -> None:
    generation = await stage.make()

    asked = await stage.people.autocomplete(stage.owner, stage.channel, "mod remove", "id", "fox")

    assert [choice["value"] for choice in await asked.choices()] == [generation.id]


async def test_a_moderator_removes_from_another_channel_and_what_is_in_an_archived_thread(
    stage: Stage,
) -> None:
    thread = await stage.people.thread(stage.channel, "foxes", stage.owner)
    generation = await stage.make(channel=thread)
    await stage.people.archive_thread(thread)

    await remove(stage, stage.owner, generation)

    assert [found for found in await stage.people.read(thread, stage.owner) if found.attachments] == []


async def test_a_message_that_is_gone_already_is_no_trouble(stage: Stage) -> None:
    generation = await stage.make()
    await stage.people.delete_message(stage.owner, (await videos(stage))[0])

    assert "Removed" in (await remove(stage, stage.owner, generation)).text
    assert stage.media.files == {}


async def test_a_moderator_of_another_server_finds_nothing(stage: Stage) -> None:
    generation = await stage.make()
    eve = await stage.people.user("eve")
    elsewhere = await stage.people.guild("Another club", owner_id=eve)
    channel = await stage.people.channel(elsewhere, "films")

    asked = await stage.people.slash(eve, channel, "mod remove", {"id": generation.id})

    assert "There is no video with the id" in (await asked.answer()).text
    assert len(await videos(stage)) == 1
