"""What a video begins with: files, and results of earlier ones."""

import pytest

from bot.domain.errors import (
    CombinationForbidden,
    GivenTwice,
    MediaUnavailable,
    OptionNotSupported,
    Rejection,
    ResultGone,
    ResultUnknown,
)
from bot.domain.generation import Generation, MediaRole
from tests.support.studio import Studio, picture

FIRST, VIDEO = MediaRole.FIRST_FRAME, MediaRole.SOURCE_VIDEO


async def delivered(studio: Studio, **request: object) -> Generation:
    """An earlier result."""
    generation = await studio.running(**request)
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    return await studio.now(generation)


async def test_a_video_can_begin_with_the_last_frame_of_an_earlier_one(studio: Studio) -> None:
    earlier = await delivered(studio)

    generation = await studio.request(sources={FIRST: earlier.id})

    assert generation.settings["image"] is True
    kept = studio.media.files[generation.inputs[FIRST].path]
    assert kept.startswith(b"last frame of video https://media.example/")


async def test_a_video_can_go_on_from_all_of_an_earlier_one(studio: Studio) -> None:
    earlier = await delivered(studio)

    generation = await studio.request(model="pixverse-v6", sources={VIDEO: earlier.id})

    own, theirs = generation.inputs[VIDEO].path, earlier.stored_takes[0].media
    assert theirs is not None
    assert own != theirs.path
    assert studio.media.files[own] == studio.media.files[theirs.path]


async def test_an_attached_video_is_taken_in_as_one(studio: Studio) -> None:
    attachment = picture("video", "https://cdn.example/a.mp4")

    generation = await studio.request(model="pixverse-v6", attachments={VIDEO: attachment})

    assert generation.inputs[VIDEO].mime == "video/mp4"


async def test_one_of_several_takes_can_be_chosen(studio: Studio) -> None:
    earlier = await delivered(studio, takes=2)

    generation = await studio.request(sources={FIRST: f" ID: {earlier.id.upper()}/2 "})

    assert b"-1.mp4" in studio.media.files[generation.inputs[FIRST].path]


@pytest.mark.parametrize("reference", ["", "nothing", "{id}/0", "{id}/3", "{id}/x", "{id}/1/1"])
async def test_what_is_no_earlier_result_is_refused_and_nothing_is_kept(
    studio: Studio, reference: str
) -> None:
    earlier = await delivered(studio, takes=2)
    before = set(studio.media.files)

    with pytest.raises(ResultUnknown) as caught:
        await studio.request(sources={FIRST: reference.replace("{id}", earlier.id)})

    assert caught.value.option == "image_from"
    assert set(studio.media.files) == before


async def test_what_others_had_posted_may_be_gone_on_with(studio: Studio) -> None:
    earlier = await delivered(studio)

    assert (await studio.request(author=77, sources={FIRST: earlier.id})).inputs


async def test_what_was_posted_where_the_member_may_not_read_may_not(studio: Studio) -> None:
    earlier = await delivered(studio)

    with pytest.raises(ResultUnknown):
        await studio.request(author=77, sources={FIRST: earlier.id}, readable=frozenset({1}))


async def test_the_start_of_an_id_will_do_if_it_is_the_only_one(studio: Studio) -> None:
    earlier = await delivered(studio)

    assert (await studio.request(sources={FIRST: earlier.id[:8]})).inputs

    with pytest.raises(ResultUnknown):
        await studio.request(sources={FIRST: "0000"})


async def test_results_of_other_servers_may_not(studio: Studio) -> None:
    earlier = await delivered(studio)

    with pytest.raises(ResultUnknown):
        await studio.request(guild=99, sources={FIRST: earlier.id})


async def test_anothers_private_or_discarded_result_may_not_and_ones_own_may(studio: Studio) -> None:
    discarded = await studio.running()
    await studio.store.discard(discarded.id, studio.clock.now())
    studio.provider.finish(discarded.id)
    await studio.pass_time(10)
    hidden = await delivered(studio, private=True)

    for earlier in (discarded, hidden):
        with pytest.raises(ResultUnknown):
            await studio.request(author=77, sources={FIRST: earlier.id})
        assert (await studio.request(sources={FIRST: earlier.id})).inputs


async def test_a_result_whose_file_is_gone_is_said_to_be(studio: Studio) -> None:
    earlier = await delivered(studio)
    studio.media.files.clear()

    with pytest.raises(ResultGone):
        await studio.request(sources={FIRST: earlier.id})


async def test_after_thirty_days_a_result_is_removed_and_cannot_be_gone_on_with(studio: Studio) -> None:
    earlier = await delivered(studio, attachments={FIRST: picture()})
    young = await studio.running()
    assert len(studio.media.files) == 2

    studio.clock.advance(30 * 86_400)
    await studio.worker.tick()

    assert studio.media.files == {}
    assert (await studio.now(earlier)).retired_at == studio.clock.now()
    assert (await studio.now(young)).retired_at is None
    with pytest.raises(ResultGone):
        await studio.request(sources={FIRST: earlier.id})


async def test_a_file_and_a_result_for_the_same_frame_are_refused(studio: Studio) -> None:
    earlier = await delivered(studio)

    with pytest.raises(GivenTwice) as caught:
        await studio.request(attachments={FIRST: picture()}, sources={FIRST: earlier.id})

    assert (caught.value.option, caught.value.other) == ("image", "image_from")


async def test_a_model_without_source_videos_refuses_one_before_anything_is_kept(studio: Studio) -> None:
    earlier = await delivered(studio)
    before = set(studio.media.files)

    with pytest.raises(OptionNotSupported) as caught:
        await studio.request(sources={VIDEO: earlier.id})

    assert caught.value.option == "video_from"
    assert set(studio.media.files) == before


async def test_what_was_kept_before_a_refusal_is_forgotten(studio: Studio) -> None:
    with pytest.raises(Rejection):
        await studio.request(
            attachments={MediaRole.LAST_FRAME: picture("last_image")}, sources={FIRST: "nothing"}
        )

    assert studio.media.files == {}


async def test_inputs_that_a_crash_left_behind_are_removed_at_the_next_start(studio: Studio) -> None:
    kept = await studio.request(attachments={FIRST: picture()})
    left = await studio.media.take_in_image(picture())
    studio.clock.advance(3_601)

    await studio.sweep()

    assert left.path not in studio.media.files
    assert kept.inputs[FIRST].path in studio.media.files


async def test_inputs_that_cannot_be_swept_keep_nothing_from_starting(studio: Studio) -> None:
    studio.media.sweep_troubles.append(MediaUnavailable("read-only", retryable=True))
    left = await studio.media.take_in_image(picture())
    studio.clock.advance(3_601)

    await studio.sweep()

    assert left.path in studio.media.files


async def test_a_forbidden_combination_is_named_by_what_the_member_said(studio: Studio) -> None:
    earlier = await delivered(studio)

    with pytest.raises(CombinationForbidden) as caught:
        await studio.request(sources={FIRST: earlier.id}, aspect="1:1")

    assert ("image_from", True) in caught.value.combination
    assert ("image_from", ()) in caught.value.remedies
    assert "pixverse-v6-skills" in caught.value.models_allowing
