"""Money as integers of micro-dollars; a float never stands for money."""

from decimal import ROUND_CEILING, Decimal
from typing import NewType

Micros = NewType("Micros", int)

ZERO = Micros(0)
MICROS_PER_USD = 1_000_000


def from_usd(amount: Decimal | str) -> Micros:
    """Turn an amount of US dollars into micro-dollars, rounding a fraction of a micro up.

    Raises `ValueError` when the amount is negative or not a finite number.
    """
    value = Decimal(amount) if isinstance(amount, str) else amount
    if not value.is_finite() or value < 0:
        raise ValueError(f"not an amount of money: {amount}")
    return Micros(int((value * MICROS_PER_USD).to_integral_value(ROUND_CEILING)))


def to_usd(micros: int) -> Decimal:
    """Turn micro-dollars into an exact decimal number of US dollars."""
    return Decimal(micros) / MICROS_PER_USD
