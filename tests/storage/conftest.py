"""The store under test, and the world around it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.storage.sqlite import SqliteStore, open_store
from tests.storage.world import CheckedStore, SetClock, World


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def store(clock: SetClock) -> AsyncIterator[CheckedStore]:
    """Every adapter of the port: today there is one. Whatever a test did, the books must agree."""
    async with open_store(Path(":memory:"), clock) as opened:
        yield opened
        assert await opened.check() == []


@pytest.fixture
def world(store: CheckedStore, clock: SetClock) -> World:
    return World(store, clock)


@pytest.fixture
def sql(store: CheckedStore) -> Callable[..., Awaitable[list[tuple[Any, ...]]]]:
    """Look into the tables as an auditor would, or spoil them."""
    assert isinstance(store, SqliteStore)
    writer = store.writer

    async def execute(statement: str, *values: object) -> list[tuple[Any, ...]]:
        return await writer.do(lambda db: [tuple(row) for row in db.execute(statement, values)])

    return execute
