"""Where videos can be asked for: each kind of channel works to the end, or is refused beforehand."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.generation import State
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage

Making = Callable[[Stage], Awaitable[int]]


def kind(name: str, *, age_restricted: bool = False) -> Making:
    async def made(stage: Stage) -> int:
        return await stage.people.channel(stage.guild, "there", kind=name, age_restricted=age_restricted)

    return made


async def thread(stage: Stage) -> int:
    return await stage.people.thread(stage.channel, "takes", stage.member)


async def archived(stage: Stage) -> int:
    there = await thread(stage)
    await stage.people.archive_thread(there)
    return there


async def private_thread(stage: Stage) -> int:
    there = await stage.people.thread(stage.channel, "secret", stage.member, kind="private")
    await stage.people.join_thread(there, await bot_id(stage))
    return there


async def announcement_thread(stage: Stage) -> int:
    news = await stage.people.channel(stage.guild, "news", kind="news")
    return await stage.people.thread(news, "takes", stage.member)


async def post(stage: Stage) -> int:
    forum = await stage.people.channel(stage.guild, "ideas", kind="forum")
    there = await stage.people.thread(forum, "a fox", stage.member)
    await stage.people.send(stage.member, there, "what about a fox?")
    return there


async def bot_id(stage: Stage) -> int:
    return int((await stage.people.world())["bot_id"])


async def posted(stage: Stage, channel: int) -> list[Message]:
    """What the bot has posted in a channel for everybody."""
    seen = await stage.people.read(channel, stage.owner)
    return [each for each in seen if each.author_id == await bot_id(stage) and not each.ephemeral]


async def takes_nothing(stage: Stage, channel: int) -> str:
    """Ask for a video that is refused; what the answer says."""
    answer = await stage.create(channel=channel, model="pixverse-v4")

    assert answer.ephemeral
    assert "Nothing was charged" in answer.text
    assert stage.ids.made == 0
    assert await stage.people.books.requests("POST", f"/channels/{channel}/messages") == []
    return answer.text


PLACES = {
    "announcements": kind("news"),
    "a thread of announcements": announcement_thread,
    "the chat of a voice channel": kind("voice"),
    "the chat of a stage": kind("stage"),
    "an age-restricted channel": kind("text", age_restricted=True),
    "a public thread": thread,
    "an archived thread": archived,
    "a private thread the bot is in": private_thread,
    "a post of a forum": post,
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
async def test_a_video_is_made_from_the_command_to_its_buttons(stage: Stage, place: Making) -> None:
    channel = await place(stage)

    made = await stage.make(channel=channel)

    assert made.state is State.DELIVERED
    result = (await posted(stage, channel))[-1]
    assert result.attachments
    pressed = await stage.press(stage.member, result, "Again")
    assert "Queued" in pressed.text
    assert len(await posted(stage, channel)) > 1


@pytest.mark.parametrize("place", [kind("text"), kind("news"), thread, post], ids=lambda made: made.__name__)
@pytest.mark.parametrize(
    ("permission", "label"), [("attach_files", "Attach Files"), ("embed_links", "Embed Links")]
)
async def test_where_files_or_embeds_are_not_allowed_it_is_said_before(
    stage: Stage, place: Making, permission: str, label: str
) -> None:
    channel = await place(stage)
    await deny(stage, channel, permission)

    said = await takes_nothing(stage, channel)

    assert f"I lack **{label}** there" in said
    assert f"<#{channel}>" in said


async def deny(stage: Stage, channel: int, *permissions: str) -> None:
    """Take rights from the bot, in the parent where it is a thread."""
    parent = stage.sandbox.world.get_channel(channel).permission_channel_id()
    await stage.people.overwrite(parent, await bot_id(stage), deny=permissions)


async def test_threads_have_a_permission_of_their_own(stage: Stage) -> None:
    there = await thread(stage)
    await deny(stage, there, "send_messages")
    await stage.create(channel=there, model="pixverse-v4")
    assert stage.ids.made == 1

    await deny(stage, there, "send_messages_in_threads")
    answer = await stage.create(channel=there, model="pixverse-v4")

    assert "I lack **Send Messages in Threads** there" in answer.text
    assert stage.ids.made == 1


async def test_a_channel_the_bot_cannot_see_names_all_that_is_missing(stage: Stage) -> None:
    await deny(stage, stage.channel, "view_channel", "send_messages")

    said = await takes_nothing(stage, stage.channel)

    assert "I lack **View Channel** and **Send Messages** there" in said


async def test_the_chat_of_a_voice_channel_needs_the_right_to_connect(stage: Stage) -> None:
    voice = await kind("voice")(stage)
    await deny(stage, voice, "connect")

    assert "**Connect**" in await takes_nothing(stage, voice)


async def test_a_private_thread_the_bot_is_not_in_is_refused_with_how_to_add_it(stage: Stage) -> None:
    there = await stage.people.thread(stage.channel, "secret", stage.member, kind="private")

    assert "mention me in it" in await takes_nothing(stage, there)


async def test_a_locked_thread_is_refused_unless_the_bot_manages_threads(stage: Stage) -> None:
    there = await thread(stage)
    await stage.people.lock_thread(there)
    assert "this thread is locked" in await takes_nothing(stage, there)

    await stage.people.overwrite(stage.channel, await bot_id(stage), allow=["manage_threads"])
    made = await stage.make(channel=there)

    assert made.state is State.DELIVERED
    assert await posted(stage, there)


async def test_a_private_video_needs_no_rights_in_the_channel(stage: Stage) -> None:
    await deny(stage, stage.channel, "send_messages", "attach_files", "embed_links")

    made = await stage.make(private=True)

    assert made.state is State.DELIVERED
    assert await posted(stage, stage.channel) == []


Losing = Callable[[Stage, int], Awaitable[None]]


def losing(permission: str) -> Losing:
    async def lost(stage: Stage, channel: int) -> None:
        await deny(stage, channel, permission)

    return lost


async def locking(stage: Stage, channel: int) -> None:
    await stage.people.archive_thread(channel, locked=True)


async def deleting(stage: Stage, channel: int) -> None:
    await stage.people.delete_channel(channel)


LOSSES: dict[str, tuple[Making, Losing]] = {
    "view": (kind("text"), losing("view_channel")),
    "send": (kind("text"), losing("send_messages")),
    "attach": (kind("text"), losing("attach_files")),
    "send in threads": (thread, losing("send_messages_in_threads")),
    "connect": (kind("voice"), losing("connect")),
    "thread locked": (thread, locking),
    "channel deleted": (kind("text"), deleting),
    "post deleted": (post, deleting),
}


@pytest.mark.parametrize(("place", "lose"), LOSSES.values(), ids=LOSSES)
async def test_what_cannot_be_posted_any_more_is_sent_to_its_author_once_and_kept(
    stage: Stage, place: Making, lose: Losing
) -> None:
    channel = await place(stage)
    await stage.create(channel=channel, model="pixverse-v4")
    generation = await stage.submit()
    await lose(stage, channel)

    await stage.finish(generation)
    for _ in range(6):
        await stage.let_pass(300)

    private = await stage.people.direct_channel(stage.member)
    (told,) = await stage.people.read(private, stage.member)
    assert generation.id in told.text
    assert told.attachments
    shown = await stage.ask(stage.member, "show", id=generation.id)
    assert shown.attachments or generation.id in shown.text


async def test_what_can_neither_be_posted_nor_sent_is_kept_for_its_author_to_show(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()
    await deny(stage, stage.channel, "send_messages")
    await stage.people.direct_messages(stage.member, open_to_bot=False)

    await stage.finish(generation)
    for _ in range(6):
        await stage.let_pass(300)

    shown = await stage.ask(stage.member, "show", id=generation.id)
    assert shown.attachments
    assert (await stage.the_one()).state is State.DELIVERED


async def composed(stage: Stage, channel: int) -> Message:
    """A draft out of the form, in a channel."""
    opened = await stage.people.slash(stage.member, channel, "compose")
    filled = {"prompt": "a fox in the snow", "model": "pixverse-v4"}
    return await (await stage.people.submit(stage.member, opened, filled)).answer()


async def test_a_draft_says_where_it_could_not_be_posted_and_can_be_made_for_its_author_alone(
    stage: Stage,
) -> None:
    there = await thread(stage)
    await deny(stage, there, "send_messages_in_threads")

    draft = await composed(stage, there)
    assert "I lack **Send Messages in Threads** there" in draft.text
    private = await stage.press(stage.member, draft, "Only you see it")
    assert "I lack" not in private.text
    await stage.press(stage.member, private, "Generate")

    assert (await stage.the_one()).private
    assert await posted(stage, there) == []


async def test_rights_lost_after_the_draft_are_noticed_by_generate_which_leaves_the_draft(
    stage: Stage,
) -> None:
    draft = await composed(stage, stage.channel)
    await deny(stage, stage.channel, "attach_files")

    refused = await stage.press(stage.member, draft, "Generate")

    assert "I lack **Attach Files** there" in refused.text
    assert stage.ids.made == 0
    await stage.people.overwrite(stage.channel, await bot_id(stage), allow=["attach_files"])
    assert "Queued" in (await stage.press(stage.member, refused, "Generate")).text


async def test_a_result_goes_on_in_the_channel_where_its_button_was_pressed_or_not_at_all(
    stage: Stage,
) -> None:
    await stage.make()
    result = (await posted(stage, stage.channel))[-1]
    await deny(stage, stage.channel, "embed_links")

    refused = await stage.press(stage.member, result, "Again")

    assert "I lack **Embed Links** there" in refused.text
    assert stage.ids.made == 1


async def test_a_card_in_an_archived_thread_learns_of_a_failure_with_its_notice(stage: Stage) -> None:
    there = await thread(stage)
    await stage.create(channel=there, model="pixverse-v4")
    await stage.people.archive_thread(there)
    generation = await stage.submit()

    stage.provider.fail(generation.id)
    await stage.let_pass(600)

    card, notice = await posted(stage, there)
    assert notice.button("Try again")
    assert "Failed" in card.text
    assert card.button("Discard") is None


async def test_a_thread_archived_meanwhile_wakes_up_for_its_result(stage: Stage) -> None:
    there = await thread(stage)
    await stage.create(channel=there, model="pixverse-v4")
    await stage.people.archive_thread(there)
    generation = await stage.submit()
    edits = await stage.people.books.requests("PATCH", f"/channels/{there}/messages/*")
    assert [edit.code for edit in edits] == [50083]

    await stage.finish(generation)
    await stage.let_pass(600)

    card, result = await posted(stage, there)
    assert result.attachments
    assert "Done" in card.text
    assert card.buttons == []


async def test_commands_and_menus_are_offered_in_servers_alone(stage: Stage) -> None:
    commands = (await stage.people.world())["commands"]

    assert {tuple(each["contexts"]) for each in commands} == {(0,)}
    assert {tuple(each["integration_types"]) for each in commands} == {(0,)}
    private = await stage.people.direct_channel(stage.member)
    assert await stage.people.commands(stage.member, private) == {}


async def test_a_card_too_old_to_be_edited_holds_up_nothing_and_is_brought_up_to_date_later(
    stage: Stage,
) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()
    await stage.people.advance(3_700)
    await stage.people.fault("old_edits", times=None, retry_after_seconds=100)

    await stage.finish(generation)

    card, result = await posted(stage, stage.channel)
    assert result.attachments
    assert "Done" not in card.text
    await stage.people.clear_faults()
    await stage.let_pass(300)
    card, _ = await posted(stage, stage.channel)
    assert "Done" in card.text
