"""`/compose`: the form, and what comes back from it."""

from bot.domain.errors import MediaProblem
from bot.domain.generation import MediaRole
from tests.cogs.composing import composed, opened, sent
from tests.cogs.stage import Stage

FILM = ("clip.mp4", b"film")
FOX = ("fox.png", b"fox")
OWL = ("owl.png", b"owl")


async def test_the_form_asks_for_prompt_model_length_images_and_options(stage: Stage) -> None:
    form = await (await opened(stage)).form()

    assert form.title == "Make a video"
    assert [(control.custom_id, control.label, control.required) for control in form.controls] == [
        ("prompt", "Prompt", True),
        ("model", "Model", False),
        ("duration", "Length", False),
        ("image", "Images", False),
        ("options", "Options", False),
    ]
    assert stage.ids.made == 0


async def test_forms_and_drafts_speak_the_members_language(stage: Stage) -> None:
    await stage.services.preferences.set(stage.member, "language", "de")

    draft = await composed(stage)
    more = await (await stage.people.click(stage.member, draft, label="Weitere Optionen")).form()

    assert "Entwurf" in draft.text
    camera = next(control for control in more.controls if control.custom_id == "camera")
    assert "Waagerechter Schwenk nach links." in [option["description"] for option in camera.raw["options"]]


async def test_a_form_becomes_a_private_draft_with_its_price_and_what_is_left(stage: Stage) -> None:
    draft = await composed(stage, duration=["8"], options=["resolution=360p", "style=anime"])

    assert draft.ephemeral
    assert "a fox in the snow" in draft.text
    assert "`pixverse-v4` · 8 s · 360p" in draft.text
    assert "anime" in draft.text
    assert "Price: **$0.23**" in draft.text
    assert "Left of your quota for today" in draft.text
    assert "Left of this server's budget for today" in draft.text
    assert f"The video will be posted in <#{stage.channel}>" in draft.text
    assert [button.label for button in draft.buttons] == ["Generate", "Edit", "More options", "Cancel"]
    assert await stage.posted() == []
    assert stage.ids.made == 0


async def test_generate_makes_what_the_form_said(stage: Stage) -> None:
    draft = await composed(
        stage,
        model=["pixverse-v6"],
        duration=["4"],
        options=["resolution=540p", "audio=yes", "multi_clip=yes"],
    )

    queued = await stage.turn(stage.member, draft, "Generate")

    generation = await stage.the_one()
    assert generation.prompt == "a fox in the snow"
    assert generation.model_id == "pixverse-v6"
    assert {
        name: generation.settings[name] for name in ("duration", "resolution", "audio", "multi_clip")
    } == {
        "duration": 4,
        "resolution": "540p",
        "audio": True,
        "multi_clip": True,
    }
    (card,) = await stage.posted()
    assert "**Queued**" in queued.text
    assert f"/{card.id}" in queued.text
    assert f"id: {generation.id}" in queued.text
    assert not queued.buttons


async def test_images_in_the_form_are_the_first_and_the_last_frame(stage: Stage) -> None:
    draft = await composed(stage, {"image": [FOX, OWL]})

    assert "Begins with" in draft.text
    assert "Ends with" in draft.text
    await stage.turn(stage.member, draft, "Generate")

    inputs = (await stage.the_one()).inputs
    assert list(inputs) == [MediaRole.FIRST_FRAME, MediaRole.LAST_FRAME]
    assert all(media.path in stage.media.files for media in inputs.values())


async def test_a_video_in_the_form_is_worked_on(stage: Stage) -> None:
    draft = await composed(stage, {"image": [FILM]}, model=["pixverse-v6"])

    assert "Works on" in draft.text
    await stage.turn(stage.member, draft, "Generate")
    assert list((await stage.the_one()).inputs) == [MediaRole.SOURCE_VIDEO]


async def test_a_file_that_cannot_be_used_is_told_and_all_else_is_kept(stage: Stage) -> None:
    stage.media.useless["fox.png"] = MediaProblem.ANIMATED

    draft = await composed(stage, {"image": [FOX]}, duration=["8"])

    assert "`fox.png` is animated" in draft.text
    assert "a fox in the snow" in draft.text
    assert "8 s" in draft.text
    assert "Begins with" not in draft.text
    assert draft.button("Generate")


