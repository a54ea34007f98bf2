"""The message menu "Animate this image": the first picture of a message becomes the first frame."""

from typing import Any

from bot.domain.errors import MediaProblem
from bot.domain.generation import MediaRole
from sandbox.discord.driver import Asked, Message
from tests.cogs.composing import sent
from tests.cogs.stage import Stage

FOX = ("fox.png", b"fox")
OWL = ("owl.png", b"owl")
NOTES = ("notes.txt", b"words")
MENU = "Animate this image"
NOTHING = "There is no picture in this message that I can use"
CDN = "https://cdn.discordapp.com/attachments/1/2/fox.png"


async def menu(stage: Stage, message: Message) -> Asked:
    return await stage.people.message_menu(stage.member, message, MENU)


async def embedded(stage: Stage, *pictures: dict[str, Any]) -> Message:
    """A message of somebody else's, with pictures from elsewhere."""
    embeds = [{"type": "rich", **picture} for picture in pictures]
    made = stage.sandbox.world.create_message(stage.channel, stage.owner, "look", embeds=embeds)
    return next(message for message in await stage.seen() if message.id == made.id)


async def test_the_form_for_a_picture_asks_how_it_moves_and_for_an_end_image(stage: Stage) -> None:
    message = await stage.people.send(stage.owner, stage.channel, files=[NOTES, FOX, OWL])

    form = await (await menu(stage, message)).form()

    assert form.title == MENU
    assert [(control.custom_id, control.label) for control in form.controls] == [
        ("prompt", "Prompt"),
        ("model", "Model"),
        ("duration", "Length"),
        ("last_image", "Image to end with"),
        ("options", "Options"),
    ]


async def test_an_animation_is_passed_over(stage: Stage) -> None:
    message = await stage.people.send(stage.owner, stage.channel, files=[("party.gif", b"GIF89a"), FOX])

    draft = await sent(stage, await menu(stage, message), prompt="it runs", model=["pixverse-v4"])

    await stage.turn(stage.member, draft, "Generate")
    (frame,) = (await stage.the_one()).inputs.values()
    assert stage.media.files[frame.path] == f"image {message.attachments[1].url}".encode()


async def test_the_first_picture_is_fetched_when_the_form_is_sent(stage: Stage) -> None:
    message = await stage.people.send(stage.owner, stage.channel, files=[FOX])
    asked = await menu(stage, message)
    await asked.form()
    assert not stage.media.files

    draft = await sent(stage, asked, prompt="it runs", model=["pixverse-v4"])

    assert "Begins with" in draft.text
    await stage.turn(stage.member, draft, "Generate")
    generation = await stage.the_one()
    (frame,) = generation.inputs.values()
    assert list(generation.inputs) == [MediaRole.FIRST_FRAME]
    assert stage.media.files[frame.path] == f"image {message.attachments[0].url}".encode()
    assert generation.author_discord_id == stage.member


async def test_the_end_image_comes_from_the_form(stage: Stage) -> None:
    message = await stage.people.send(stage.owner, stage.channel, files=[FOX])

    draft = await sent(
        stage, await menu(stage, message), {"last_image": [OWL]}, prompt="it grows", model=["pixverse-v4"]
    )

    await stage.turn(stage.member, draft, "Generate")
    assert list((await stage.the_one()).inputs) == [MediaRole.FIRST_FRAME, MediaRole.LAST_FRAME]


async def test_a_picture_that_is_deleted_meanwhile_is_told_on_the_draft(stage: Stage) -> None:
    message = await stage.people.send(stage.owner, stage.channel, files=[FOX])
    asked = await menu(stage, message)
    stage.media.useless["fox.png"] = MediaProblem.GONE

    draft = await sent(stage, asked, prompt="it runs")

    assert "`fox.png` is no longer there" in draft.text
    assert "it runs" in draft.text


async def test_a_message_without_a_picture_is_refused_at_once(stage: Stage) -> None:
    message = await stage.people.send(stage.owner, stage.channel, "only words", files=[NOTES])

    answer = await (await menu(stage, message)).answer()

    assert answer.ephemeral
    assert NOTHING in answer.text
    assert "/create" in answer.text


async def test_a_picture_in_an_embed_is_taken_where_its_host_is_allowed(stage: Stage) -> None:
    elsewhere = "https://evil.example/fox.png"
    stage.media.foreign |= {elsewhere}
    message = await embedded(stage, {"image": {"url": elsewhere}}, {"thumbnail": {"url": CDN}})

    draft = await sent(stage, await menu(stage, message), prompt="it runs", model=["pixverse-v4"])

    await stage.turn(stage.member, draft, "Generate")
    (frame,) = (await stage.the_one()).inputs.values()
    assert stage.media.files[frame.path] == f"image {CDN}".encode()


async def test_a_picture_from_any_other_host_is_no_picture(stage: Stage) -> None:
    elsewhere = "https://evil.example/fox.png"
    stage.media.foreign |= {elsewhere}
    message = await embedded(stage, {"image": {"url": elsewhere}})

    assert NOTHING in (await (await menu(stage, message)).answer()).text
