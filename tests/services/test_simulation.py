"""Many evenings that never happened; `SIMULATION_SEEDS=100000` for a long campaign."""

import os

import pytest

from tests.services.evening import simulate
from tests.services.reckoning import Violation

SEEDS = int(os.environ.get("SIMULATION_SEEDS", "120"))
FIRST = int(os.environ.get("SIMULATION_SEED", "0"))
SHARES = 8
"""So that several workers can share the campaign."""


@pytest.mark.timeout(0)
@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_happens_nothing_is_lost_paid_twice_or_posted_twice(share: int) -> None:
    for seed in range(FIRST + share, FIRST + SEEDS, SHARES):
        try:
            simulate(seed)
        except Violation as violation:
            pytest.fail(
                f"seed {seed}: {violation}\nAgain: SIMULATION_SEED={seed} SIMULATION_SEEDS=1"
                " .venv/bin/pytest -n0 tests/services/test_simulation.py"
            )


@pytest.mark.parametrize("seed", range(3))
def test_the_same_seed_twice_is_the_same_evening(seed: int) -> None:
    assert simulate(seed) == simulate(seed)
    assert simulate(seed) != simulate(seed + 1)
