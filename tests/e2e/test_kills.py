"""Short campaigns of kills; `make kills` runs the long ones."""

from pathlib import Path

import pytest

from tests.e2e.campaign_kills import campaign

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


@pytest.mark.parametrize("webhooks", [True, False], ids=["with webhooks", "by polling alone"])
async def test_a_bot_that_is_killed_during_a_burst_loses_nothing_and_does_nothing_twice(
    tmp_path: Path, webhooks: bool
) -> None:
    found = await campaign(
        tmp_path,
        kills=4,
        generations=14,
        webhooks=webhooks,
        seed=6,
        lost_share=0.3,
        deadline_seconds=60,
        render_seconds="0.3..1",
        await_doubts=False,
    )

    assert found == []
