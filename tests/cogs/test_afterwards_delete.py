"""Delete: the message and our own copies go, for the author and for moderators; the books stay."""

from typing import Any

from bot.domain.generation import Generation, State
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage

DELETE = {"method": "DELETE", "path": "/channels/*/messages/*"}


async def results(stage: Stage) -> list[Message]:
    return [message for message in await stage.posted() if message.attachments]


async def made(stage: Stage, **options: Any) -> tuple[Generation, Message]:
    generation = await stage.make(**options)
    return generation, (await results(stage))[0]


async def books(stage: Stage) -> list[tuple[object, ...]]:
    sql = "SELECT kind, account, amount_micros FROM ledger_entries ORDER BY entry_id"
    return await stage.store.writer.do(lambda db: [tuple(row) for row in db.execute(sql)])


async def card(stage: Stage) -> Message:
    return (await stage.posted())[0]


async def test_the_author_deletes_message_and_copies_and_the_card_says_so(stage: Stage) -> None:
    generation, message = await made(stage)
    before = await books(stage)

    answer = await stage.press(stage.member, message, "Delete")

    assert answer.ephemeral
    assert "Deleted" in answer.text
    assert await results(stage) == []
    assert stage.media.files == {}
    assert "the video was deleted" in (await card(stage)).text
    assert "discord.com" not in (await card(stage)).text
    assert await books(stage) == before
    deleted = await stage.newest()
    assert deleted.state is State.DELIVERED
    assert deleted.charged_micros == generation.charged_micros


async def test_a_moderator_deletes_for_everybody(stage: Stage) -> None:
    _, message = await made(stage)

    await stage.press(stage.owner, message, "Delete")

    assert await results(stage) == []


async def test_nobody_else_may_delete(stage: Stage) -> None:
    _, message = await made(stage)

    answer = await stage.press(await stage.people.join(stage.guild, "eve"), message, "Delete")

    assert "Only its author and this server's moderators may delete this video" in answer.text
    assert len(await results(stage)) == 1
    assert (await stage.newest()).removed_at is None


async def test_all_messages_of_many_takes_go(stage: Stage) -> None:
    await stage.make(model="pixverse-v6", takes=12)
    first, second = await results(stage)

    await stage.press(stage.member, second, "Delete")

    assert await results(stage) == []
    assert first.id != second.id


