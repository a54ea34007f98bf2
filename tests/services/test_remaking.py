"""What a press under a video asks for, of whom, and with which files."""

from typing import Any

import pytest

from bot.domain.dead_ends import AuthorsOnly, InputsGone, NothingMade, VideoDeleted, VideoGone
from bot.domain.errors import GenerationUnknown, MediaUnavailable, UnknownModel
from bot.domain.generation import FailureReason, Generation, MediaRole, Place, StoredMedia
from bot.domain.lineage import WHOLE, Kin, Origin
from bot.domain.models import CATALOGUE
from bot.domain.onward import ways_on
from bot.domain.request import GenerationRequest, Requester
from bot.domain.sight import Viewer
from bot.services.remaking import Asking
from tests.support.fake_media import FakeMedia
from tests.support.studio import AUTHOR, CHANNEL, GUILD, MEMBER, Studio, picture

STRANGER = 78
TWO_FRAMES = {MediaRole.FIRST_FRAME: picture(), MediaRole.LAST_FRAME: picture("last_image")}


def asking(who: int = AUTHOR, key: str = "press", guild: int = GUILD) -> Asking:
    place = Place(guild, CHANNEL)
    private = Place(guild, CHANNEL, interaction_token="token")
    return Asking(key, Requester(who, guild), frozenset({CHANNEL}), 1, place, private)


async def finished(studio: Studio, **request: Any) -> Generation:
    generation = await studio.running(**request)
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    return await studio.now(generation)


async def failed(studio: Studio, **request: Any) -> Generation:
    generation = await studio.running(**request)
    studio.provider.fail(generation.id, FailureReason.MODEL_UNAVAILABLE)
    await studio.pass_time(10)
    return await studio.now(generation)


async def asked(
    studio: Studio,
    kin: Kin,
    generation: Generation,
    take: int = 1,
    who: int = AUTHOR,
    model: str | None = None,
) -> GenerationRequest:
    origin = Origin(kin, generation.id, take)
    return await studio.services.remaking.request_of(origin, asking(who), model)


def without(settings: Any, *names: str) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if name not in names}


def inputs(studio: Studio) -> list[str]:
    return [path for path in studio.media.files if path.startswith("inputs/")]


async def test_again_is_one_take_of_the_same_with_a_new_seed(studio: Studio) -> None:
    generation = await finished(studio, takes=3, seed=7, style="anime")

    request = await asked(studio, Kin.AGAIN, generation, take=2)

    assert request.options == without(generation.settings, "seed", "takes")
    assert (request.prompt, request.model_id) == (generation.prompt, generation.model_id)
    assert request.origin == Origin(Kin.AGAIN, generation.id, 2)
    assert request.request_key == "press"
    assert (await studio.generations.request(request)).takes_asked == 1


async def test_again_of_the_whole_asks_for_as_many_takes(studio: Studio) -> None:
    generation = await finished(studio, takes=3, seed=7)

    request = await asked(studio, Kin.AGAIN, generation, WHOLE)

    assert request.options == without(generation.settings, "seed")


@pytest.mark.parametrize("kin", [Kin.CONTINUED, Kin.EXTENDED, Kin.RENDERED, Kin.EDITED])
async def test_everything_else_is_of_one_take(studio: Studio, kin: Kin) -> None:
    with pytest.raises(NothingMade):
        await asked(studio, kin, await finished(studio, takes=3), WHOLE)


async def test_edit_and_try_again_keep_everything(studio: Studio) -> None:
    generation = await finished(studio, takes=3, seed=7, style="anime")
    lost = await failed(studio, takes=3, seed=7, style="anime")

    assert (await asked(studio, Kin.EDITED, generation)).options == generation.settings
    assert (await asked(studio, Kin.RETRIED, lost)).options == lost.settings


async def test_two_presses_of_try_again_are_one_try_until_it_has_ended(studio: Studio) -> None:
    generation = await failed(studio)
    remaking, origin = studio.services.remaking, Origin(Kin.RETRIED, generation.id)
    requests = [await remaking.request_of(origin, asking(key=key)) for key in ("first", "second")]

    tries = [await studio.generations.request(request) for request in requests]

    assert len({each.id for each in tries}) == 1
    await studio.generations.cancel(tries[0].id, MEMBER)
    later = await studio.generations.request(await remaking.request_of(origin, asking(key="third")))
    assert later.id != tries[0].id
    elsewhere = await remaking.request_of(origin, asking(key="fourth"), "pixverse-v5.6")
    assert (await studio.generations.request(elsewhere)).id != later.id


async def test_a_render_has_the_seed_of_its_take(studio: Studio) -> None:
    generation = await finished(studio, takes=2, resolution="360p", seed=7)

    request = await asked(studio, Kin.RENDERED, generation, take=2)

    seed = generation.stored_takes[1].seed
    expected = without(generation.settings, "takes") | {"resolution": "1080p", "seed": seed}
    assert request.options == expected


