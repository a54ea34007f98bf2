"""One member's twenty requests never make another wait for all of them."""

import pytest

from tests.services.fairness import BURST, MEMBERS, jain, report, spend


@pytest.mark.parametrize("seed", range(2))
def test_nobody_waits_for_more_than_one_round(seed: int) -> None:
    """`python -m tests.services.fairness --evenings 100` for a long campaign, and the numbers."""
    evening = spend(seed)

    said = report([evening])
    assert evening.turns_of_another <= 1, said
    assert evening.ahead <= 1, said
    assert evening.jain > 0.99, said
    # Each other member of a server once, and each other server as often: less than those who ask for twenty.
    assert max(evening.waited_for) < len(MEMBERS) * max(MEMBERS.values()) < max(evening.one_line), said


def test_unevenness_would_be_seen() -> None:
    assert jain([BURST, BURST, BURST]) == 1
    assert jain([BURST, 0, 0]) == pytest.approx(1 / 3)
    assert jain([BURST, BURST, BURST // 2]) < 0.95
