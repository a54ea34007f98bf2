"""Tables for spreadsheets: nothing in them is taken for a formula, and every amount is exact."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from bot.domain.money import MICROS_PER_USD

_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that spreadsheets calculate with (OWASP, CSV Injection)."""


def table(heading: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Write comma-separated values in UTF-8, marked as such for spreadsheets that would guess."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([_cell(word) for word in heading])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def usd(micros: int) -> str:
    """Give an amount of at least nothing in dollars, to the last micro-dollar."""
    return f"{micros // MICROS_PER_USD}.{micros % MICROS_PER_USD:06}"


def _cell(value: str | int) -> str | int:
    """Put text that would be calculated with behind an apostrophe, which makes it text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value