async def test_what_begins_with_a_clip_names_the_take_and_leaves_its_shape_to_it(studio: Studio) -> None:
    generation = await finished(studio, takes=2, seed=7)

    continued = await asked(studio, Kin.CONTINUED, generation, take=2)
    extended = await asked(studio, Kin.EXTENDED, generation, take=2)

    assert continued.sources == {MediaRole.FIRST_FRAME: f"{generation.id}/2"}
    assert extended.sources == {MediaRole.SOURCE_VIDEO: f"{generation.id}/2"}
    assert continued.options == without(generation.settings, "seed", "takes", "aspect")
    assert continued.model_id == "pixverse-v4"
    assert extended.model_id == "pixverse-v6"
    assert not extended.options.keys() & {"motion", "aspect", "seed", "takes"}
    assert (await studio.generations.request(continued)).origin == continued.origin


async def test_what_began_with_a_picture_does_not_say_so_in_its_options(studio: Studio) -> None:
    generation = await finished(studio, attachments=TWO_FRAMES)

    for kin in (Kin.AGAIN, Kin.EDITED, Kin.CONTINUED, Kin.EXTENDED):
        request = await asked(studio, kin, generation)
        assert not {"image", "last_image"} & request.options.keys()


async def test_its_files_are_copied_and_either_may_go_without_the_other(studio: Studio) -> None:
    generation = await finished(studio, attachments=TWO_FRAMES)

    again = await studio.generations.request(await asked(studio, Kin.AGAIN, generation))
    await studio.services.removal.remove(generation.id, MEMBER)

    assert again.inputs.keys() == generation.inputs.keys()
    assert {media.path for media in again.inputs.values()} == set(inputs(studio))


async def test_a_request_that_comes_to_nothing_leaves_no_copies(studio: Studio) -> None:
    generation = await finished(studio, attachments=TWO_FRAMES)
    request = await asked(studio, Kin.AGAIN, generation)
    assert len(inputs(studio)) == 4

    await studio.services.remaking.forget(request)

    assert set(inputs(studio)) == {media.path for media in generation.inputs.values()}


async def test_a_press_that_comes_twice_copies_once(studio: Studio) -> None:
    generation = await finished(studio, attachments=TWO_FRAMES)
    first = await studio.generations.request(await asked(studio, Kin.AGAIN, generation))

    second = await studio.generations.request(await asked(studio, Kin.AGAIN, generation))

    assert second.id == first.id
    assert len(inputs(studio)) == 4


async def test_a_press_that_comes_twice_at_once_leaves_no_copies(studio: Studio) -> None:
    generation = await finished(studio, attachments=TWO_FRAMES)
    first, second = [await asked(studio, Kin.AGAIN, generation) for _ in range(2)]
    assert len(inputs(studio)) == 6

    accepted = await studio.generations.request(first)
    assert await studio.generations.request(second) == accepted

    assert set(inputs(studio)) == set(await studio.store.input_paths())
    assert len(inputs(studio)) == 4


async def test_whoever_may_watch_goes_on_and_pays(studio: Studio) -> None:
    generation = await finished(studio)

    request = await asked(studio, Kin.AGAIN, generation, who=STRANGER)

    assert request.requester.discord_id == STRANGER
    assert (await studio.generations.request(request)).author_discord_id == STRANGER


async def test_a_model_that_was_offered_and_is_no_more_is_not_replaced_by_another(studio: Studio) -> None:
    generation = await failed(studio)

    request = await asked(studio, Kin.RETRIED, generation, model="pixverse-v0")

    with pytest.raises(UnknownModel):
        await studio.generations.request(request)


async def test_a_private_one_is_gone_on_with_privately_by_its_author_alone(studio: Studio) -> None:
    generation = await finished(studio, private=True)

    request = await asked(studio, Kin.AGAIN, generation)

    assert request.private
    assert request.place.interaction_token == "token"
    with pytest.raises(GenerationUnknown):
        await asked(studio, Kin.AGAIN, generation, who=STRANGER)


async def test_what_failed_or_is_under_way_is_its_authors(studio: Studio) -> None:
    lost, running = await failed(studio), await studio.running()
    moderator = Viewer(STRANGER, GUILD, frozenset({CHANNEL}), is_moderator=True)

    for generation in (lost, running):
        with pytest.raises(AuthorsOnly):
            await asked(studio, Kin.RETRIED, generation, who=STRANGER)
        with pytest.raises(AuthorsOnly):
            await studio.services.remaking.source(Origin(Kin.EDITED, generation.id), moderator)


