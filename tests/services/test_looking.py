"""What members are shown, when the files behind it make trouble."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import GenerationUnknown, IdAmbiguous
from bot.domain.generation import Generation, State, StoredMedia
from bot.domain.sight import Viewer
from bot.services.looking import Shown
from tests.support.fake_delivery import Purpose
from tests.support.fake_media import FakeMedia
from tests.support.studio import AUTHOR, CHANNEL, GUILD, Studio

AUTHORS = Viewer(AUTHOR, GUILD, frozenset({CHANNEL}))
OTHERS = Viewer(6, GUILD, frozenset({CHANNEL}))


async def delivered(studio: Studio, **request: object) -> Generation:
    generation = await studio.running(**request)
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    return await studio.now(generation)


async def show(studio: Studio, typed: str, viewer: Viewer = AUTHORS, limit_bytes: int = 10_000) -> Shown:
    return await studio.services.looking.show(viewer, typed, limit_bytes, 10)


async def test_a_video_comes_by_file_and_by_link(studio: Studio) -> None:
    generation = await delivered(studio)

    for viewer in (AUTHORS, OTHERS):
        (clip,) = (await show(studio, generation.id, viewer)).clips
        assert clip.file == generation.takes[0].media
        assert clip.link == generation.takes[0].url
        assert clip.link_ends_at is None


async def test_a_link_of_ours_ends_with_our_copy(studio: Studio) -> None:
    studio.public_url = "https://bot.example"
    studio.start()
    generation = await delivered(studio)

    (clip,) = (await show(studio, generation.id)).clips

    assert generation.settled_at
    assert clip.link
    assert clip.link.startswith("https://bot.example/media/")
    assert clip.link_ends_at == generation.settled_at + timedelta(days=30)


async def test_what_is_too_large_is_made_smaller_and_else_linked(studio: Studio) -> None:
    generation = await delivered(studio)

    (smaller,) = (await show(studio, generation.id, limit_bytes=500)).clips
    (linked,) = (await show(studio, generation.id, limit_bytes=50)).clips

    assert smaller.file
    assert smaller.file.size_bytes == 500
    assert linked.file is None
    assert linked.link


async def test_a_file_that_cannot_be_made_smaller_for_it_is_gone_is_linked(studio: Studio) -> None:
    generation = await delivered(studio)
    studio.media.files.clear()

    (clip,) = (await show(studio, generation.id, limit_bytes=500)).clips

    assert clip.file is None


async def test_what_was_removed_after_its_time_is_gone(studio: Studio) -> None:
    generation = await delivered(studio)
    await studio.store.retired(generation.id, studio.clock.now())

    shown = await show(studio, generation.id)

    assert (shown.gone, shown.clips) == (True, ())


async def test_a_moderator_may_know_of_what_is_not_posted_but_not_watch_it(studio: Studio) -> None:
    studio.delivery.unavailable(Purpose.RESULT, 100)
    generation = await delivered(studio)
    moderators = replace(OTHERS, is_moderator=True)

    shown = await show(studio, generation.id, moderators)

    assert shown.generation.state is State.SUCCEEDED
    assert shown.clips == ()


async def test_only_so_many_come_by_file(studio: Studio) -> None:
    generation = await delivered(studio, takes=3)

    shown = await studio.services.looking.show(AUTHORS, generation.id, 10_000, 2)

    assert [clip.file is not None for clip in shown.clips] == [True, True, False]


async def test_queue_history_and_results_are_the_viewers(studio: Studio) -> None:
    done = await delivered(studio, prompt="an owl")
    waiting = await studio.request(prompt="a fox")
    looking = studio.services.looking

    queue = await looking.queue(OTHERS, 5)
    page = await looking.history(OTHERS, AUTHOR, "owl", 0, 5)

    assert [line.generation.id for line in queue.lines] == [waiting.id]
    assert queue.own == []
    assert [generation.id for generation in page.generations] == [done.id]
    assert [generation.id for generation in await looking.results(AUTHORS, "")] == [done.id]
    assert await looking.results(OTHERS, "") == []


async def test_a_place_in_line_is_told(studio: Studio) -> None:
    await studio.request()
    second = await studio.request()

    assert (await show(studio, second.id)).place_in_line == 2


async def test_an_id_has_to_be_one_generations(studio: Studio) -> None:
    await studio.request()
    await studio.request()

    with pytest.raises(IdAmbiguous) as ambiguous:
        await show(studio, "0000")
    assert len(ambiguous.value.ids) == 2
    for typed in ("000", "0000000f", ""):
        with pytest.raises(GenerationUnknown):
            await show(studio, typed)


async def test_no_more_are_suggested_than_can_be_shown(studio: Studio) -> None:
    for _ in range(26):
        await studio.request()

    assert len(await studio.services.looking.suggestions(AUTHORS, "")) == 25
    assert len(await studio.services.looking.suggestions(AUTHORS, "0000")) == 25


async def test_one_of_several_videos_can_be_shown_alone(studio: Studio) -> None:
    generation = await delivered(studio, takes=3)

    second = await show(studio, f"{generation.id[:8]}/2")
    beyond = await show(studio, f"{generation.id}/4")

    assert [clip.take for clip in second.clips] == [generation.takes[1]]
    assert second.first == 1
    assert len(beyond.clips) == 3


async def test_nobody_waits_long_for_a_smaller_file(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(FakeMedia):
        async def fit(self, media: StoredMedia, limit_bytes: int) -> StoredMedia | None:
            if media.size_bytes > limit_bytes:
                await asyncio.Event().wait()
            return media

    monkeypatch.setattr("bot.services.looking._PATIENCE_SECONDS", 0.01)
    studio.media = Slow()
    studio.start()
    generation = await delivered(studio)

    (clip,) = (await show(studio, generation.id, limit_bytes=500)).clips

    assert clip.file is None
    assert clip.link
