"""Two hundred that wait cost one request a round; `make polling` counts it for a thousand."""

import asyncio
from pathlib import Path

import pytest

from bot.services import Pace
from tests.e2e.polling import waiting

pytestmark = pytest.mark.timeout(120)

COUNT = 200
FIRST_SECONDS, SLOWEST_SECONDS = 0.5, 1.0
ROUNDS = 5


async def test_all_that_wait_are_asked_about_in_one_request_a_round(tmp_path: Path) -> None:
    pace = Pace(COUNT, FIRST_SECONDS, SLOWEST_SECONDS)
    async with waiting(tmp_path, pace, "--render-seconds", "0.1") as room:
        await room.runware.hold()
        await room.ask_for(COUNT)
        async with asyncio.timeout(60), room.at_work():
            while len((await room.runware.books()).creates) < COUNT:
                await asyncio.sleep(0.1)
            before = len((await room.runware.books()).polls)
            while len((await room.runware.books()).polls) < before + ROUNDS + 1:
                await asyncio.sleep(0.1)
            polls = (await room.runware.books()).polls[before + 1 :]
            await room.runware.release()
            while await room.running():
                await asyncio.sleep(0.1)
        books = await room.runware.books()

    assert {poll.tasks for poll in polls} == {COUNT}
    seconds = polls[-1].received_at - polls[0].received_at
    assert (len(polls) - 1) * FIRST_SECONDS <= seconds * 1.2
    assert len(books.paid_creates) == COUNT
    assert len(books.submits) == COUNT
