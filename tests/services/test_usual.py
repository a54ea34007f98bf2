"""How long a video usually takes, from the bot's own history."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.generation import Generation, State
from bot.services.usual import LEAST, UsualTimes
from tests.support.studio import Studio

ENOUGH = [40.0] * LEAST
"""Seconds that videos took."""


@pytest.fixture
def usual(studio: Studio) -> UsualTimes:
    return UsualTimes(studio.store, studio.clock)


async def made_in(studio: Studio, *seconds: float, **request: Any) -> Generation:
    """Make videos that take so long, one after the other, and give the last."""
    for each in seconds[:-1]:
        await made_in(studio, each, **request)
    generation = await studio.running(**request)
    studio.clock.advance(seconds[-1])
    studio.provider.finish(generation.id)
    await studio.pass_time(60)
    made = await studio.now(generation)
    assert made.state is State.DELIVERED
    return made


def taken(generation: Generation) -> timedelta:
    assert generation.settled_at
    assert generation.submitted_at
    return generation.settled_at - generation.submitted_at


async def test_nothing_is_said_to_be_usual_before_five_were_made(studio: Studio, usual: UsualTimes) -> None:
    made = await made_in(studio, *ENOUGH[1:])
    assert await usual.of(made) is None

    made = await made_in(studio, 40)
    studio.clock.advance(61)

    assert await usual.of(made) == taken(made)


async def test_one_slow_video_changes_nothing(studio: Studio, usual: UsualTimes) -> None:
    made = await made_in(studio, 40, 40, 40, 1_000, 40)

    assert await usual.of(made) == taken(made)


async def test_other_lengths_and_other_models_are_not_counted(studio: Studio, usual: UsualTimes) -> None:
    made = await made_in(studio, *ENOUGH, duration=5)
    assert await usual.of(made)

    longer = await studio.request(duration=8)
    other = await studio.request(model="pixverse-v5.6", duration=5)
    finer = await studio.request(duration=5, resolution="1080p")

    assert [await usual.of(one) for one in (longer, other, finer)] == [None, None, None]


async def test_it_is_asked_for_once_a_minute(studio: Studio, usual: UsualTimes) -> None:
    made = await made_in(studio, *ENOUGH)
    before = await usual.of(made)
    await studio.rows("UPDATE generations SET submitted_at = created_at, settled_at = created_at")

    studio.clock.advance(59)
    assert await usual.of(made) == before
    studio.clock.advance(1)
    assert await usual.of(made) == timedelta(0)


async def test_what_never_came_is_not_counted(studio: Studio, usual: UsualTimes) -> None:
    made = await made_in(studio, *ENOUGH)
    for _ in range(LEAST * 2):
        failed = await studio.running()
        studio.provider.fail(failed.id)
        await studio.pass_time(10)
        assert (await studio.now(failed)).state is State.FAILED

    assert await usual.of(made) == taken(made)
