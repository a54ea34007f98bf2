"""The buttons of a result: each leads on from it, for ever, for whoever may watch it and pays."""

from typing import Any

import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason, Generation, MediaRole, State
from bot.domain.lineage import WHOLE, Kin, Origin
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage

FOX = {"image": ("fox.png", b"fox")}
ALL = ["Again", "Edit", "Animate last frame", "Extend", "Delete"]


async def result(stage: Stage) -> Message:
    """The newest message with a video in the channel."""
    return next(message for message in reversed(await stage.posted()) if message.attachments)


async def made(stage: Stage, **options: Any) -> tuple[Generation, Message]:
    generation = await stage.make(**options)
    return generation, await result(stage)


async def restarted(stage: Stage) -> None:
    await stage.stop_bot()
    await stage.start_bot()


async def sent_form(stage: Stage, message: Message, label: str, who: int | None = None) -> Message:
    """Press a button that opens a form, send it as it is, and give the draft's page."""
    who = who or stage.member
    asked = await stage.people.click(who, message, label=label)
    return await (await stage.people.submit(who, asked)).answer()


def inputs(stage: Stage) -> list[str]:
    return [path for path in stage.media.files if path.startswith("inputs/")]


async def test_a_result_offers_all_that_can_be_done_with_it(stage: Stage) -> None:
    _, message = await made(stage)

    assert [button.label for button in message.buttons] == ALL


async def test_again_asks_for_one_more_of_the_same_with_a_new_seed(stage: Stage) -> None:
    generation, message = await made(stage, seed=7, style="anime", duration=8)

    answer = await stage.press(stage.member, message, "Again")

    again = await stage.newest()
    assert "**Queued**" in answer.text
    assert again.id != generation.id
    assert again.origin == Origin(Kin.AGAIN, generation.id, 1)
    assert again.prompt == generation.prompt
    assert again.settings == {name: value for name, value in generation.settings.items() if name != "seed"}
    assert again.quoted_micros == generation.quoted_micros


