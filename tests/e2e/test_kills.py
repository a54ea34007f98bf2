"""A short campaign of kills; `make kills` runs the long one."""

from pathlib import Path

import pytest

from tests.e2e.campaign_kills import campaign

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


async def test_a_bot_that_is_killed_during_a_burst_loses_nothing_and_does_nothing_twice(
    tmp_path: Path,
) -> None:
    found = await campaign(tmp_path, kills=5, generations=20, seed=5, lost_share=0.1, render_seconds="0.3..1")

    assert found == []
