"""Threads, voice chats and direct messages: what the bot learns of them, and what it may do there."""

import asyncio

import discord
import pytest

from sandbox.discord.driver import Driver, Refused
from tests.sandbox.discord.conftest import Place
from tests.sandbox.discord.small_bot import SmallBot


async def settled(driver: Driver, bot: SmallBot, place: Place) -> None:
    """Wait until the bot has heard all there was to hear: an answer comes after it."""
    await (await driver.slash(place.member, place.channel, "make", {"prompt": "x"})).answer()


async def codes(bot: SmallBot, channel_id: int) -> tuple[int, str]:
    """Try to send something; the code and the words of the refusal, (0, "") for none."""
    try:
        await bot.get_partial_messageable(channel_id).send("hello")
    except discord.HTTPException as refused:
        return refused.code, refused.text
    return 0, ""


@pytest.mark.parametrize("kind", ["text", "news", "voice", "stage"])
async def test_every_channel_with_a_chat_takes_commands_and_messages(
    driver: Driver, bot: SmallBot, place: Place, kind: str
) -> None:
    channel = await driver.channel(place.guild, "there", kind=kind)

    await (await driver.slash(place.member, channel, "make", {"prompt": "x"})).answer()

    assert type(bot.asked[0].channel) is type(bot.get_channel(channel))
    assert await codes(bot, channel) == (0, "")


@pytest.mark.parametrize("kind", ["voice", "stage"])
async def test_who_may_not_connect_may_not_write_there(
    driver: Driver, bot: SmallBot, place: Place, kind: str
) -> None:
    channel = await driver.channel(place.guild, "there", kind=kind)
    await driver.overwrite(channel, (await driver.world())["bot_id"], deny=["connect"])

    assert (await codes(bot, channel))[0] == 50013


async def test_a_forum_takes_posts_and_no_messages(driver: Driver, bot: SmallBot, place: Place) -> None:
    forum = await driver.channel(place.guild, "ideas", kind="forum")
    post = await driver.thread(forum, "A fox", place.member)
    await driver.send(place.member, post, "what about a fox?")

    assert await codes(bot, post) == (0, "")
    assert (await codes(bot, forum))[0] == 50008
    thread = bot.get_channel(post)
    assert isinstance(thread, discord.Thread)
    assert isinstance(thread.parent, discord.ForumChannel)


async def test_a_private_thread_is_unknown_to_the_bot_until_it_is_added(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    thread = await driver.thread(place.channel, "secret", place.member, kind="private")
    await (await driver.slash(place.member, thread, "make", {"prompt": "x"})).answer()
    asked_in = bot.asked[0].channel
    assert isinstance(asked_in, discord.Thread)
    assert (asked_in.is_private(), asked_in.me, bot.get_channel(thread)) == (True, None, None)
    assert (await codes(bot, thread))[0] == 50001

    await driver.join_thread(thread, (await driver.world())["bot_id"])
    await settled(driver, bot, place)

    known = bot.get_channel(thread)
    assert isinstance(known, discord.Thread)
    assert known.me is not None
    assert await codes(bot, thread) == (0, "")


async def test_a_message_wakes_up_an_archived_thread_and_an_edit_does_not(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    thread = await driver.thread(place.channel, "takes", place.member)
    card = await bot.get_partial_messageable(thread).send("a card")
    await driver.archive_thread(thread)

    with pytest.raises(discord.HTTPException) as refused:
        await card.edit(content="a result")
    assert refused.value.code == 50083

    assert await codes(bot, thread) == (0, "")
    await card.edit(content="a result")


async def test_an_archived_thread_is_woken_up_by_request_unless_a_moderator_locked_it(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    thread = await driver.thread(place.channel, "takes", place.member)
    card = await bot.get_partial_messageable(thread).send("a card")
    await driver.archive_thread(thread)

    await bot.http.edit_channel(thread, archived=False)
    await card.edit(content="a result")
    await driver.archive_thread(thread, locked=True)

    with pytest.raises(discord.Forbidden) as refused:
        await bot.http.edit_channel(thread, archived=False)
    assert refused.value.code == 50013


async def test_a_locked_thread_takes_neither_answers_nor_messages_and_deleting_still_works(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    thread = await driver.thread(place.channel, "takes", place.member)
    card = await bot.get_partial_messageable(thread).send("a card")
    await driver.archive_thread(thread, locked=True)

    asked = await driver.slash(place.member, thread, "silent")
    async with asyncio.timeout(5):
        while not bot.asked:
            await asyncio.sleep(0.01)
    with pytest.raises(discord.HTTPException) as refused:
        await bot.asked[0].response.defer(ephemeral=True)

    assert (refused.value.code, await asked.state()) == (50083, "waiting")
    assert (await codes(bot, thread))[0] == 50083
    await card.delete()
    (entry,) = await driver.books.messages(thread)
    assert entry.deleted_at is not None


async def test_a_locked_thread_that_is_open_takes_messages_from_who_manages_threads_alone(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    thread = await driver.thread(place.channel, "takes", place.member)
    await driver.lock_thread(thread)
    assert (await codes(bot, thread))[0] == 160005

    await driver.overwrite(place.channel, (await driver.world())["bot_id"], allow=["manage_threads"])
    assert await codes(bot, thread) == (0, "")


async def test_who_closed_their_direct_messages_gets_none(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    private = await driver.direct_channel(place.member)
    assert await codes(bot, private) == (0, "")

    await driver.direct_messages(place.member, open_to_bot=False)
    assert (await codes(bot, private))[0] == 50007
    assert (await driver.books.counts())["invalid_requests"] == 1

    await driver.direct_messages(place.member, open_to_bot=True)
    assert await codes(bot, private) == (0, "")


async def test_who_shares_no_server_with_the_bot_gets_no_direct_message(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await driver.remove_member(place.guild, place.member)

    assert (await codes(bot, await driver.direct_channel(place.member)))[0] == 50278


async def test_the_bot_deletes_its_own_message_once_and_others_with_permission_only(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    channel = bot.get_partial_messageable(place.channel)
    card = await channel.send("a card")
    await card.delete()
    written = await driver.send(place.member, place.channel, "mine")

    with pytest.raises(discord.NotFound) as gone:
        await channel.get_partial_message(card.id).delete()
    with pytest.raises(discord.Forbidden) as forbidden:
        await channel.get_partial_message(written.id).delete()

    assert (gone.value.code, forbidden.value.code) == (10008, 50013)
    assert [message.id for message in await driver.read(place.channel, place.member)] == [written.id]


async def test_a_command_that_is_off_in_direct_messages_is_not_offered_there(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    bot.tree.clear_commands(guild=None)

    @bot.tree.command(name="here", description="In servers")
    @discord.app_commands.guild_only()
    async def here(_: discord.Interaction[SmallBot]) -> None: ...

    await bot.tree.sync()

    with pytest.raises(Refused, match="context"):
        await driver.slash(place.member, await driver.direct_channel(place.member), "here")
    assert await driver.commands(place.member, place.channel) == {"here": "In servers"}
