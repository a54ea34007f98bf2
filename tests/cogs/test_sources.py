"""`image_from` and `video_from`: an earlier result begins a new one."""

import pytest

from bot.domain.generation import MediaRole
from tests.cogs.stage import Stage


async def test_own_videos_are_suggested_with_prompt_and_age_each_take_by_itself(stage: Stage) -> None:
    fox = await stage.make(prompt="a fox in the snow")
    await stage.people.advance(3 * 3_600)
    stage.clock.advance(3 * 3_600)
    owl = await stage.make(prompt="an owl", takes=2, private=True)
    await stage.make(stage.owner, prompt="somebody else's")
    await stage.create(prompt="without a video yet")

    assert await stage.suggestions("create", "image_from", "") == {
        "an owl · take 1 · just now": owl.id,
        "an owl · take 2 · just now": f"{owl.id}/2",
        "a fox in the snow · 3 h ago": fox.id,
    }
    assert list((await stage.suggestions("create", "video_from", "SNOW fox")).values()) == [fox.id]


async def test_a_new_video_begins_with_the_last_frame_of_an_earlier_one(stage: Stage) -> None:
    earlier = await stage.make(takes=2)

    answer = await stage.create(model="pixverse-v4", image_from=f"{earlier.id}/2")

    assert "**Queued**" in answer.text
    inputs = (await stage.newest()).inputs
    assert list(inputs) == [MediaRole.FIRST_FRAME]
    assert (await stage.media.read(inputs[MediaRole.FIRST_FRAME])).startswith(b"last frame of video")
    assert "from an image" in (await stage.posted())[-1].text


async def test_an_earlier_video_is_worked_on_as_a_whole(stage: Stage) -> None:
    earlier = await stage.make()

    await stage.create(model="pixverse-v6", video_from=f"id: {earlier.id}")

    assert list((await stage.newest()).inputs) == [MediaRole.SOURCE_VIDEO]


async def test_a_file_and_a_result_for_the_same_thing_are_refused(stage: Stage) -> None:
    earlier = await stage.make()

    answer = await stage.create(
        model="pixverse-v4", image_from=earlier.id, files={"image": ("a.png", b"first")}
    )

    assert "`image` and `image_from` say the same thing in two ways" in answer.text
    assert "Leave one of them out" in answer.text
    assert stage.ids.made == 1


@pytest.mark.parametrize("reference", ["nonsense", "00000001-0000-4000-8000-000000000001/3"])
async def test_a_result_that_nobody_has_is_refused_with_what_to_do(stage: Stage, reference: str) -> None:
    await stage.make()

    answer = await stage.create(model="pixverse-v4", image_from=reference)

    assert f"there is no video `{reference}` here that you may use" in answer.text
    assert "Nothing was charged." in answer.text


async def test_a_result_whose_file_was_removed_is_refused(stage: Stage) -> None:
    earlier = await stage.make()
    await stage.store.retired(earlier.id, stage.clock.now())

    answer = await stage.create(model="pixverse-v4", image_from=earlier.id)

    assert "was removed" in answer.text
    assert await stage.suggestions("create", "image_from", "") == {}


async def test_a_model_without_source_video_names_the_one_that_has_it(stage: Stage) -> None:
    earlier = await stage.make()

    answer = await stage.create(model="pixverse-v4", video_from=earlier.id)

    assert "`pixverse-v4` cannot do `video_from`: it has no `video_from`" in answer.text
    assert "`pixverse-v6` has it" in answer.text


async def test_a_forbidden_combination_names_the_option_that_was_given(stage: Stage) -> None:
    earlier = await stage.make()

    answer = await stage.create(model="pixverse-v4", image_from=earlier.id, aspect="1:1")

    assert "does not allow `aspect` `1:1` and `image_from` together" in answer.text
    assert "Leave out `aspect` or leave out `image_from`." in answer.text
