"""Where finished videos are posted."""

import pytest

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import Generation, State
from bot.domain.request import Requester
from tests.support.fake_delivery import Purpose
from tests.support.studio import AUTHOR, CHANNEL, GUILD, Studio

MANAGER = Requester(AUTHOR, GUILD, is_manager=True)
GALLERY = 77


async def to_gallery(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"results_channel_id": GALLERY})


async def made(studio: Studio, **said: bool) -> Generation:
    generation = await studio.running(**said)
    studio.provider.finish(generation.id)
    await studio.pass_time(20)
    return await studio.now(generation)


def places(studio: Studio, purpose: Purpose) -> list[int]:
    return [
        channel_id
        for channel_id, messages in studio.delivery.channels.items()
        for message in messages
        if message.purpose is purpose
    ]


async def test_without_a_decision_videos_are_posted_where_they_were_asked_for(studio: Studio) -> None:
    generation = await made(studio)

    assert places(studio, Purpose.RESULT) == [CHANNEL] == [generation.results_channel_id]


async def test_videos_go_to_the_results_channel_and_cards_stay_where_they_are(studio: Studio) -> None:
    await to_gallery(studio)

    generation = await made(studio)

    assert places(studio, Purpose.CARD) == [CHANNEL]
    assert places(studio, Purpose.RESULT) == [GALLERY] == [generation.results_channel_id]


async def test_a_private_video_stays_with_its_author(studio: Studio) -> None:
    await to_gallery(studio)

    generation = await made(studio, private=True)

    assert generation.state is State.DELIVERED
    assert generation.messages.posted_in_id is None


@pytest.mark.parametrize("trouble", [DeliveryTrouble.CHANNEL_GONE, DeliveryTrouble.FORBIDDEN])
async def test_where_the_results_channel_is_out_of_reach_the_asking_one_has_to_do(
    studio: Studio, trouble: DeliveryTrouble
) -> None:
    await to_gallery(studio)
    studio.delivery.meet(Purpose.RESULT, trouble)

    generation = await made(studio)

    assert places(studio, Purpose.RESULT) == [CHANNEL] == [generation.results_channel_id]


async def test_where_both_are_out_of_reach_the_author_is_told(studio: Studio) -> None:
    await to_gallery(studio)
    studio.delivery.meet(Purpose.RESULT, DeliveryTrouble.FORBIDDEN, 2)

    generation = await made(studio)

    assert len(studio.delivery.letters[generation.id]) == 1


async def test_a_new_decision_moves_no_video_whose_post_may_have_arrived(studio: Studio) -> None:
    await to_gallery(studio)
    studio.delivery.lose_answers(Purpose.RESULT)
    generation = await studio.running()
    studio.provider.finish(generation.id)
    while not places(studio, Purpose.RESULT):
        await studio.pass_time(1, 1)
    assert (await studio.now(generation)).state is State.SUCCEEDED
    await studio.services.servers.change(MANAGER, {"results_channel_id": GALLERY + 1})
    await studio.restart()

    await studio.pass_time(600)

    assert places(studio, Purpose.RESULT) == [GALLERY]
    assert (await studio.now(generation)).state is State.DELIVERED


async def test_the_channel_itself_may_be_the_results_channel(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"results_channel_id": CHANNEL})

    assert (await made(studio)).messages.posted_in_id is None
