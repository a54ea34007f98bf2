"""One card per generation: it follows the stages, and is left alone when nothing changed."""

import asyncio

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import State
from bot.services import Pace
from tests.support.fake_delivery import Purpose
from tests.support.studio import CHANNEL, Studio


async def test_the_card_follows_the_stages_to_the_end(studio: Studio) -> None:
    generation = await studio.request()
    await studio.cards.show(generation.id)
    assert studio.card(generation).shown.state is State.QUEUED

    await studio.pass_time(15)
    assert studio.card(generation).shown.state is State.RUNNING

    studio.provider.finish(generation.id)
    await studio.pass_time(30)
    assert studio.card(generation).shown.state is State.DELIVERED


async def test_showing_gives_the_generation_with_its_card(studio: Studio) -> None:
    generation = await studio.request()
    shown = await studio.cards.show(generation.id)

    assert shown is not None
    assert shown.messages.card_id == studio.card(generation).id


async def test_there_is_no_card_of_nothing(studio: Studio) -> None:
    assert await studio.cards.show("unknown") is None


async def test_a_card_that_would_look_the_same_is_not_edited(studio: Studio) -> None:
    generation = await studio.running()
    await studio.pass_time(20)
    edits = studio.card(generation).edits
    await studio.pass_time(600)
    await studio.cards.show(generation.id)

    assert studio.card(generation).edits == edits


async def test_a_waiting_card_shows_its_place_and_is_edited_when_it_moves_up(studio: Studio) -> None:
    studio.pace = Pace(max_running=1)
    studio.start()
    first, second, third = [await studio.request() for _ in range(3)]
    await studio.pass_time(30)
    assert [studio.card(one).place_in_line for one in (first, second, third)] == [None, 1, 2]
    edits = studio.card(third).edits
    await studio.pass_time(60)
    assert studio.card(third).edits == edits

    studio.provider.finish(first.id)
    await studio.pass_time(30)
    assert studio.card(third).place_in_line == 1


async def test_shown_by_command_and_worker_at_once_it_is_one_card(studio: Studio) -> None:
    generation = await studio.request()
    await asyncio.gather(*(studio.cards.show(generation.id) for _ in range(5)), studio.worker.tick())

    assert studio.card(generation).generation_id == generation.id


async def test_a_card_without_an_answer_is_shown_later(studio: Studio) -> None:
    studio.delivery.unavailable(Purpose.CARD, 2)
    generation = await studio.request()
    shown = await studio.cards.show(generation.id)
    assert shown is not None
    assert shown.messages.card_id is None

    await studio.pass_time(30)
    assert studio.card(generation).shown.state is State.RUNNING


async def test_a_card_whose_answer_was_lost_is_not_posted_twice(studio: Studio) -> None:
    studio.delivery.lose_answers(Purpose.CARD)
    generation = await studio.request()
    await studio.cards.show(generation.id)
    studio.clock.advance(1_000)
    await studio.restart()
    await studio.pass_time(30)

    card_id = (await studio.now(generation)).messages.card_id
    assert card_id == studio.card(generation).id


async def test_a_card_that_somebody_deleted_is_left_alone_and_the_video_comes(studio: Studio) -> None:
    generation = await studio.running()
    card = studio.card(generation)
    card.deleted = True
    edits = card.edits
    studio.provider.finish(generation.id)
    await studio.pass_time(60)

    assert studio.card(generation).edits == edits
    assert len(studio.results(generation)) == 1


async def test_where_the_bot_may_not_write_no_card_is_tried_again(studio: Studio) -> None:
    studio.delivery.meet(Purpose.CARD, DeliveryTrouble.FORBIDDEN)
    generation = await studio.running()
    await studio.pass_time(60)

    assert studio.delivery.messages(generation, Purpose.CARD) == []
    assert studio.delivery.channels.get(CHANNEL, []) == []
