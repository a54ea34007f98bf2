"""Cancel and Discard, by button and by command, by those who may and those who may not."""

import pytest

from bot.domain.generation import State
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


async def card(stage: Stage) -> Message:
    return (await stage.posted())[0]


async def test_cancel_gives_the_held_money_back_and_closes_the_card(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")

    answer = await stage.press(stage.member, await card(stage), "Cancel")

    assert answer.ephemeral
    assert "Cancelled. Nothing was charged; the $0.15" in answer.text
    assert (await stage.the_one()).state is State.CANCELLED
    shown = await card(stage)
    assert "**Cancelled**" in shown.text
    assert not shown.buttons


async def test_after_submission_the_button_is_discard_and_says_what_that_costs(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    await stage.submit()

    answer = await stage.press(stage.member, await card(stage), "Discard")

    assert "is charged (up to $0.15) and will not be posted" in answer.text
    assert not (await card(stage)).buttons
    assert (await stage.the_one()).discarded


async def test_a_discarded_video_is_charged_and_never_posted(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()
    await stage.press(stage.member, await card(stage), "Discard")

    ended = await stage.finish(generation)

    assert ended.state is State.CANCELLED
    assert ended.charged_micros == 150_000
    assert len(await stage.posted()) == 1
    assert "**Discarded** · it was not posted" in (await card(stage)).text


async def test_a_press_decides_by_what_is_true_now_not_by_what_the_button_says(stage: Stage) -> None:
    await stage.create()
    old_card = await card(stage)
    claimed = await stage.store.claim_for_submit("runware", stage.clock.now(), stage.clock.now(), 16, 1)
    assert len(claimed) == 1

    answer = await stage.press(stage.member, old_card, "Cancel")

    assert "Discarded" in answer.text


async def test_nobody_may_press_for_somebody_else(stage: Stage) -> None:
    await stage.create()
    stranger = await stage.people.join(stage.guild, "sam")

    answer = await stage.press(stranger, await card(stage), "Cancel")

    assert answer.ephemeral
    assert "Only its author and this server's moderators" in answer.text
    assert (await stage.the_one()).state is State.QUEUED


async def test_a_moderator_may_press_for_everybody(stage: Stage) -> None:
    await stage.create()

    answer = await stage.press(stage.owner, await card(stage), "Cancel")

    assert "Cancelled" in answer.text


async def test_buttons_work_after_a_restart(stage: Stage) -> None:
    await stage.create()
    await stage.stop_bot()
    await stage.start_bot()

    answer = await stage.press(stage.member, await card(stage), "Cancel")

    assert "Cancelled" in answer.text
    assert "**Cancelled**" in (await card(stage)).text


async def test_buttons_work_after_the_card_was_edited(stage: Stage) -> None:
    await stage.create()
    await stage.submit()
    await stage.pass_time()

    assert "Discarded" in (await stage.press(stage.member, await card(stage), "Discard")).text


async def test_a_press_that_comes_too_late_says_so(stage: Stage) -> None:
    await stage.create()
    old_card = await card(stage)
    await stage.store.cancel((await stage.the_one()).id, stage.clock.now())

    answer = await stage.press(stage.member, old_card, "Cancel")

    assert "too late" in answer.text


async def test_the_command_cancels_what_is_suggested(stage: Stage) -> None:
    await stage.create(prompt="an owl at night")
    generation = await stage.the_one()

    suggested = await stage.suggestions("cancel", "id", "")
    answer = await stage.ask(
        stage.member, "cancel", id=suggested[f"{generation.id[:8]} · waiting · an owl at night"]
    )

    assert "Cancelled" in answer.text
    assert await stage.suggestions("cancel", "id", "") == {}


async def test_only_own_videos_are_suggested(stage: Stage) -> None:
    await stage.create(who=stage.owner)

    assert await stage.suggestions("cancel", "id", "") == {}


async def test_an_id_may_be_pasted_as_it_is_shown(stage: Stage) -> None:
    await stage.create()
    generation = await stage.the_one()

    answer = await stage.ask(stage.member, "cancel", id=f" id: {generation.id.upper()} ")

    assert "Cancelled" in answer.text


async def test_the_start_of_an_id_is_enough_where_it_is_the_start_of_one_alone(stage: Stage) -> None:
    await stage.create(prompt="the first")
    await stage.create(prompt="the second")
    one = await stage.newest()

    ambiguous = await stage.ask(stage.member, "cancel", id="0000")
    assert "2 videos have an id that begins with `0000`" in ambiguous.text
    answer = await stage.ask(stage.member, "cancel", id=f"ID: {one.id[:8].upper()}")

    assert "Cancelled" in answer.text
    assert (await stage.store.get(one.id) or one).state is State.CANCELLED


async def test_what_a_stranger_may_not_see_is_not_found_by_the_start_of_its_id(stage: Stage) -> None:
    await stage.create(private=True)
    stranger = await stage.people.join(stage.guild, "sam")

    answer = await stage.ask(stranger, "cancel", id=(await stage.the_one()).id[:8])

    assert "There is no video with the id" in answer.text
    assert (await stage.the_one()).state is State.QUEUED


async def test_an_id_nobody_has_is_answered_with_what_to_do(stage: Stage) -> None:
    answer = await stage.ask(stage.member, "cancel", id="`@everyone`")

    assert "There is no video with the id `'@everyone'`" in answer.text


async def test_suggestions_that_fail_are_none_rather_than_an_error(stage: Stage) -> None:
    await stage.store.writer.do(
        lambda db: db.execute("ALTER TABLE generations RENAME COLUMN prompt TO words")
    )

    assert await stage.suggestions("cancel", "id", "owl") == {}


@pytest.mark.parametrize("custom_id", ["gl:cancel:x", "gl:pay:00000001-0000-4000-8000-000000000001"])
async def test_a_forged_button_has_no_effect(stage: Stage, custom_id: str) -> None:
    await stage.create()
    shown = await card(stage)
    stored = stage.sandbox.world.get_message(stage.channel, shown.id)
    replace_custom_id(stored.components, custom_id)

    pressed = await stage.people.click(stage.member, await card(stage), custom_id=custom_id)

    assert await pressed.settled(timeout_seconds=0.3) == "waiting"
    assert (await stage.the_one()).state is State.QUEUED


@pytest.mark.parametrize("author", ["7", "99999999999999999999"])
async def test_a_forged_page_button_takes_the_place_of_nothing_that_others_read(
    stage: Stage, author: str
) -> None:
    await stage.create()
    shown = await card(stage)
    forged = f"gl:history:{author}:0:"
    replace_custom_id(stage.sandbox.world.get_message(stage.channel, shown.id).components, forged)

    pressed = await stage.people.click(stage.member, await card(stage), custom_id=forged)

    answer = await pressed.answer()
    assert answer.ephemeral
    assert answer.id != shown.id
    assert (await card(stage)).text == shown.text


def replace_custom_id(nodes: list[dict[str, object]], custom_id: str) -> None:
    for node in nodes:
        if "custom_id" in node:
            node["custom_id"] = custom_id
        children = node.get("components")
        if isinstance(children, list):
            replace_custom_id(children, custom_id)


async def test_who_may_manage_messages_throughout_the_server_may_stop_what_others_asked_for(
    stage: Stage,
) -> None:
    role = await stage.people.role(stage.guild, "moderators", permissions=["manage_messages"])
    moderator = await stage.people.join(stage.guild, "mod", roles=[role])
    await stage.create(model="pixverse-v4")

    answer = await stage.press(moderator, await card(stage), "Cancel")

    assert "Cancelled" in answer.text


async def test_who_may_manage_messages_in_one_channel_alone_is_no_moderator_of_the_others(
    stage: Stage,
) -> None:
    corner = await stage.people.channel(stage.guild, "corner")
    keeper = await stage.people.join(stage.guild, "keeper")
    await stage.people.overwrite(corner, keeper, allow=["manage_messages"])
    await stage.create(model="pixverse-v4")
    generation = await stage.the_one()

    asked = await stage.people.slash(keeper, corner, "cancel", {"id": generation.id})

    assert "Only its author and this server's moderators" in (await asked.answer()).text
    assert (await stage.the_one()).state is State.QUEUED