async def test_again_begins_with_copies_of_its_own_of_the_same_files(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", files=FOX)
    await stage.finish(await stage.submit())
    generation = await stage.the_one()

    await stage.press(stage.member, await result(stage), "Again")

    (before,), (after,) = generation.inputs.values(), (await stage.newest()).inputs.values()
    assert before.path != after.path
    assert await stage.media.read(before) == await stage.media.read(after)


async def test_somebody_else_goes_on_in_their_own_name(stage: Stage) -> None:
    _, message = await made(stage)

    await stage.press(stage.owner, message, "Again")

    assert (await stage.newest()).author_discord_id == stage.owner


async def test_buttons_work_after_a_restart(stage: Stage) -> None:
    generation, message = await made(stage)
    await restarted(stage)

    assert "**Queued**" in (await stage.press(stage.member, message, "Again")).text
    assert (await stage.newest()).origin == Origin(Kin.AGAIN, generation.id, 1)


async def test_where_the_bot_may_not_post_any_more_a_press_says_so_and_keeps_no_files(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", files=FOX)
    await stage.finish(await stage.submit())
    await stage.people.overwrite(stage.channel, stage.sandbox.world.bot_user.id, deny=["attach_files"])

    answer = await stage.press(stage.member, await result(stage), "Again")

    assert "Attach Files" in answer.text
    assert stage.ids.made == 1
    assert len(inputs(stage)) == 1


async def test_a_press_that_comes_twice_asks_once(stage: Stage) -> None:
    _, message = await made(stage)
    pressed = await stage.people.click(stage.member, message, label="Again")
    await pressed.answer()
    event = (await stage.people.books.interactions())[-1]

    stage.sandbox.gateway.feed("INTERACTION_CREATE", event["payload"])
    await stage.people.click(stage.owner, message, label="Again")
    await stage.people.wait_message(
        stage.channel, stage.owner, lambda found: f"<@{stage.owner}>" in found.text and not found.attachments
    )

    authors = await rows(stage, "SELECT member_id FROM generations ORDER BY number")
    assert [authors.count(author) for author in dict.fromkeys(authors)] == [2, 1]


async def rows(stage: Stage, sql: str) -> list[tuple[object, ...]]:
    return await stage.store.writer.do(lambda db: [tuple(row) for row in db.execute(sql)])


async def test_edit_opens_a_form_with_the_old_values_and_leads_to_a_draft(stage: Stage) -> None:
    generation, message = await made(stage, style="anime", prompt="an owl at night", seed=7)

    asked = await stage.people.click(stage.member, message, label="Edit")
    form = await asked.form()
    assert form.control("Prompt").value == "an owl at night"
    draft = await (await stage.people.submit(stage.member, asked, {"Prompt": "an owl by day"})).answer()
    await stage.turn(stage.member, draft, "Generate")

    edited = await stage.newest()
    assert edited.prompt == "an owl by day"
    assert edited.settings == generation.settings
    assert edited.origin == Origin(Kin.EDITED, generation.id, 1)


async def test_animate_last_frame_begins_with_the_end_of_the_clip(stage: Stage) -> None:
    generation, message = await made(stage, style="anime", seed=7)

    draft = await sent_form(stage, message, "Animate last frame")
    await stage.turn(stage.member, draft, "Generate")

    continued = await stage.newest()
    media = generation.stored_takes[0].media
    assert media
    first = continued.inputs[MediaRole.FIRST_FRAME]
    assert await stage.media.read(first) == b"last frame of " + await stage.media.read(media)
    assert continued.origin == Origin(Kin.CONTINUED, generation.id, 1)
    assert continued.settings["style"] == "anime"
    assert not {"seed", "aspect"} & continued.settings.keys()


async def test_extend_goes_to_a_model_that_takes_a_video(stage: Stage) -> None:
    generation, message = await made(stage, camera="zoom_in")

    draft = await sent_form(stage, message, "Extend")
    await stage.turn(stage.member, draft, "Generate")

    extended = await stage.newest()
    assert extended.model_id == "pixverse-v6"
    assert list(extended.inputs) == [MediaRole.SOURCE_VIDEO]
    assert extended.origin == Origin(Kin.EXTENDED, generation.id, 1)


async def test_what_was_made_in_360p_can_be_rendered_in_1080p_with_the_same_seed(stage: Stage) -> None:
    generation, message = await made(stage, resolution="360p")
    assert [button.label for button in message.buttons] == [*ALL[:4], "Render in 1080p", "Delete"]

    await stage.press(stage.member, message, "Render in 1080p")

    rendered = await stage.newest()
    seed = generation.stored_takes[0].seed
    assert seed is not None
    assert rendered.settings == {**generation.settings, "resolution": "1080p", "seed": seed}
    assert rendered.origin == Origin(Kin.RENDERED, generation.id, 1)


async def test_what_the_model_refuses_in_1080p_is_said(stage: Stage) -> None:
    _, message = await made(stage, resolution="360p", motion="fast")

    answer = await stage.press(stage.member, message, "Render in 1080p")

    assert "`motion` `fast` and `resolution` `1080p`" in answer.text
    assert stage.ids.made == 1


async def test_where_a_video_came_from_is_said_and_linked_on_card_result_and_show(stage: Stage) -> None:
    generation, message = await made(stage)
    await stage.press(stage.member, message, "Again")
    again = await stage.newest()
    await stage.worker.tick()
    stage.provider.finish(again.id)
    await stage.let_pass()

    link = f"https://discord.com/channels/{stage.guild}/{stage.channel}/{message.id}"
    said = f"again of [{generation.id[:8]}]({link})"
    card, video = (await stage.posted())[-2:]
    assert said in card.text
    assert said in video.text
    assert said in (await stage.ask(stage.member, "show", id=again.id)).text


async def test_what_is_retired_can_be_asked_for_again_but_not_begun_with(stage: Stage) -> None:
    generation, message = await made(stage)
    await stage.store.retired(generation.id, stage.clock.now())

    for label in ("Animate last frame", "Extend"):
        refused = await stage.press(stage.member, message, label)
        assert "My copy of this video is gone" in refused.text
        assert refused.ephemeral
    assert (await (await stage.people.click(stage.member, message, label="Edit")).form()).title
    assert "**Queued**" in (await stage.press(stage.member, message, "Again")).text


async def test_what_began_with_files_that_are_gone_cannot_be_asked_for_again(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", files=FOX)
    generation = await stage.finish(await stage.submit())
    await stage.store.retired(generation.id, stage.clock.now())

    for label in ("Again", "Edit"):
        answer = await stage.press(stage.member, await result(stage), label)
        assert "The files that this was made from are gone" in answer.text


async def test_a_file_that_was_lost_is_said_to_be_gone(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", files=FOX)
    generation = await stage.finish(await stage.submit())
    for media in generation.inputs.values():
        await stage.media.remove(media)

    assert "are gone" in (await stage.press(stage.member, await result(stage), "Again")).text


async def test_a_private_result_is_gone_on_with_privately(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", private=True)
    await stage.finish(await stage.submit())
    (message,) = [found for found in await stage.seen() if found.attachments]

    card = await stage.press(stage.member, message, "Again")

    again = await stage.newest()
    assert again.private
    assert card.ephemeral
    assert f"id: {again.id}" in card.text
    assert await stage.posted() == []


async def test_a_directly_sent_result_says_where_to_go_on_from_it(stage: Stage) -> None:
    await stage.create(model="pixverse-v4", private=True)
    generation = await stage.submit()
    await stage.people.advance(20 * 60)
    stage.clock.advance(20 * 60)
    await stage.finish(generation)

    direct = await stage.people.direct_channel(stage.member)
    (video,) = await stage.people.read(direct, stage.member)
    assert [button.label for button in video.buttons] == ["Delete"]
    assert "use `/show` with its id" in video.text
    shown = await stage.ask(stage.member, "show", id=generation.id)
    assert [button.label for button in shown.buttons] == ALL
    await stage.press(stage.member, shown, "Again")
    assert (await stage.newest()).private


async def test_of_twelve_takes_one_is_chosen_and_gone_on_with(stage: Stage) -> None:
    generation = await stage.make(model="pixverse-v6", takes=12, resolution="360p")
    first, second = [message for message in await stage.posted() if message.attachments]
    assert [len(message.selects[0].values) for message in (first, second)] == [10, 2]
    assert [button.label for button in second.buttons] == ["Delete"]
    await restarted(stage)

    chosen = await (await stage.people.select(stage.owner, second, ["12"])).answer()

    assert chosen.ephemeral
    assert "Take 12 of 12" in chosen.text
    assert [button.label for button in chosen.buttons] == [*ALL[:4], "Render in 1080p"]
    await stage.press(stage.owner, chosen, "Render in 1080p")
    rendered = await stage.newest()
    assert rendered.origin == Origin(Kin.RENDERED, generation.id, 12)
    assert rendered.settings["seed"] == generation.stored_takes[11].seed
    assert rendered.takes_asked == 1


async def test_all_of_several_takes_are_made_again_at_one_press(stage: Stage) -> None:
    generation = await stage.make(model="pixverse-v6", takes=3, seed=7)
    message = await result(stage)
    assert [button.label for button in message.buttons] == ["Again", "Edit", "Delete"]

    await stage.press(stage.owner, message, "Again")

    again = await stage.newest()
    assert again.origin == Origin(Kin.AGAIN, generation.id, WHOLE)
    assert again.takes_asked == 3
    assert "seed" not in again.settings


async def test_the_last_frame_of_a_chosen_take_is_that_takes_own(stage: Stage) -> None:
    generation = await stage.make(model="pixverse-v6", takes=3)
    chosen = await (await stage.people.select(stage.member, await result(stage), ["3"])).answer()

    draft = await sent_form(stage, chosen, "Animate last frame")
    await stage.turn(stage.member, draft, "Generate")

    media = generation.stored_takes[2].media
    assert media
    first = (await stage.newest()).inputs[MediaRole.FIRST_FRAME]
    assert await stage.media.read(first) == b"last frame of " + await stage.media.read(media)


async def failed(stage: Stage, reason: FailureReason, **options: Any) -> Message:
    """The notice of a request that failed."""
    await stage.create(**{"model": "pixverse-v4", **options})
    generation = await stage.submit()
    stage.provider.fail(generation.id, reason)
    assert (await stage.pass_time()).state is State.FAILED
    return (await stage.posted())[-1]


async def test_a_failure_can_be_tried_again_with_all_its_settings(stage: Stage) -> None:
    notice = await failed(stage, FailureReason.PROVIDER_FAILED, seed=7, takes=2)
    generation = await stage.the_one()
    await restarted(stage)

    answer = await stage.press(stage.member, notice, "Try again")

    assert "**Queued**" in answer.text
    retried = await stage.newest()
    assert retried.settings == generation.settings
    assert retried.origin == Origin(Kin.RETRIED, generation.id)


async def test_a_failure_can_be_changed_before_it_is_tried_again(stage: Stage) -> None:
    notice = await failed(stage, FailureReason.MODERATED, prompt="an owl")

    asked = await stage.people.click(stage.member, notice, label="Edit")

    assert (await asked.form()).control("Prompt").value == "an owl"


@pytest.mark.parametrize("label", ["Try again", "Edit"])
async def test_what_failed_is_its_authors_to_try_again(stage: Stage, label: str) -> None:
    notice = await failed(stage, FailureReason.PROVIDER_FAILED)

    for other in (await stage.people.join(stage.guild, "eve"), stage.owner):
        assert "Only its author can go on" in (await stage.press(other, notice, label)).text
    assert stage.ids.made == 1


async def test_a_missing_model_can_be_had_from_the_other_provider_by_a_press(stage: Stage) -> None:
    notice = await failed(
        stage, FailureReason.MODEL_UNAVAILABLE, model="pixverse-v6", format="webm", duration=3
    )
    generation = await stage.the_one()
    assert [button.label for button in notice.buttons] == [
        "Try again",
        "Use pixverse-v6-skills (≈ $0.18)",
        "Edit",
    ]

    await stage.press(stage.member, notice, "Use pixverse-v6-skills (≈ $0.18)")

    elsewhere = await stage.newest()
    assert elsewhere.model_id == "pixverse-v6-skills"
    assert elsewhere.settings["duration"] == 3
    assert elsewhere.origin == Origin(Kin.RETRIED, generation.id)


async def test_what_was_made_in_another_server_is_nobodys_here(stage: Stage) -> None:
    generation, message = await made(stage)
    await rows(stage, f"UPDATE generations SET guild_id = 1 WHERE id = '{generation.id}'")

    assert "There is no video" in (await stage.press(stage.member, message, "Again")).text


async def test_above_the_servers_threshold_a_press_shows_a_draft_first_that_keeps_its_files(
    stage: Stage,
) -> None:
    await stage.create(model="pixverse-v4", files=FOX)
    generation = await stage.finish(await stage.submit())
    await stage.ask(stage.owner, "settings limits", confirm_above=0)

    draft = await stage.press(stage.member, await result(stage), "Again")

    assert draft.button("Generate")
    assert stage.ids.made == 1
    await stage.turn(stage.member, draft, "Generate")
    again = await stage.newest()
    assert again.origin == Origin(Kin.AGAIN, generation.id, 1)
    assert [media.path in stage.media.files for media in again.inputs.values()] == [True]


async def test_while_the_provider_is_in_trouble_the_other_is_offered_for_it(stage: Stage) -> None:
    await stage.make(model="pixverse-v6", duration=3)
    stage.services.troubles.failed(
        ProviderError("runware", FailureReason.OUT_OF_BALANCE, retryable=False), None
    )

    offer = await stage.press(stage.member, await result(stage), "Again")
    assert "can, for ≈ $0.18." in offer.text
    await stage.press(stage.member, offer, "Use pixverse-v6-skills (≈ $0.18)")

    again = await stage.newest()
    assert again.model_id == "pixverse-v6-skills"
    assert again.origin
    assert again.origin.kin is Kin.AGAIN
