"""A private request is seen by its author alone, also when it finishes after the command's token has died."""

from bot.domain.generation import State
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage

MINUTES_20 = 20 * 60


async def direct(stage: Stage) -> list[Message]:
    channel = await stage.people.direct_channel(stage.member)
    return await stage.people.read(channel, stage.member)


async def answer(stage: Stage) -> Message:
    (message,) = [message for message in await stage.seen() if message.ephemeral]
    return message


async def test_card_and_video_take_their_turns_in_the_answer(stage: Stage) -> None:
    await stage.create(private=True)
    generation = await stage.submit()
    await stage.pass_time()
    assert "Rendering" in (await answer(stage)).text

    ended = await stage.finish(generation)
    await stage.pass_time()

    shown = await answer(stage)
    assert ended.state is State.DELIVERED
    assert ended.messages.result_ids == (shown.id,)
    assert "your video is ready" in shown.text
    assert len(shown.attachments) == 1
    assert shown.button("Again")
    assert await stage.posted() == []
    assert await direct(stage) == []


async def test_after_the_token_has_died_the_video_comes_directly(stage: Stage) -> None:
    await stage.create(private=True)
    generation = await stage.submit()
    await stage.people.advance(MINUTES_20)
    stage.clock.advance(MINUTES_20)

    ended = await stage.finish(generation)

    (video,) = await direct(stage)
    edits = await stage.people.books.requests("PATCH", "/webhooks/*")
    assert {edit.status for edit in edits} == {200}, "a dead token is not even tried"
    assert ended.messages.result_ids == (video.id,)
    assert len(video.attachments) == 1
    assert await stage.posted() == []


async def test_a_token_that_died_before_its_time_is_no_obstacle(stage: Stage) -> None:
    await stage.create(private=True)
    generation = await stage.submit()
    await stage.people.fault("error", method="PATCH", path="/webhooks/*", status=401, code=50027, times=None)

    await stage.finish(generation)

    assert len(await direct(stage)) == 1


async def test_with_direct_messages_closed_it_is_kept_and_nobody_else_sees_it(stage: Stage) -> None:
    await stage.create(private=True)
    generation = await stage.submit()
    await stage.people.advance(MINUTES_20)
    stage.clock.advance(MINUTES_20)
    await stage.people.fault(
        "error", method="POST", path="/users/@me/channels", status=403, code=50007, times=None
    )

    ended = await stage.finish(generation)

    assert ended.state is State.DELIVERED
    assert ended.messages.result_ids == ()
    assert await stage.posted() == []


async def test_a_failure_is_said_in_the_answer(stage: Stage) -> None:
    await stage.create(private=True)
    generation = await stage.submit()
    stage.provider.fail(generation.id)

    await stage.pass_time()

    assert "Something went wrong while it was rendered. Nothing was charged." in (await answer(stage)).text
    assert await stage.posted() == []


async def test_a_failure_after_the_token_has_died_is_said_directly(stage: Stage) -> None:
    await stage.create(private=True)
    generation = await stage.submit()
    await stage.people.advance(MINUTES_20)
    stage.clock.advance(MINUTES_20)
    stage.provider.fail(generation.id)

    await stage.pass_time()

    (told,) = await direct(stage)
    assert "there will be no video" in told.text
    assert await stage.posted() == []


async def test_the_private_card_can_be_discarded(stage: Stage) -> None:
    await stage.create(private=True)

    said = await stage.press(stage.member, await answer(stage), "Cancel")

    assert "Cancelled" in said.text