async def test_elsewhere_it_is_unknown(studio: Studio) -> None:
    generation = await finished(studio)

    origin = Origin(Kin.AGAIN, generation.id)
    with pytest.raises(GenerationUnknown):
        await studio.services.remaking.request_of(origin, asking(STRANGER, guild=GUILD + 1))


@pytest.mark.parametrize("take", [3, 99])
async def test_there_are_no_other_takes_than_those_that_were_made(studio: Studio, take: int) -> None:
    generation = await finished(studio, takes=2)

    for kin in (Kin.AGAIN, Kin.CONTINUED, Kin.RENDERED):
        with pytest.raises(NothingMade):
            await asked(studio, kin, generation, take=take)


@pytest.mark.parametrize("kin", [Kin.CONTINUED, Kin.EXTENDED, Kin.RENDERED])
async def test_nothing_begins_with_a_video_that_never_was(studio: Studio, kin: Kin) -> None:
    with pytest.raises(NothingMade):
        await asked(studio, kin, await failed(studio))


async def test_what_was_deleted_leads_nowhere(studio: Studio) -> None:
    generation = await finished(studio)
    await studio.services.removal.remove(generation.id, MEMBER)

    for kin in Kin:
        with pytest.raises(VideoDeleted):
            await asked(studio, kin, generation)


async def test_after_its_files_were_retired_only_what_needs_none_goes_on(studio: Studio) -> None:
    bare, framed = await finished(studio), await finished(studio, attachments=TWO_FRAMES)
    for generation in (bare, framed):
        await studio.store.retired(generation.id, studio.clock.now())

    for kin in (Kin.AGAIN, Kin.EDITED, Kin.RENDERED):
        assert (await asked(studio, kin, bare)).inputs == {}
        with pytest.raises(InputsGone):
            await asked(studio, kin, framed)
    for kin in (Kin.CONTINUED, Kin.EXTENDED):
        with pytest.raises(VideoGone):
            await asked(studio, kin, bare)


async def test_a_file_that_is_not_there_any_more_leaves_no_half_copied_request(studio: Studio) -> None:
    generation = await finished(studio, attachments=TWO_FRAMES)
    await studio.media.remove(generation.inputs[MediaRole.LAST_FRAME])

    with pytest.raises(InputsGone):
        await asked(studio, Kin.AGAIN, generation)

    assert inputs(studio) == [generation.inputs[MediaRole.FIRST_FRAME].path]


class FullDisk(FakeMedia):
    async def duplicate(self, media: StoredMedia) -> StoredMedia:
        raise MediaUnavailable("no space left", retryable=True)


async def test_a_full_disk_is_not_taken_for_a_lost_file(studio: Studio) -> None:
    generation = await finished(studio, attachments=TWO_FRAMES)
    studio.media = FullDisk(files=studio.media.files)
    studio.start()

    with pytest.raises(MediaUnavailable):
        await asked(studio, Kin.AGAIN, generation)


async def test_elsewhere_it_is_tried_again_without_what_that_model_lacks(studio: Studio) -> None:
    generation = await failed(studio, model="pixverse-v6", attachments=TWO_FRAMES, format="webm")

    request = await asked(studio, Kin.RETRIED, generation, model="pixverse-v6-skills")

    assert request.model_id == "pixverse-v6-skills"
    assert request.inputs.keys() == {MediaRole.FIRST_FRAME}
    assert "format" not in request.options
    assert (await studio.generations.request(request)).provider == "skills_video"


async def test_a_model_that_has_left_the_catalogue_is_named_in_the_refusal(studio: Studio) -> None:
    generation = await finished(studio)
    await studio.rows("UPDATE generations SET model_id = 'pixverse-v3' WHERE id = ?", generation.id)

    assert (await asked(studio, Kin.AGAIN, generation)).model_id == "pixverse-v3"


async def test_a_render_is_offered_for_first_looks_that_the_model_can_sharpen(studio: Studio) -> None:
    small, large = await finished(studio, resolution="360p"), await finished(studio)

    assert Kin.RENDERED in ways_on(CATALOGUE, small)
    assert Kin.RENDERED not in ways_on(CATALOGUE, large)
    assert Kin.EXTENDED in ways_on(CATALOGUE, large)
    assert Kin.EXTENDED not in ways_on(type(CATALOGUE)([CATALOGUE.models[0]]), large)


async def test_a_render_is_not_offered_with_a_seed_that_the_model_does_not_take(studio: Studio) -> None:
    """Runware may name seeds of 32 bits, and takes those of 31 (rules.json R14)."""
    small = await finished(studio, resolution="360p")
    await studio.rows("UPDATE takes SET seed = 3626764237 WHERE generation_id = ?", small.id)

    assert Kin.RENDERED not in ways_on(CATALOGUE, await studio.now(small))