async def test_what_a_model_lacks_is_explained_with_the_way_out_one_click_away(stage: Stage) -> None:
    draft = await composed(stage, duration=["7"])

    assert "this cannot be made as it is" in draft.text
    assert "`duration`" in draft.text
    assert "5 or 8" in draft.text
    assert not draft.button("Generate")

    mended = await stage.turn(stage.member, draft, "duration: 8")

    assert "8 s" in mended.text
    assert mended.button("Generate")


async def test_a_form_that_is_sent_after_a_restart_is_taken_in(stage: Stage) -> None:
    asked = await opened(stage)
    await asked.form()
    await stage.stop_bot()
    await stage.start_bot()

    draft = await sent(stage, asked, prompt="a fox in the snow")

    assert "a fox in the snow" in draft.text
    assert draft.button("Generate")


async def test_a_form_may_be_filled_in_for_longer_than_a_token_lives(stage: Stage) -> None:
    asked = await opened(stage)
    await asked.form()
    await stage.people.advance(20 * 60)
    stage.clock.advance(20 * 60)

    draft = await sent(stage, asked, prompt="a slow fox")

    assert "a slow fox" in draft.text


async def test_a_command_that_was_answered_too_late_opens_no_form_and_breaks_nothing(stage: Stage) -> None:
    await stage.people.fault("error", method="POST", path="/interactions/*", status=404, code=10062, times=2)
    late = await opened(stage)
    assert await late.settled(1.0) in {"waiting", "failed"}
    await stage.people.clear_faults()

    assert (await composed(stage)).button("Generate")


async def test_a_form_whose_sending_is_not_answered_at_once_is_sent_again(stage: Stage) -> None:
    await stage.people.fault("drop_before", method="POST", path="/interactions/*", times=1)

    form = await (await opened(stage)).form()

    assert form.title == "Make a video"


async def test_a_form_over_an_expired_draft_says_so(stage: Stage) -> None:
    asked = await opened(stage)
    await asked.form()
    stage.clock.advance(25 * 3600)
    await stage.worker.tick()

    assert "This draft cannot be used any more" in (await sent(stage, asked, prompt="a fox")).text


async def test_two_values_for_one_option_are_one_with_a_word_about_it(stage: Stage) -> None:
    draft = await composed(stage, options=["resolution=540p", "resolution=1080p"])

    assert "You chose several values for `resolution`; one is kept." in draft.text
    assert "540p" in draft.text


async def test_a_private_form_is_answered_by_the_card_in_the_drafts_place(stage: Stage) -> None:
    draft = await composed(stage, options=["private"])
    assert "Only you will see the card and the video." in draft.text

    card = await stage.turn(stage.member, draft, "Generate")

    generation = await stage.the_one()
    assert generation.private
    assert generation.place.interaction_token
    assert card.ephemeral
    assert f"id: {generation.id}" in card.text
    assert card.button("Cancel")
    assert await stage.posted() == []


async def test_the_longest_prompt_in_japanese_is_shown_and_taken_as_it_was_typed(stage: Stage) -> None:
    prompt = "雪の中の狐" * 409

    draft = await composed(stage, prompt=prompt)
    edited = await stage.people.click(stage.member, draft, label="Edit")

    assert (await edited.form()).controls[0].value == prompt
    await stage.turn(stage.member, draft, "Generate")
    assert (await stage.the_one()).prompt == prompt


async def test_what_a_member_prefers_is_filled_in_and_can_be_taken_out(stage: Stage) -> None:
    await stage.services.preferences.set(stage.member, "style", "anime")
    await stage.services.preferences.set(stage.member, "model_id", "pixverse-v4.5")
    asked = await opened(stage)
    options = next(one for one in (await asked.form()).controls if one.custom_id == "options")
    assert options.chosen == ["style=anime"]

    draft = await sent(stage, asked, prompt="a fox", options=[])

    assert "pixverse-v4.5" in draft.text
    assert "anime" not in draft.text
