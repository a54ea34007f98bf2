"""Animating a picture that another member posted: they are asked first, where the server wants that."""

import asyncio

import pytest

from bot.domain.generation import MediaRole
from sandbox.discord.driver import Message
from tests.cogs.composing import edited, sent
from tests.cogs.stage import Stage
from tests.cogs.test_stopping import replace_custom_id

FOX = ("fox.png", b"fox")
OWL = ("owl.png", b"owl")
MENU = "Animate this image"
DAY = 24 * 3_600


@pytest.fixture
async def careful(stage: Stage) -> Stage:
    """A server that wants members to be asked."""
    await stage.ask(stage.owner, "settings consent", on=True)
    return stage


async def draft_of(stage: Stage, picture: Message) -> Message:
    asked = await stage.people.message_menu(stage.member, picture, MENU)
    return await sent(stage, asked, prompt="it runs", model=["pixverse-v4"])


async def picture_of(stage: Stage, who: int) -> Message:
    return await stage.people.send(who, stage.channel, files=[FOX])


async def question(stage: Stage) -> Message:
    await stage.let_pass(3)
    (found,) = [message for message in await stage.posted() if "would like to make" in message.text]
    return found


async def direct(stage: Stage) -> list[Message]:
    await stage.let_pass()
    return await stage.people.read(await stage.people.direct_channel(stage.member), stage.member)


async def test_the_owner_is_asked_by_generate_and_their_yes_lets_it_be_made(careful: Stage) -> None:
    picture = await picture_of(careful, careful.owner)
    draft = await draft_of(careful, picture)
    assert f"<@{careful.owner}> posted this picture" in draft.text
    await careful.worker.tick()
    assert not [message for message in await careful.posted() if "would like" in message.text]

    waiting = await careful.turn(careful.member, draft, "Generate")
    asked = await question(careful)
    said = await careful.press(careful.owner, asked, "Allow")
    made = await careful.turn(careful.member, waiting, "Generate")

    assert "is asked whether you can animate it" in waiting.text
    assert f"<@{careful.member}> would like to make a video" in asked.text
    assert f"/{careful.channel}/{picture.id})" in asked.text
    (recorded,) = [one for one in await careful.people.books.messages(careful.channel) if one.id == asked.id]
    assert recorded.pinged_users == [careful.owner]
    assert "**Allowed**" in said.text
    assert "**Queued**" in made.text
    assert "lets you animate" in (await direct(careful))[-1].text
    assert list((await careful.the_one()).inputs) == [MediaRole.FIRST_FRAME]


async def test_a_no_is_told_and_leaving_the_picture_out_helps(careful: Stage) -> None:
    draft = await draft_of(careful, await picture_of(careful, careful.owner))
    waiting = await careful.turn(careful.member, draft, "Generate")

    asked = await question(careful)
    await careful.press(careful.owner, asked, "Refuse")
    refused = await careful.turn(careful.member, waiting, "Generate")
    without = await careful.turn(careful.member, refused, "Leave out image")

    assert "does not want this picture of theirs to be animated" in refused.text
    assert "does not want you to animate" in (await direct(careful))[-1].text
    (closed,) = [message for message in await careful.posted() if message.id == asked.id]
    assert "refused it" in closed.text
    assert not closed.buttons
    assert "**Queued**" in (await careful.turn(careful.member, without, "Generate")).text


async def test_without_an_answer_it_is_a_no_after_a_day_also_across_a_restart(careful: Stage) -> None:
    picture = await picture_of(careful, careful.owner)
    await careful.turn(careful.member, await draft_of(careful, picture), "Generate")
    asked = await question(careful)
    await careful.stop_bot()
    careful.clock.advance(DAY)
    await careful.start_bot()

    late = await careful.press(careful.owner, asked, "Allow")
    told = await direct(careful)
    again = await draft_of(careful, picture)

    assert "did not answer in time" in told[-1].text
    assert "The time for an answer is over" in late.text
    assert "did not answer in time" in again.text
    assert careful.ids.made == 0


