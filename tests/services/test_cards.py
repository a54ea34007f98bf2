"""One card per generation: it follows the stages, and is left alone when nothing changed."""

import asyncio

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import Generation, State
from bot.ports.delivery import Progress
from bot.services import Pace
from tests.support.fake_delivery import Purpose
from tests.support.studio import AUTHOR, CHANNEL, GUILD, MEMBER, Studio


def progress_on(studio: Studio, generation: Generation) -> Progress:
    progress = studio.card(generation).progress
    assert progress
    return progress


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


async def test_a_card_far_back_in_line_is_looked_at_more_rarely(studio: Studio) -> None:
    studio.pace = Pace(max_running=1)
    studio.start()
    line = [await studio.request() for _ in range(61)]
    await studio.pass_time(8, step_seconds=0.25)
    near, far = line[10], line[60]
    assert [studio.card(one).place_in_line for one in (near, far)] == [10, 60]

    for one in line[1:4]:
        await studio.generations.cancel(one.id, MEMBER)
    await studio.pass_time(11, step_seconds=0.25)
    assert [studio.card(one).place_in_line for one in (near, far)] == [7, 60]
    await studio.pass_time(20, step_seconds=0.25)
    assert studio.card(far).place_in_line == 57


async def test_who_waits_for_their_own_videos_is_told_so(studio: Studio) -> None:
    await studio.store.change_server(GUILD, {"concurrent": 1}, AUTHOR, studio.clock.now())
    first, second = await studio.request(), await studio.request()
    await studio.pass_time(15)
    assert progress_on(studio, second).held_back == 1

    studio.provider.finish(first.id)
    await studio.pass_time(30)
    assert studio.card(second).shown.state is State.RUNNING
    assert progress_on(studio, second).held_back is None


async def test_a_card_says_how_long_such_a_video_usually_takes(studio: Studio) -> None:
    for _ in range(5):
        generation = await studio.running()
        await studio.pass_time(40)
        studio.provider.finish(generation.id)
        await studio.pass_time(120)

    last = await studio.running()
    await studio.pass_time(5)

    usual = progress_on(studio, last).usual
    assert usual is not None
    assert 40 <= usual.total_seconds() <= 60


async def test_a_card_that_may_not_be_edited_because_it_is_old_is_tried_again_rarely(studio: Studio) -> None:
    studio.pace = Pace(max_running=1)
    studio.deadline_seconds = 7_200
    studio.start()
    running, waiting = await studio.running(), await studio.request()
    await studio.pass_time(3_700, step_seconds=50)
    studio.delivery.unavailable(Purpose.CARD, 3)
    studio.provider.finish(running.id)
    await studio.pass_time(100)
    refused_once = len(studio.delivery.troubles[Purpose.CARD])

    await studio.pass_time(600)

    assert refused_once >= 1
    assert studio.card(waiting).shown.state is State.RUNNING
    assert studio.card(running).shown.state is State.DELIVERED


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
