"""A site with both webhooks, whose time and inbox tests decide."""

from collections.abc import AsyncIterator

import pytest

from tests.support.fake_clock import ManualClock
from tests.web.site import Letters, Site, open_site, webhook_routes


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
async def site(letters: Letters, clock: ManualClock) -> AsyncIterator[Site]:
    async with open_site(webhook_routes(letters, clock)) as opened:
        yield opened
