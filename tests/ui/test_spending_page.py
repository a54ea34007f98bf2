"""Reports of what a server spent, as pages and tables."""

import csv
from datetime import UTC
from io import StringIO

from bot.domain.money import Micros
from bot.domain.quota import last_days
from bot.domain.spending import Line, Spending, Sums
from bot.ui.language import speaking
from bot.ui.pages.spending import spending_page, spending_table
from tests.ui.discord_limits import too_much, without_alt_text
from tests.ui.reading import text
from tests.ui.samples import NOW

SUMS = Sums(2, Micros(1_234_567), Micros(0), Micros(1_200_000), Micros(0))


def report(*lines: Line, days: int = 7) -> Spending:
    return Spending(last_days(NOW, days), UTC, lines)


def test_a_server_that_made_nothing_is_told_so() -> None:
    assert "Nobody has asked" in text(spending_page(report()))


def test_totals_members_and_models_are_named_to_the_last_micro_dollar() -> None:
    found = report(Line(6, 1, 5, "pixverse-v4", SUMS), Line(5, 2, None, "pixverse-v6", SUMS))

    shown = text(spending_page(found))

    assert "4 requests · charged $2.469134 · cost $2.40" in shown
    assert "<@5>: 2 requests · charged $1.234567 · cost $1.20" in shown
    assert "somebody: 2 requests" in shown
    assert "`pixverse-v6`: 2 requests" in shown
    assert "refunded" not in shown
    assert "held $" not in shown


def test_refunds_and_holds_are_named_where_there_are_some() -> None:
    sums = Sums(1, Micros(500_000), Micros(500_000), Micros(1), Micros(250_000))

    shown = text(spending_page(report(Line(6, 1, 5, "pixverse-v4", sums))))

    assert "charged $0.50 · refunded $0.50 · cost $0.000001 · held $0.25" in shown


def test_who_paid_most_comes_first_and_the_many_are_counted() -> None:
    lines = [Line(6, who, who, "pixverse-v4", Sums(1, Micros(who * 10_000))) for who in range(1, 14)]

    shown = text(spending_page(report(*lines)))

    assert shown.index("<@13>") < shown.index("<@12>") < shown.index("<@4>")
    assert "<@3>" not in shown
    assert "3 more: 3 requests · charged $0.06" in shown


def test_the_table_has_a_row_for_each_day_member_and_model() -> None:
    found = report(Line(6, 1, 2**60, "pixverse-v4", SUMS), Line(0, 2, None, "pixverse-v6", SUMS))

    heading, first, second = csv.reader(StringIO(spending_table(found).decode("utf-8-sig"), newline=""))

    assert heading[:4] == ["day", "member", "model", "requests"]
    assert first == [
        "2026-03-04",
        f"<@{2**60}>",
        "pixverse-v4",
        "2",
        "1.234567",
        "0.000000",
        "1.200000",
        "0.000000",
    ]
    assert second[:3] == ["2026-02-26", "", "pixverse-v6"]


def test_the_largest_report_fits_and_its_picture_is_described() -> None:
    rich = Sums(10**9, Micros(10**15), Micros(10**15), Micros(10**15), Micros(10**15))
    lines = [Line(day, day, 2**64 - day, f"pixverse-v{day}", rich) for day in range(1, 90)]
    for language in ("en", "de", "ja"):
        with speaking(language):
            view = spending_page(report(*lines, days=90), attached=True)
        assert too_much(view) == []
        assert without_alt_text(view) == []
