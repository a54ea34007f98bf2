"""Prices as data: a table of known cells, and an honest guess where a cell is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.money import Micros

GUESS_NUMERATOR: Final = 5
GUESS_DENOMINATOR: Final = 4
"""A missing cell is quoted at the nearest known price × 1.25; an overrun is the operator's."""

_ORDER: Final = {"360p": 360, "540p": 540, "720p": 720, "1080p": 1080}


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one take at one combination of the options that matter for it."""

    settings: Mapping[str, str | int | bool]
    amount: int
    """In micro-dollars, or in whole credits where the table is in credits."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What a request will cost at most, in micro-dollars, and whether that is a guess."""

    total_micros: Micros
    take_micros: Micros
    approximate: bool


@dataclass(frozen=True, slots=True)
class PriceTable:
    """The known prices of one model."""

    prices: tuple[Price, ...]
    estimated: bool = False
    """Whether the prices are known from elsewhere only, so that each quote is a guess."""
    credit_micros: Micros | None = None
    """What one credit costs, where the provider charges credits; None where it charges dollars."""

    def quote(self, settings: Mapping[str, str | int | bool], takes: int) -> Quote:
        """Price a request: the exact cell, or the nearest known × 1.25 (the dearer of two as near)."""
        nearest = min(self.prices, key=lambda price: (_distance(price.settings, settings), -price.amount))
        known = not self.estimated and _distance(nearest.settings, settings) == 0
        price_micros = self._micros(nearest.amount)
        take = price_micros if known else _raised(price_micros)
        return Quote(Micros(take * takes), take, approximate=not known)

    def _micros(self, amount: int) -> Micros:
        return Micros(amount if self.credit_micros is None else amount * self.credit_micros)


def _raised(price_micros: Micros) -> Micros:
    return Micros(-(-price_micros * GUESS_NUMERATOR // GUESS_DENOMINATOR))


def _distance(known: Mapping[str, str | int | bool], asked: Mapping[str, str | int | bool]) -> int:
    """Count differing options first, then how far apart the numbers are."""
    differing = [name for name, value in known.items() if asked.get(name) != value]
    if not differing:
        return 0
    gap = sum(abs(_number(known[name]) - _number(asked.get(name, 0))) for name in differing)
    return len(differing) * 1_000_000 + gap


def _number(value: str | int | bool) -> int:
    return _ORDER.get(value, 0) if isinstance(value, str) else int(value)
