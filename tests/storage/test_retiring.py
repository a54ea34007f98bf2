from datetime import datetime, timedelta

from bot.domain.generation import MediaRole
from tests.storage.world import START, World, video

INPUT = {MediaRole.FIRST_FRAME: video("inputs/1.png")}


async def to_retire(world: World, before: datetime, count: int = 9) -> list[str]:
    return [generation.id for generation in await world.store.to_retire(before, count)]


async def test_what_ended_longest_ago_goes_first_and_only_if_it_ended_before(world: World) -> None:
    second = await world.settled("b")
    first = await world.delivered("a")
    world.clock.instant += timedelta(seconds=5)
    await world.store.delivered(second.id, [902], world.clock.now())

    assert await to_retire(world, START) == []
    assert await to_retire(world, world.later(0)) == [first.id]
    assert await to_retire(world, world.later(1)) == [first.id, second.id]
    assert await to_retire(world, world.later(1), count=1) == [first.id]


async def test_whatever_the_end_its_files_go(world: World) -> None:
    waiting, expired, cancelled = [await world.accepted(inputs=INPUT) for _ in range(3)]
    await world.store.cancel(cancelled.id, START)
    await world.store.expire(expired.id, START + timedelta(hours=1))
    running = await world.running(inputs=INPUT)
    await world.failed(running)

    due = await world.store.to_retire(START + timedelta(days=1), 9)

    assert {each.id for each in due} == {cancelled.id, expired.id, running.id}
    assert all(each.inputs == INPUT for each in due)
    assert waiting.id not in {each.id for each in due}


async def test_what_is_under_way_is_kept_however_old(world: World) -> None:
    for generation in (await world.running(), await world.succeeded("a"), await world.settled("b")):
        assert generation.ended_at is None

    assert await to_retire(world, START + timedelta(days=999)) == []


async def test_what_was_retired_says_so_and_is_not_due_again(world: World) -> None:
    generation = await world.delivered("a", inputs=INPUT)

    await world.store.retired(generation.id, world.later(7))

    retired = await world.now(generation)
    assert retired.retired_at == world.later(7)
    assert retired.stored_takes == generation.stored_takes
    assert await to_retire(world, START + timedelta(days=999)) == []


async def test_an_input_is_kept_until_its_generation_is_retired(world: World) -> None:
    first = await world.delivered("a", inputs=INPUT)
    await world.accepted(inputs={MediaRole.LAST_FRAME: video("inputs/2.png")})
    assert await world.store.input_paths() == {"inputs/1.png", "inputs/2.png"}

    await world.store.retired(first.id, START)

    assert await world.store.input_paths() == {"inputs/2.png"}
