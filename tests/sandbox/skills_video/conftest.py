"""The stand-in for a test, as it comes or as the test wants it, and who hears its webhooks."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from sandbox.skills_video.server import Settings
from tests.sandbox.skills_video import support
from tests.sandbox.skills_video.receiver import Receiver, listening
from tests.sandbox.skills_video.support import Rig, StartRig, quick


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
