"""Money is exact, and a fraction of a micro-dollar is never lost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import MOST_USD, Micros, from_usd, to_usd


@given(st.integers(0, MOST_USD * 1_000_000))
def test_every_whole_micro_survives_the_way_to_dollars_and_back(micros: int) -> None:
    assert from_usd(to_usd(micros)) == micros
    assert from_usd(str(to_usd(micros))) == micros


@given(st.decimals(0, MOST_USD, allow_nan=False, allow_infinity=False))
def test_a_fraction_of_a_micro_is_rounded_up(amount: Decimal) -> None:
    micros = from_usd(amount)

    assert micros - 1 < amount * 1_000_000 <= micros or micros == 0 == amount


@pytest.mark.parametrize(
    ("amount", "micros"),
    [
        ("0", 0),
        ("0.1495", 149_500),
        ("0.299", 299_000),
        ("0.3978", 397_800),
        ("0.0000001", 1),
        ("0.2990000000000000000000000000000000000001", 299_001),
        ("1e-3", 1_000),
        ("1000000000", 1_000_000_000_000_000),
    ],
)
def test_known_amounts(amount: str, micros: int) -> None:
    assert from_usd(amount) == Micros(micros)


def test_three_dimes_are_thirty_cents() -> None:
    assert from_usd("0.1") + from_usd("0.2") == from_usd("0.3")


@pytest.mark.parametrize(
    "amount",
    ["-0.01", "-1e-9", "NaN", "sNaN", "Infinity", "-Infinity", "", "five", "1,50", "1000000000.01", "1e400"],
)
def test_what_is_no_amount_is_refused_with_its_words(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount of money") as refused:
        from_usd(amount)

    assert amount in str(refused.value)


def test_a_decimal_that_is_no_number_is_refused_too() -> None:
    with pytest.raises(ValueError, match="not an amount of money"):
        from_usd(Decimal("NaN"))