async def test_what_began_with_files_leaves_none(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", files={"image": ("fox.png", b"fox")})
    await stage.finish(await stage.submit())

    await stage.press(stage.member, (await results(stage))[0], "Delete")

    assert stage.media.files == {}


async def test_what_came_of_it_keeps_its_own_copies_and_names_it_without_a_link(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", files={"image": ("fox.png", b"fox")})
    generation = await stage.finish(await stage.submit())
    (message,) = await results(stage)
    await stage.press(stage.member, message, "Again")

    await stage.press(stage.member, message, "Delete")

    again = await stage.newest()
    assert [media.path in stage.media.files for media in again.inputs.values()] == [True]
    assert again.origin
    assert again.origin.message_id is None
    assert f"again of `{generation.id[:8]}`" in (await stage.ask(stage.member, "show", id=again.id)).text


async def test_it_works_after_a_restart(stage: Stage) -> None:
    _, message = await made(stage)
    await stage.stop_bot()
    await stage.start_bot()

    await stage.press(stage.member, message, "Delete")

    assert await results(stage) == []


async def test_a_message_that_somebody_deleted_already_is_no_trouble(stage: Stage) -> None:
    generation, message = await made(stage)
    shown = await stage.ask(stage.member, "show", id=generation.id)
    await stage.people.delete_message(stage.owner, message)

    answer = await stage.press(stage.member, shown, "Delete")

    assert "Deleted" in answer.text
    assert stage.media.files == {}


async def test_while_discord_does_not_answer_the_message_waits_for_the_worker(stage: Stage) -> None:
    _, message = await made(stage)
    await stage.people.fault("error", **DELETE, status=503, times=None)

    answer = await stage.press(stage.member, message, "Delete")
    assert "Deleted" in answer.text
    assert len(await results(stage)) == 1
    await stage.people.clear_faults()
    await stage.stop_bot()
    await stage.start_bot()
    await stage.let_pass(90)

    assert await results(stage) == []


async def test_where_the_bot_may_not_delete_any_more_the_copies_go_all_the_same(stage: Stage) -> None:
    _, message = await made(stage)
    await stage.people.fault("error", **DELETE, status=403, code=50001, times=None)

    await stage.press(stage.member, message, "Delete")
    await stage.let_pass(90)

    assert stage.media.files == {}
    assert len(await stage.people.books.requests(**DELETE)) == 1


async def test_what_was_deleted_is_shown_as_that_and_leads_nowhere(stage: Stage) -> None:
    generation, message = await made(stage)
    chosen = await stage.ask(stage.member, "show", id=generation.id)
    await stage.press(stage.member, message, "Delete")

    shown = await stage.ask(stage.member, "show", id=generation.id)
    assert "the video was deleted" in shown.text
    assert not shown.attachments
    assert not shown.buttons
    assert "media.example" not in shown.text
    assert "**deleted**" in (await stage.ask(stage.member, "history")).text
    assert await stage.suggestions("create", "image_from", "") == {}
    for label in ("Again", "Edit", "Animate last frame", "Extend"):
        assert "This video was deleted" in (await stage.press(stage.member, chosen, label)).text
    begun = await stage.create(model="pixverse-v4", image_from=generation.id)
    assert "was removed" in begun.text


async def test_a_second_press_says_the_same(stage: Stage) -> None:
    generation, message = await made(stage)
    shown = await stage.ask(stage.member, "show", id=generation.id)
    await stage.press(stage.member, message, "Delete")
    removed_at = (await stage.newest()).removed_at
    stage.clock.advance(60)

    assert "Deleted" in (await stage.press(stage.member, shown, "Delete")).text
    assert (await stage.newest()).removed_at == removed_at


async def test_what_is_not_done_yet_cannot_be_deleted(stage: Stage) -> None:
    generation, message = await made(stage)
    await stage.store.writer.do(
        lambda db: db.execute("UPDATE generations SET ended_at = NULL WHERE id = ?", (generation.id,))
    )

    answer = await stage.press(stage.member, message, "Delete")

    assert "still being made or posted" in answer.text
    assert len(await results(stage)) == 1


async def test_a_private_result_gives_way_to_the_words_that_it_was_deleted(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", private=True)
    await stage.finish(await stage.submit())
    (message,) = [found for found in await stage.seen() if found.attachments]
    await stage.people.advance(20 * 60)
    stage.clock.advance(20 * 60)

    await stage.people.click(stage.member, message, label="Delete")
    after = await stage.people.wait_message(
        stage.channel, stage.member, lambda found: found.id == message.id and "Deleted" in found.text
    )

    assert not after.attachments
    assert stage.media.files == {}


async def test_a_private_result_says_that_it_was_deleted_while_its_token_lives(
    stage: Stage,
) -> None:
    await stage.create(model="pixverse-v4", private=True)
    await stage.finish(await stage.submit())
    (message,) = [found for found in await stage.seen() if found.attachments]

    await stage.people.click(stage.member, message, label="Delete")
    after = await stage.people.wait_message(
        stage.channel, stage.member, lambda found: found.id == message.id and "Deleted" in found.text
    )

    assert not after.attachments
    assert stage.media.files == {}


async def test_a_private_result_in_an_answer_that_still_lives_is_deleted_from_show(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", private=True)
    generation = await stage.finish(await stage.submit())
    shown = await stage.ask(stage.member, "show", id=generation.id)

    await stage.people.click(stage.member, shown, label="Delete")
    await stage.people.wait_message(
        stage.channel, stage.member, lambda found: found.id == shown.id and "Deleted" in found.text
    )

    assert [found for found in await stage.seen() if found.attachments] == []
    assert any("the video was deleted" in found.text for found in await stage.seen())


async def test_a_directly_sent_result_is_deleted_there(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", private=True)
    generation = await stage.submit()
    await stage.people.advance(20 * 60)
    stage.clock.advance(20 * 60)
    await stage.finish(generation)
    direct = await stage.people.direct_channel(stage.member)
    (video,) = await stage.people.read(direct, stage.member)

    answer = await stage.press(stage.member, video, "Delete")

    assert "Deleted" in answer.text
    assert not [found for found in await stage.people.read(direct, stage.member) if found.attachments]


async def test_what_could_only_be_sent_directly_is_found_and_deleted(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()
    await stage.people.fault(
        "error", method="POST", path=f"/channels/{stage.channel}/messages", status=403, code=50013
    )
    assert (await stage.finish(generation)).messages.result_ids == ()
    direct = await stage.people.direct_channel(stage.member)
    assert [found for found in await stage.people.read(direct, stage.member) if found.attachments]
    shown = await stage.ask(stage.member, "show", id=generation.id)

    await stage.people.click(stage.member, shown, label="Delete")
    await stage.people.wait_message(stage.channel, stage.member, lambda found: "Deleted" in found.text)

    assert not [found for found in await stage.people.read(direct, stage.member) if found.attachments]
