"""What else people do at their clients: menus, reactions, threads, direct messages, edits they see."""

import asyncio
import io
from collections.abc import Callable
from typing import Any

import discord
import pytest

from sandbox.discord.driver import Driver, Refused
from tests.sandbox.discord.conftest import Place
from tests.sandbox.discord.files import mp4, png
from tests.sandbox.discord.small_bot import Card, PressMe, SmallBot


class Menus(discord.ui.View):
    @discord.ui.select(options=[discord.SelectOption(label="One", value="1")])
    async def text(self, interaction: discord.Interaction[Any], menu: discord.ui.Select[Any]) -> None:
        await interaction.response.edit_message(content=f"chose {menu.values}")

    @discord.ui.select(cls=discord.ui.UserSelect, custom_id="who")
    async def who(self, interaction: discord.Interaction[Any], menu: discord.ui.UserSelect[Any]) -> None:
        await interaction.response.send_message(f"chose {menu.values[0].name}", ephemeral=True)


async def eventually(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.01)


async def test_a_choice_in_a_menu_updates_the_message(driver: Driver, bot: SmallBot, place: Place) -> None:
    await bot.get_partial_messageable(place.channel).send("menus", view=Menus())
    (message,) = await driver.read(place.channel, place.member)
    text = next(menu for menu in message.selects if menu.values)

    asked = await driver.select(place.member, message, ["1"], custom_id=text.custom_id)

    assert await asked.settled() == "updated"
    assert (await asked.answer()).text == "chose ['1']"
    with pytest.raises(Refused, match="does not exist"):
        await driver.select(place.member, message, ["2"], custom_id=text.custom_id)


class Late(discord.ui.View):
    @discord.ui.button(label="Change")
    async def change(self, interaction: discord.Interaction[Any], _: discord.ui.Button[Any]) -> None:
        await interaction.response.defer()
        await asyncio.sleep(0.05)
        await interaction.edit_original_response(content="changed", view=None)

    @discord.ui.button(label="Tell")
    async def tell(self, interaction: discord.Interaction[Any], _: discord.ui.Button[Any]) -> None:
        await interaction.response.defer()
        await asyncio.sleep(0.05)
        await interaction.followup.send("for you alone", ephemeral=True)


