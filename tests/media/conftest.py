"""A desk for each test: the library, a server, and what they did."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.media.library import Desk, open_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path / "media") as opened:
        yield opened
