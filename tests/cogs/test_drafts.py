"""The draft's page: its buttons, its forms, and what becomes of it."""

import asyncio
from typing import Any

import pytest

from bot.domain.generation import MediaRole
from bot.domain.money import Micros
from bot.domain.request import Requester
from tests.cogs.composing import composed, edited
from tests.cogs.stage import Stage

GONE = "This draft cannot be used any more"
MINUTES_16 = 16 * 60
FOX = ("fox.png", b"fox")
OWL = ("owl.png", b"owl")


async def confirming(stage: Stage, above_micros: int = 100_000) -> None:
    """Have the server want a draft before whatever costs more."""
    requester = stage.owner
    await stage.store.change_server(
        stage.guild, {"confirm_above_micros": above_micros}, requester, stage.clock.now()
    )


async def test_above_what_the_server_has_set_a_request_is_a_draft_first(stage: Stage) -> None:
    await confirming(stage)

    draft = await stage.create(model="pixverse-v4", duration=8, camera="zoom_in", files={"image": FOX})

    assert draft.ephemeral
    assert "nothing is made or charged until you press **Generate**" in draft.text
    assert "8 s" in draft.text
    assert "zoom_in" in draft.text
    assert "Price: **$0.30**" in draft.text
    assert [button.label for button in draft.buttons] == [
        *("Generate", "Draft in 360p", "Edit", "More options", "Cancel")
    ]
    assert stage.ids.made == 0
    await stage.turn(stage.member, draft, "Generate")
    generation = await stage.the_one()
    assert (generation.settings["camera"], list(generation.inputs)) == ("zoom_in", [MediaRole.FIRST_FRAME])


async def test_what_costs_no_more_is_made_at_once(stage: Stage) -> None:
    await confirming(stage, 150_000)

    assert "**Queued**" in (await stage.create(model="pixverse-v4")).text


async def test_a_draft_in_360p_is_one_take_of_the_same(stage: Stage) -> None:
    await confirming(stage)
    draft = await stage.create(model="pixverse-v4", takes=3, seed=7)

    queued = await stage.turn(stage.member, draft, "Draft in 360p")

    generation = await stage.the_one()
    assert generation.settings["resolution"] == "360p"
    assert (generation.takes_asked, generation.settings["seed"]) == (1, 7)
    assert "$0.12 is held" in queued.text


async def test_edit_opens_the_form_filled_and_changes_the_page_itself(stage: Stage) -> None:
    draft = await composed(stage, duration=["8"], options=["style=anime"])
    asked = await stage.people.click(stage.member, draft, label="Edit")
    form = await asked.form()
    assert {control.custom_id: control.chosen for control in form.controls if control.chosen} == {
        "model": ["pixverse-v4"],
        "duration": ["8"],
        "options": ["style=anime"],
    }
    assert form.controls[0].value == "a fox in the snow"

    changed = await edited(stage, draft, "Edit", prompt="an owl", duration=["5"], options=["resolution=540p"])

    assert "an owl" in changed.text
    assert "5 s" in changed.text
    assert "540p" in changed.text
    assert "anime" not in changed.text
    assert changed.id == draft.id
    assert len(await stage.seen(stage.member)) == 1


async def test_more_options_are_asked_for_apart_and_keep_the_rest(stage: Stage) -> None:
    draft = await composed(stage, duration=["8"], options=["style=anime"])

    changed = await edited(
        stage, draft, "More options", camera=["zoom_in"], negative="rain", seed="42", takes=["2"]
    )

    assert "anime" in changed.text
    await stage.turn(stage.member, changed, "Generate")
    settings = (await stage.the_one()).settings
    assert {
        name: settings[name] for name in ("camera", "negative", "seed", "takes", "style", "duration")
    } == {
        "camera": "zoom_in",
        "negative": "rain",
        "seed": 42,
        "takes": 2,
        "style": "anime",
        "duration": 8,
    }


async def test_words_where_a_number_belongs_are_refused_on_the_draft_and_kept(stage: Stage) -> None:
    draft = await edited(stage, await composed(stage), "More options", seed="lucky")

    assert "`lucky`" in draft.text
    assert "a whole number from 0" in draft.text
    assert "seed: " not in [button.label for button in draft.buttons]
    mended = await stage.turn(stage.member, draft, "Leave out seed")
    assert mended.button("Generate")


async def test_a_second_image_is_the_last_and_an_unticked_one_goes(stage: Stage) -> None:
    draft = await composed(stage, {"image": [FOX]})
    asked = await stage.people.click(stage.member, draft, label="Edit")
    assert [control.custom_id for control in (await asked.form()).controls][3] == "last_image"

    both = await edited(stage, draft, "Edit", {"last_image": [OWL]})
    assert "Begins with" in both.text
    assert "Ends with" in both.text

    one = await edited(stage, both, "Edit", options=["keep=last_frame"])
    assert "Begins with" not in one.text
    assert "Ends with" in one.text
    assert len([path for path in stage.media.files if path.startswith("inputs/")]) == 1


async def test_an_image_takes_the_place_of_a_shape_that_was_chosen_before(stage: Stage) -> None:
    draft = await composed(stage, options=["aspect=1:1"])
    assert "1:1" in draft.text

    changed = await edited(stage, draft, "Edit", {"image": [FOX]})

    assert "1:1" not in changed.text
    assert changed.button("Generate")


