"""Videos in a channel of their own: found, gone on from, and deleted there."""

from tests.cogs.stage import Stage


async def gallery(stage: Stage) -> int:
    channel = await stage.people.channel(stage.guild, "gallery")
    shown = await stage.ask(stage.owner, "settings channels", results=channel)
    assert f"Finished videos: <#{channel}>" in shown.text
    return channel


async def test_the_video_is_posted_there_and_its_card_leads_there(stage: Stage) -> None:
    there = await gallery(stage)

    generation = await stage.make()

    (video,) = await stage.people.read(there, stage.member)
    (card,) = await stage.posted()
    link = f"https://discord.com/channels/{stage.guild}/{there}/{video.id}"
    assert video.attachments
    assert link in card.text
    recorded = {message.id: message for message in await stage.people.books.messages(there)}
    assert recorded[video.id].pinged_users == [stage.member]
    assert link in (await stage.ask(stage.member, "history")).text
    assert generation.id in (await stage.ask(stage.member, "show", id=generation.id)).text


async def test_its_buttons_work_for_who_cannot_read_where_it_was_asked_for(stage: Stage) -> None:
    there = await gallery(stage)
    await stage.make()
    reader = await stage.people.join(stage.guild, "reader")
    await stage.people.overwrite(stage.channel, reader, deny=["view_channel"])
    (video,) = await stage.people.read(there, reader)

    await stage.press(reader, video, "Again")

    assert (await stage.newest()).author_discord_id == reader


async def test_it_is_deleted_there(stage: Stage) -> None:
    there = await gallery(stage)
    await stage.make()
    (video,) = await stage.people.read(there, stage.member)

    await stage.press(stage.member, video, "Delete")

    assert await stage.people.read(there, stage.owner) == []


async def test_a_channel_that_is_gone_keeps_no_video_from_being_posted(stage: Stage) -> None:
    there = await gallery(stage)
    await stage.people.delete_channel(there)

    await stage.make()

    assert [message for message in await stage.posted() if message.attachments]


async def test_a_removal_names_the_channel_in_which_it_was_seen(stage: Stage) -> None:
    there = await gallery(stage)
    generation = await stage.make()

    await stage.ask(stage.owner, "mod remove", id=generation.id, reason="Too loud")
    await stage.let_pass()

    direct = await stage.people.direct_channel(stage.member)
    told = await stage.people.read(direct, stage.member)
    assert f"removed your video from <#{there}>" in told[-1].text
    assert await stage.people.read(there, stage.owner) == []
