"""For tests that need a fresh store many times over, as Hypothesis does."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.storage.sqlite import open_store
from tests.storage.world import SetClock, World


def in_a_fresh_world(story: Callable[[World], Awaitable[None]]) -> None:
    """Tell a story in a world of its own."""

    async def tell() -> None:
        clock = SetClock()
        async with open_store(Path(":memory:"), clock) as store:
            await story(World(store, clock))

    asyncio.run(tell())