async def test_cancel_removes_the_draft_and_its_files(stage: Stage) -> None:
    draft = await composed(stage, {"image": [FOX]})

    after = await stage.turn(stage.member, draft, "Cancel")

    assert "nothing was charged" in after.text
    assert not after.buttons
    assert not stage.media.files


@pytest.mark.parametrize("label", ["Generate", "Draft in 360p", "Edit", "More options", "Cancel"])
async def test_an_expired_draft_says_so_at_every_button(stage: Stage, label: str) -> None:
    draft = await composed(stage)
    stage.clock.advance(25 * 3600)
    await stage.worker.tick()

    assert GONE in (await stage.turn(stage.member, draft, label)).text
    assert stage.ids.made == 0


@pytest.mark.parametrize("label", ["Generate", "Draft in 360p", "More options", "Edit", "Cancel"])
async def test_somebody_elses_press_comes_to_nothing(stage: Stage, label: str) -> None:
    """No client lets them, but ids can be made up."""
    draft = await composed(stage)
    member = await _member(stage)
    kept = await _drafts(stage)
    await (await stage.people.click(stage.member, draft, label="Edit")).form()
    pressed = (await stage.people.books.interactions())[-1]["payload"]
    button = draft.button(label)
    assert button
    before = await _edits(stage)

    forged = {
        **pressed,
        "data": {**pressed["data"], "custom_id": button.custom_id},
        "member": member,
    }
    stage.sandbox.gateway.feed("INTERACTION_CREATE", forged)
    await _until_edited(stage, before + 1)

    assert await _drafts(stage) == kept
    assert stage.ids.made == 0


async def test_every_button_works_after_a_restart_and_when_the_first_token_is_dead(stage: Stage) -> None:
    draft = await composed(stage)
    await stage.people.advance(MINUTES_16)
    await stage.stop_bot()
    await stage.start_bot()

    changed = await edited(stage, draft, "Edit", prompt="an owl")
    queued = await stage.turn(stage.member, changed, "Generate")

    assert "**Queued**" in queued.text
    assert (await stage.the_one()).prompt == "an owl"


async def test_generate_pressed_twice_makes_one_video_and_says_the_same_twice(stage: Stage) -> None:
    draft = await composed(stage)

    before = await _edits(stage)

    await asyncio.gather(
        stage.people.click(stage.member, draft, label="Generate"),
        stage.people.click(stage.member, draft, label="Generate"),
    )

    await _until_edited(stage, before + 2)
    (generation,) = await stage.services.generations.find(
        Requester(stage.member, stage.guild), "", active_only=False
    )
    (after,) = [message for message in await stage.seen() if message.ephemeral]
    assert f"id: {generation.id}" in after.text
    assert "**Queued**" in after.text
    assert len(await stage.posted()) == 1


async def test_a_limit_that_is_reached_meanwhile_stands_on_the_draft(stage: Stage) -> None:
    draft = await composed(stage)
    stage.policy.member_daily_micros = Micros(100_000)

    refused = await stage.turn(stage.member, draft, "Generate")

    assert "of your daily quota" in refused.text
    assert "a fox in the snow" in refused.text
    assert refused.button("Edit")
    stage.policy.member_daily_micros = Micros(1_000_000)
    assert "**Queued**" in (await stage.turn(stage.member, refused, "Generate")).text


async def test_where_the_bot_may_not_post_the_draft_says_so_and_can_be_made_private(stage: Stage) -> None:
    await stage.people.overwrite(stage.channel, stage.sandbox.world.bot_user.id, deny=["send_messages"])
    draft = await composed(stage)
    assert "Send Messages" in draft.text

    edits = await _edits(stage)
    await stage.people.click(stage.member, draft, label="Generate")
    # It says what the draft said before: only that it came can be seen.
    await _until_edited(stage, edits + 1)
    assert stage.ids.made == 0

    private = await stage.turn(stage.member, draft, "Only you see it")
    assert "Only you will see" in private.text
    await stage.turn(stage.member, private, "Generate")
    assert (await stage.the_one()).private


async def test_a_bot_that_is_closing_leaves_the_draft_for_after_its_restart(stage: Stage) -> None:
    draft = await composed(stage)
    stage.services.generations.closing = True
    refused = await stage.turn(stage.member, draft, "Generate")
    assert "I am restarting" in refused.text
    await stage.stop_bot()
    await stage.start_bot()

    assert "**Queued**" in (await stage.turn(stage.member, refused, "Generate")).text


async def _edits(stage: Stage) -> int:
    return len(await stage.people.books.requests("PATCH", "/webhooks/*"))


async def _until_edited(stage: Stage, times: int) -> None:
    async with asyncio.timeout(10):
        while await _edits(stage) < times:
            await asyncio.sleep(0.01)


async def _drafts(stage: Stage) -> list[Any]:
    return list(await stage.store.expired_drafts(stage.clock.now().replace(year=2100), 10))


async def _member(stage: Stage) -> dict[str, Any]:
    """The owner, as an interaction's payload names who presses."""
    asked = await stage.people.slash(stage.owner, stage.channel, "compose")
    await asked.form()
    member: dict[str, Any] = (await stage.people.books.interactions())[-1]["payload"]["member"]
    return member
