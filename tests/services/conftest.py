"""The studio that tests of the services work in."""

from collections.abc import AsyncIterator

import pytest

from tests.support.fake_clock import ManualClock
from tests.support.studio import Studio, open_inline_store


@pytest.fixture
async def studio() -> AsyncIterator[Studio]:
    """Whatever a test did, the books must agree."""
    clock = ManualClock()
    async with open_inline_store(clock) as store:
        yield Studio(store, clock)
        assert await store.check() == []
