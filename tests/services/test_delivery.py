"""Posting once: too large, forbidden, unanswered, forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.domain.errors import DeliveryError, DeliveryTrouble, MediaUnavailable
from bot.domain.generation import Generation, State, StoredMedia
from bot.ports.delivery import Clip
from tests.support.fake_delivery import Purpose
from tests.support.fake_media import FakeMedia
from tests.support.studio import CHANNEL, MEMBER, Studio


@dataclass
class BrokenFit(FakeMedia):
    """A library that can make no smaller copies just now."""

    asked: list[int] = field(default_factory=list)

    async def fit(self, media: StoredMedia, limit_bytes: int) -> StoredMedia | None:
        self.asked.append(limit_bytes)
        raise MediaUnavailable("no space left", retryable=True)


async def finished(studio: Studio, **request: int) -> Generation:
    generation = await studio.running(**request)
    studio.provider.finish(generation.id)
    return generation


async def charged_without_a_message(studio: Studio, generation: Generation) -> bool:
    ended = await studio.now(generation)
    money = await studio.money(generation)
    return (
        ended.state is State.DELIVERED
        and ended.messages.result_ids == ()
        and money["charged"] == 150_000
        and len(studio.results(generation)) == 0
    )


async def test_a_file_above_the_announced_limit_is_made_smaller(studio: Studio) -> None:
    studio.media.result_bytes = 5_000
    generation = await finished(studio, upload_limit_bytes=3_000)
    await studio.pass_time(10)

    (clip,) = studio.results(generation)[0].clips
    assert clip.file is not None
    assert clip.file.size_bytes == 3_000


async def test_each_refusal_for_size_halves_the_file(studio: Studio) -> None:
    studio.media.result_bytes = 8_000
    studio.delivery.largest_bytes = 2_500
    generation = await finished(studio, upload_limit_bytes=8_000)
    await studio.pass_time(10)

    (clip,) = studio.results(generation)[0].clips
    assert clip.file is not None
    assert clip.file.size_bytes == 2_000


async def test_a_file_that_stays_too_large_becomes_a_link(studio: Studio) -> None:
    studio.media.result_bytes = 8_000
    studio.delivery.largest_bytes = 1
    generation = await finished(studio, upload_limit_bytes=8_000)
    await studio.pass_time(10)

    (clip,) = studio.results(generation)[0].clips
    assert (clip.file, clip.link) == (None, f"https://media.example/{generation.id}-0.mp4")


async def test_messages_that_came_before_one_too_large_are_not_posted_again_however_long_fitting_takes(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = await finished(studio)
    post = studio.delivery.post_result

    async def second_message_too_large(
        posted: Generation, clips: Sequence[Clip], *, again: bool
    ) -> Sequence[int]:
        ids = await post(posted, clips, again=again)
        monkeypatch.undo()
        studio.clock.advance(600)
        raise DeliveryError(DeliveryTrouble.TOO_LARGE, f"after {ids}")

    monkeypatch.setattr(studio.delivery, "post_result", second_message_too_large)
    await studio.pass_time(10)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert len(studio.results(generation)) == 1


async def test_what_cannot_be_made_smaller_becomes_a_link(studio: Studio) -> None:
    studio.media.result_bytes = 8_000
    studio.media.smallest_fit_bytes = 5_000
    generation = await finished(studio, upload_limit_bytes=3_000)
    await studio.pass_time(10)

    (clip,) = studio.results(generation)[0].clips
    assert (clip.file, clip.link) == (None, clip.take.url)


async def test_a_disk_that_cannot_make_smaller_copies_does_not_keep_the_video_back(studio: Studio) -> None:
    studio.media = BrokenFit()
    studio.start()
    generation = await finished(studio)
    await studio.pass_time(10)

    (clip,) = studio.results(generation)[0].clips
    assert (clip.file, clip.link) == (None, clip.take.url)


@pytest.mark.parametrize(
    "trouble",
    [
        DeliveryTrouble.FORBIDDEN,
        DeliveryTrouble.CHANNEL_GONE,
        DeliveryTrouble.REFUSED,
        DeliveryTrouble.MESSAGE_GONE,
    ],
)
async def test_what_may_not_be_posted_is_charged_told_directly_and_kept(
    studio: Studio, trouble: DeliveryTrouble
) -> None:
    generation = await finished(studio)
    studio.delivery.meet(Purpose.RESULT, trouble)
    await studio.pass_time(60)

    assert await charged_without_a_message(studio, generation)
    (letter,) = studio.delivery.letters[generation.id]
    assert (letter.author_id, letter.state, letter.charged_micros) == (
        MEMBER.discord_id, State.DELIVERED, 150_000,
    )  # fmt: skip
    assert studio.media.files


async def test_closed_direct_messages_end_it_all_the_same(studio: Studio) -> None:
    generation = await finished(studio)
    studio.delivery.closed_channels.add(CHANNEL)
    studio.delivery.letter_troubles.append(DeliveryTrouble.FORBIDDEN)
    await studio.pass_time(60)

    assert await charged_without_a_message(studio, generation)


async def test_a_direct_message_that_got_no_answer_is_tried_again(studio: Studio) -> None:
    """Nobody may be left without a word because Discord hiccuped at the wrong moment."""
    generation = await finished(studio)
    studio.delivery.closed_channels.add(CHANNEL)
    studio.delivery.letter_troubles.extend([DeliveryTrouble.UNAVAILABLE] * 2)
    await studio.pass_time(60)

    assert await charged_without_a_message(studio, generation)
    assert len(studio.delivery.letters[generation.id]) == 1


async def test_without_an_answer_it_is_posted_later(studio: Studio) -> None:
    generation = await finished(studio)
    studio.delivery.unavailable(Purpose.RESULT, 3)
    await studio.pass_time(60)

    assert len(studio.results(generation)) == 1
    assert (await studio.now(generation)).state is State.DELIVERED


@pytest.mark.parametrize("outage_seconds", [0, 1_000])
async def test_a_message_whose_answer_was_lost_is_found_again_however_late(
    studio: Studio, outage_seconds: float
) -> None:
    generation = await finished(studio)
    studio.delivery.lose_answers(Purpose.RESULT)
    await studio.pass_time(5)
    studio.clock.advance(outage_seconds)
    await studio.restart()
    await studio.pass_time(60)

    (result,) = studio.results(generation)
    assert (await studio.now(generation)).messages.result_ids == (result.id,)


async def test_a_notice_whose_answer_was_lost_is_found_again_however_late(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.fail(generation.id)
    studio.delivery.lose_answers(Purpose.NOTICE)
    await studio.pass_time(5)
    studio.clock.advance(1_000)
    await studio.restart()
    await studio.pass_time(60)

    (notice,) = studio.notices(generation)
    assert (await studio.now(generation)).messages.notice_id == notice.id


async def test_a_notice_that_may_not_be_posted_is_told_directly_once(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.fail(generation.id)
    studio.delivery.closed_channels.add(CHANNEL)
    studio.delivery.letter_troubles.append(DeliveryTrouble.UNAVAILABLE)
    await studio.pass_time(600)

    assert studio.notices(generation) == []
    (letter,) = studio.delivery.letters[generation.id]
    assert letter.state is State.FAILED


async def test_a_notice_without_an_answer_comes_later(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.fail(generation.id)
    studio.delivery.unavailable(Purpose.NOTICE, 4)
    await studio.pass_time(10)
    assert studio.notices(generation) == []

    await studio.pass_time(120)
    assert len(studio.notices(generation)) == 1


async def test_a_generation_discarded_while_its_video_is_made_to_fit_is_not_posted(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = await studio.running()
    studio.provider.finish(generation.id)
    fit = studio.media.fit

    async def discarded_meanwhile(media: StoredMedia, limit_bytes: int) -> StoredMedia | None:
        await studio.generations.cancel(generation.id, MEMBER)
        return await fit(media, limit_bytes)

    monkeypatch.setattr(studio.media, "fit", discarded_meanwhile)
    await studio.pass_time(20)

    assert studio.results(generation) == []
    assert (await studio.now(generation)).state is State.CANCELLED


async def test_a_generation_discarded_after_an_answer_was_lost_stays_posted_nowhere(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.finish(generation.id)
    studio.delivery.lose_answers(Purpose.RESULT)
    studio.delivery.removal_troubles.append(DeliveryTrouble.UNAVAILABLE)
    while not studio.results(generation):
        await studio.pass_time(1)
    await studio.generations.cancel(generation.id, MEMBER)
    await studio.pass_time(60)

    assert (await studio.now(generation)).state is State.CANCELLED
    assert [message.deleted for message in studio.results(generation)] == [True]


async def test_a_generation_discarded_while_discord_is_away_is_not_posted(studio: Studio) -> None:
    generation = await finished(studio)
    studio.delivery.unavailable(Purpose.RESULT, 2)
    await studio.pass_time(5)
    await studio.generations.cancel(generation.id, MEMBER)
    await studio.pass_time(60)

    assert studio.results(generation) == []
    assert (await studio.now(generation)).state is State.CANCELLED
    assert (await studio.money(generation))["charged"] == 150_000
