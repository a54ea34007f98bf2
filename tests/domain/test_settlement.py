"""Who pays what once a generation has ended."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.generation import Take, TakeState
from bot.domain.money import Micros
from bot.domain.settlement import settle

HELD = Micros(450_000)
costs = st.none() | st.integers(0, 2_000_000).map(Micros)
takes = st.lists(
    st.builds(Take, key=st.text(), state=st.sampled_from(TakeState), cost_micros=costs), max_size=4
)
holds = st.integers(0, 10_000_000).map(Micros)


def take(state: TakeState, cost: int | None = 150_000) -> Take:
    return Take("key", state, cost_micros=None if cost is None else Micros(cost))


@given(holds, st.integers(1, 4), takes)
def test_a_hold_is_charged_or_released_to_the_last_micro(
    held: Micros, asked: int, results: list[Take]
) -> None:
    settlement = settle(held, asked, results)

    assert 0 <= settlement.charged_micros <= held
    assert settlement.released_micros >= 0
    assert settlement.charged_micros + settlement.released_micros == held


@given(holds, st.integers(1, 4), takes)
def test_the_operator_bears_what_members_do_not_and_never_earns(
    held: Micros, asked: int, results: list[Take]
) -> None:
    settlement = settle(held, asked, results)

    assert settlement.loss_micros >= 0
    assert settlement.charged_micros + settlement.loss_micros == settlement.cost_micros


@given(holds, st.integers(1, 4), takes)
def test_members_pay_for_nothing_but_stored_takes(held: Micros, asked: int, results: list[Take]) -> None:
    stored = [result for result in results if result.state is TakeState.STORED]

    assert settle(held, asked, results).charged_micros == settle(held, asked, stored).charged_micros


@given(holds, st.integers(1, 4), takes)
def test_a_failed_take_is_free_unless_the_provider_says_otherwise(
    held: Micros, asked: int, results: list[Take]
) -> None:
    failed = [replace(result, state=TakeState.FAILED) for result in results]

    settlement = settle(held, asked, failed)

    assert settlement.charged_micros == 0
    assert settlement.cost_micros == sum(result.cost_micros or 0 for result in failed)


@pytest.mark.parametrize(
    ("results", "charged", "cost"),
    [
        ([take(TakeState.STORED)] * 3, 450_000, 450_000),
        ([take(TakeState.STORED)] * 2 + [take(TakeState.FAILED, None)], 300_000, 300_000),
        ([take(TakeState.STORED)] * 2 + [take(TakeState.FAILED)], 300_000, 450_000),
        ([take(TakeState.STORED)] * 2 + [take(TakeState.LOST)], 300_000, 450_000),
        ([take(TakeState.STORED, None)], 150_000, 150_000),
        ([take(TakeState.STORED, 0)], 150_000, 150_000),
        ([take(TakeState.STORED, 90_000)], 90_000, 90_000),
        ([take(TakeState.STORED, 900_000)], 450_000, 900_000),
        ([take(TakeState.LOST, None)], 0, 150_000),
        ([], 0, 0),
    ],
    ids=str,
)
def test_known_settlements_of_three_takes_at_15_cents(results: list[Take], charged: int, cost: int) -> None:
    settlement = settle(HELD, 3, results)

    assert settlement.charged_micros == charged
    assert settlement.released_micros == HELD - charged
    assert settlement.cost_micros == cost


def test_a_hold_that_does_not_divide_leaves_its_rest_to_the_member() -> None:
    results = [take(TakeState.STORED, None)] * 3

    assert settle(Micros(100), 3, results).released_micros == 1