async def test_a_press_that_is_acknowledged_first_is_answered_by_what_follows(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await bot.get_partial_messageable(place.channel).send("late", view=Late())
    (message,) = await driver.read(place.channel, place.member)

    told = await driver.click(place.member, message, label="Tell")
    assert (await told.answer()).text == "for you alone"
    changed = await driver.click(place.member, message, label="Change")
    assert (await changed.answer()).text == "changed"
    assert (await told.state(), await changed.state()) == ("accepted", "updated")


async def test_a_member_is_chosen_by_id(driver: Driver, bot: SmallBot, place: Place) -> None:
    await bot.get_partial_messageable(place.channel).send("menus", view=Menus())
    (message,) = await driver.read(place.channel, place.member)

    asked = await driver.select(place.member, message, [place.owner], custom_id="who")

    assert (await asked.answer()).text == "chose ada"


async def test_a_reaction_reaches_the_bot_and_can_be_taken_back(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    seen: list[str] = []

    @bot.event
    async def on_raw_reaction_add(event: discord.RawReactionActionEvent) -> None:
        seen.append(f"+{event.emoji}")

    @bot.event
    async def on_raw_reaction_remove(event: discord.RawReactionActionEvent) -> None:
        seen.append(f"-{event.emoji}")

    await bot.get_partial_messageable(place.channel).send("like it?")
    (message,) = await driver.read(place.channel, place.member)

    await driver.react(place.member, message, "👍")
    await driver.react(place.member, message, "👍", reacted=False)

    await eventually(lambda: seen == ["+👍", "-👍"])


async def test_a_button_in_a_direct_message_can_be_clicked(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    view: discord.ui.View = discord.ui.View(timeout=None)
    view.add_item(PressMe(3))
    await (await bot.fetch_user(place.member)).send("psst", view=view)
    private = await driver.direct_channel(place.member)
    (message,) = await driver.read(private, place.member)

    clicked = await driver.click(place.member, message, custom_id="press:3")

    assert (await clicked.answer()).text == "pressed 3"


async def test_an_interaction_reply_takes_files_up_to_its_limit(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    video = mp4(32, 32)
    await driver.change_guild(place.guild, upload_limit_bytes=len(video))
    asked = await driver.slash(place.member, place.channel, "make", {"prompt": "x"})
    await asked.answer()
    (interaction,) = bot.asked

    await interaction.edit_original_response(attachments=[discord.File(io.BytesIO(video), "a.mp4")])
    with pytest.raises(discord.HTTPException) as refused:
        await interaction.followup.send(file=discord.File(io.BytesIO(video + b"!"), "a.mp4"))

    assert (refused.value.status, refused.value.code) == (413, 40005)
    (attachment,) = (await asked.answer()).attachments
    assert (await driver.fetch(attachment.url)).content == video
    assert await asked.followups() == []


async def test_an_edit_can_replace_a_file_and_the_books_keep_what_was(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    sent = await bot.get_partial_messageable(place.channel).send(file=discord.File(io.BytesIO(b"1"), "a.txt"))

    await sent.edit(attachments=[discord.File(io.BytesIO(png(5, 6)), "b.png")])

    (message,) = await driver.read(place.channel, place.member)
    assert [(item.filename, item.width) for item in message.attachments] == [("b.png", 5)]
    (entry,) = await driver.books.messages()
    assert [item["filename"] for item in entry.edits[0]["attachments"]] == ["a.txt"]


async def test_a_person_uploads_no_more_than_their_client_allows(driver: Driver, place: Place) -> None:
    await driver.change_guild(place.guild, upload_limit_bytes=10)

    with pytest.raises(Refused, match="has 11 bytes; here at most 10 bytes"):
        await driver.send(place.member, place.channel, files=[("a.bin", b"x" * 11)])


@pytest.mark.parametrize(
    "leading_out",
    [
        b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n",
        b"#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n",
    ],
)
async def test_a_video_that_only_names_addresses_has_no_picture_size(
    driver: Driver, place: Place, leading_out: bytes
) -> None:
    message = await driver.send(place.member, place.channel, files=[("talk.mp4", leading_out)])

    assert [(item.content_type, item.width) for item in message.attachments] == [("video/mp4", None)]


async def test_a_hidden_channel_cannot_be_read(driver: Driver, place: Place) -> None:
    await driver.overwrite(place.channel, place.guild, deny=["view_channel"])

    with pytest.raises(Refused, match="cannot read channel"):
        await driver.read(place.channel, place.member)
    assert await driver.read(place.channel, place.owner) == []


async def test_a_card_can_be_sent_into_a_thread_and_not_into_a_locked_right(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    thread = await driver.thread(place.channel, "takes", place.member)
    messageable = bot.get_partial_messageable(thread)
    await messageable.send(view=Card("in a thread", 1))
    await driver.overwrite(place.channel, (await driver.world())["bot_id"], deny=["send_messages_in_threads"])

    with pytest.raises(discord.Forbidden):
        await messageable.send("x")

    assert [message.text for message in await driver.read(thread, place.member)] == ["in a thread"]


async def test_accounts_and_memberships_have_the_age_they_were_given(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    young = await driver.user("cleo", created_days_ago=2)
    await driver.member(place.guild, young, joined_days_ago=1)
    asked = await driver.slash(young, place.channel, "make", {"prompt": "x"})
    await asked.answer()

    member = bot.asked[0].user
    assert isinstance(member, discord.Member)
    assert (discord.utils.utcnow() - member.created_at).days == 2
    assert member.joined_at is not None
    assert (discord.utils.utcnow() - member.joined_at).days == 1


async def test_a_role_gives_its_members_their_permissions(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    role = await driver.role(place.guild, "managers", permissions=["manage_guild"])
    await driver.member_roles(place.guild, place.member, [role])

    asked = await driver.slash(place.member, place.channel, "tune level", {"user": place.owner})

    assert (await asked.answer()).text == "level of ada"


async def test_an_age_restricted_channel_says_so_everywhere(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    late = await driver.channel(place.guild, "late", age_restricted=True)
    await (await driver.slash(place.member, late, "make", {"prompt": "x"})).answer()

    for channel_id, restricted in ((late, True), (place.channel, False)):
        cached, fetched = bot.get_channel(channel_id), await bot.fetch_channel(channel_id)
        assert isinstance(cached, discord.TextChannel)
        assert isinstance(fetched, discord.TextChannel)
        assert (cached.nsfw, fetched.nsfw) == (restricted, restricted)
