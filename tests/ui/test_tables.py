"""Tables for spreadsheets."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import from_usd
from bot.ui.tables import table, usd


def read(written: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(written.decode("utf-8-sig"), newline="")))


def test_a_table_is_marked_as_utf_8() -> None:
    written = table(["day"], [["雨"]])

    assert written.startswith(b"\xef\xbb\xbf")
    assert read(written) == [["day"], ["雨"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_is_taken_for_a_formula(start: str) -> None:
    cell = f'{start}HYPERLINK("https://evil.example")'

    assert read(table(["a"], [[cell]]))[1] == [f"'{cell}"]


@given(st.lists(st.text().filter(lambda text: "\x00" not in text), min_size=1))
def test_whatever_is_in_a_cell_stays_in_it(cells: list[str]) -> None:
    (row,) = read(table(cells, []))

    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in cells]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@given(st.integers(0, 10**15))
def test_amounts_are_exact(micros: int) -> None:
    assert from_usd(usd(micros)) == micros
    assert len(usd(micros).partition(".")[2]) == 6
