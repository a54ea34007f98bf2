"""The stand-in for a test: `rig` as it comes, `start_rig` as the test wants it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from sandbox.runware.server import Settings
from tests.sandbox.runware import support
from tests.sandbox.runware.receiver import Receiver, listening
from tests.sandbox.runware.support import Rig, StartRig, quick


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    async with support.rig(quick(tmp_path)) as running:
        yield running


@pytest.fixture
async def start_rig() -> AsyncIterator[StartRig]:
    async with AsyncExitStack() as stack:

        async def start(settings: Settings) -> Rig:
            return await stack.enter_async_context(support.rig(settings))

        yield start


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with listening() as running:
        yield running
