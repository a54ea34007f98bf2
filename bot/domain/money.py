"""Money as integers of micro-dollars; a float never stands for money."""

import math
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, NewType

Micros = NewType("Micros", int)

ZERO = Micros(0)
MICROS_PER_USD = 1_000_000
MOST_USD: Final = 1_000_000_000
"""Beyond this an amount is a slip; a 64-bit column holds nine thousand times as much."""


def from_usd(amount: Decimal | str) -> Micros:
    """Turn an amount of US dollars into micro-dollars, rounding a fraction of a micro up.

    Raises `ValueError` when the amount is negative, more than `MOST_USD` or not a finite number.
    """
    try:
        value = Decimal(amount)
    except InvalidOperation:
        raise ValueError(f"not an amount of money: {amount}") from None
    if not value.is_finite() or not 0 <= value <= MOST_USD:
        raise ValueError(f"not an amount of money: {amount}")
    # A product of decimals keeps 28 digits only; a fraction keeps them all.
    return Micros(math.ceil(Fraction(value) * MICROS_PER_USD))


def to_usd(micros: int) -> Decimal:
    """Turn micro-dollars into an exact decimal number of US dollars."""
    return Decimal(micros) / MICROS_PER_USD