async def test_a_yes_is_kept_for_the_picture_and_whom_it_was_given(careful: Stage) -> None:
    picture = await picture_of(careful, careful.owner)
    await careful.turn(careful.member, await draft_of(careful, picture), "Generate")
    await careful.press(careful.owner, await question(careful), "Allow")

    again = await draft_of(careful, picture)
    other = await draft_of(careful, await picture_of(careful, careful.owner))

    assert "posted this picture" not in again.text
    assert f"<@{careful.owner}> posted this picture" in other.text


async def test_only_the_owner_answers_and_only_once(careful: Stage) -> None:
    moderator = await careful.people.join(careful.guild, "ada")
    role = await careful.people.role(careful.guild, "mods", permissions=["manage_messages"])
    await careful.people.member_roles(careful.guild, moderator, [role])
    waiting = await careful.turn(
        careful.member, await draft_of(careful, await picture_of(careful, careful.owner)), "Generate"
    )
    asked = await question(careful)

    by_others = [await careful.press(who, asked, "Allow") for who in (moderator, careful.member)]
    first, second = await asyncio.gather(
        careful.press(careful.owner, asked, "Refuse"), careful.press(careful.owner, asked, "Refuse")
    )

    assert all(f"Only <@{careful.owner}> can answer" in answer.text for answer in by_others)
    assert sorted("This was decided before." in answer.text for answer in (first, second)) == [False, True]
    await careful.turn(careful.member, waiting, "Generate")
    assert careful.ids.made == 0


async def test_a_question_of_another_server_is_answered_nowhere_else(careful: Stage) -> None:
    draft = await draft_of(careful, await picture_of(careful, careful.owner))
    await careful.turn(careful.member, draft, "Generate")
    (consent_id,) = (
        button.custom_id for button in (await question(careful)).buttons if button.label == "Allow"
    )
    guild = await careful.people.guild("Book club", owner_id=careful.owner)
    channel = await careful.people.channel(guild, "books")
    await careful.create(careful.owner, channel=channel)
    (card,) = [found for found in await careful.people.read(channel, careful.owner) if not found.ephemeral]
    replace_custom_id(careful.sandbox.world.get_message(channel, card.id).components, str(consent_id))
    (forged,) = [found for found in await careful.people.read(channel, careful.owner) if found.id == card.id]

    answer = await (await careful.people.click(careful.owner, forged, custom_id=consent_id)).answer()

    assert "I know of no such question in this server" in answer.text


async def test_own_pictures_and_those_of_bots_need_nobodys_consent(careful: Stage) -> None:
    own = await draft_of(careful, await picture_of(careful, careful.member))
    await careful.turn(careful.member, own, "Generate")
    assert careful.bot.user
    made = careful.sandbox.world.create_message(
        careful.channel, careful.bot.user.id, "look", embeds=[{"type": "rich", "image": {"url": CDN}}]
    )
    (of_bot,) = [message for message in await careful.seen() if message.id == made.id]
    draft = await draft_of(careful, of_bot)

    assert "posted this picture" not in draft.text
    assert careful.ids.made == 1


async def test_another_picture_needs_no_consent_of_the_first_ones_owner(careful: Stage) -> None:
    draft = await draft_of(careful, await picture_of(careful, careful.owner))

    changed = await edited(careful, draft, "Edit", files={"last_image": [OWL]}, options=[])

    assert "posted this picture" not in changed.text


async def test_nobody_is_asked_for_what_is_refused_anyway(careful: Stage) -> None:
    draft = await draft_of(careful, await picture_of(careful, careful.owner))
    await careful.ask(careful.owner, "settings entry", member_days=31)

    await careful.turn(careful.member, draft, "Generate")
    await careful.worker.tick()

    assert not [message for message in await careful.posted() if "would like" in message.text]


async def test_where_the_server_does_not_want_it_nobody_is_asked(stage: Stage) -> None:
    draft = await draft_of(stage, await picture_of(stage, stage.owner))

    assert "**Queued**" in (await stage.turn(stage.member, draft, "Generate")).text


CDN = "https://cdn.discordapp.com/attachments/1/2/fox.png"
