"""A hundred thousand waiting rows must cost the other questions nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.sqlite.connection import connect
from bot.storage.sqlite.migrating import migrate
from bot.storage.sqlite.queries import queries
from tests.storage.world import START

NEVER_LARGE = {
    # The transition table, and the four accounts of one transfer.
    "transitions",
    "amounts",
}
PARTIAL_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
MAY_READ_EVERYTHING = {
    # For the doctor, who reads the books whole.
    "unbalanced_transfers",
    "wrong_holds",
    "wrong_resolutions",
    "wrong_charges",
    "charged_for_nothing",
    "wrong_costs",
    "wrong_counters",
    "wrong_purses",
    "wrong_refunds",
    "wrong_losses",
    "half_ended",
    "stranded",
    "wrong_lines",
    # Once, at start: of the rows under way, never of all.
    "under_way",
    # Once, at start: in which servers the bot is no more; and once for each that it was not in for a month.
    "departures",
    "guilds_with_data",
    "erase_all_in",
    "forget_blocks",
    "forget_consents",
    "forget_report_cases",
    "forget_reports_in",
    "forget_reviews",
    # Once for a member who takes their data along: whose a purse is stands behind the id of its server.
    "export_purses",
    # Once, at start: every file that is still kept has to be known.
    "input_paths",
}
ASKED_OFTEN = sorted(
    name
    for name in queries.available_queries
    if not name.endswith("_cursor") and name not in MAY_READ_EVERYTHING
)


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    memory = Path(":memory:")
    with closing(connect(memory)) as connection:
        migrate(connection, memory, START)
        yield connection


def plan(database: sqlite3.Connection, sql: str) -> list[str]:
    names = {word.strip(",;)") for word in sql.replace("(", " ").split(":")[1:]}
    values = {name.split()[0].strip(",;)"): None for name in names}
    return [row["detail"] for row in database.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


def scans(database: sqlite3.Connection, sql: str) -> list[str]:
    """What is read row by row; a partial index holds only rows that the question is about.

    Judged by what is known to be small, so that no new table and no other name for one is overlooked.
    """
    partial = {row["name"] for row in database.execute(PARTIAL_INDEXES)}
    return [
        detail
        for detail in plan(database, sql)
        if detail.startswith("SCAN")
        and not partial & set(detail.split())
        and not is_small(detail.removeprefix("SCAN "))
    ]


def is_small(scanned: str) -> bool:
    """Values that were given, the result of another question, or a table that never grows."""
    values = scanned == "CONSTANT ROW" or "VIRTUAL TABLE" in scanned
    return values or scanned.startswith("(subquery") or scanned.split(maxsplit=1)[0] in NEVER_LARGE


@pytest.mark.parametrize("name", ASKED_OFTEN)
def test_no_question_asked_often_reads_a_whole_table(database: sqlite3.Connection, name: str) -> None:
    assert scans(database, getattr(queries, name).sql) == []


def test_a_question_that_reads_a_whole_table_is_noticed(database: sqlite3.Connection) -> None:
    assert scans(database, "SELECT id FROM generations WHERE prompt = :prompt")
    assert scans(database, "SELECT other.id FROM generations AS other WHERE other.prompt = :prompt")
    assert scans(database, "SELECT COUNT(*) FROM generations")
    assert scans(database, "SELECT key FROM inbox WHERE provider = :provider")
    assert scans(database, "SELECT id FROM generations WHERE id IN (SELECT generation_id FROM booked_costs)")


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("next_in_line", "servers_by_turn"),
        ("next_in_line", "members_by_turn"),
        ("next_in_line", "generations_in_line"),
        ("next_in_line", "generations_at_work"),
        ("back_in_turn", "generations_put_off"),
        ("place_of_own", "generations_in_line"),
        ("held_back", "generations_at_work"),
        ("times_taken", "generations_of_a_kind"),
        ("submits_due", "generations_to_submit"),
        ("at_provider", "generations_at_provider"),
        ("polls_due", "generations_at_provider"),
        ("late_polls_due", "generations_of_unknown_cost"),
        ("overdue", "generations_with_deadline"),
        ("give_line_time", "generations_in_line"),
        ("give_providers_time", "generations_in_line"),
        ("give_server_time", "generations_under_way"),
        ("last_alarm", "alarms_by_kind"),
        ("alarms", "alarms_open"),
        ("untold_alarms", "alarms_to_tell"),
        ("overruns", "overruns_that_count"),
        ("last_failure_in", "generations_failed"),
        ("blocked_in", "blocks_by_member"),
        ("fetches_due", "takes_to_fetch"),
        ("deliveries_due", "generations_to_deliver"),
        ("notices_due", "generations_to_notice"),
        ("cards_due", "generations_to_show"),
        ("find", "generations_by_member"),
        ("seen", "generations_by_member"),
        ("under_way_in_server", "generations_under_way"),
        ("counts_in_server", "generations_under_way"),
        ("unanswered_by", "generations_in_doubt"),
        ("in_doubt", "generations_in_doubt"),
        ("to_retire", "generations_to_retire"),
        ("expired_drafts", "drafts_to_expire"),
        ("oldest_drafts", "drafts_by_member"),
        ("to_remove", "generations_to_remove"),
        ("latest", "generations_latest"),
        ("hidings_due", "generations_to_hide"),
        ("open_cases_of", "report_cases_of_server"),
        ("open_case_of", "report_cases_open"),
        ("open_reports_of", "reports_by_member"),
        ("reports_of", "reports_by_case"),
        ("letters_due", "inbox_to_apply"),
        ("last_letter", "inbox_by_age"),
        ("audit_page", "audit_entries_by_guild"),
        ("spending", "generations_by_day"),
        ("spending", "ledger_entries_by_generation"),
        ("forget_letters", "inbox_by_age"),
        ("movements_of", "ledger_entries_by_purse"),
        ("drawn_for", "ledger_entries_by_generation"),
    ],
)
def test_each_question_has_its_own_index(database: sqlite3.Connection, name: str, index: str) -> None:
    assert any(f"{index} " in f"{detail} " for detail in plan(database, getattr(queries, name).sql))


@pytest.mark.parametrize(
    "name",
    [
        "next_in_line",
        "back_in_turn",
        "times_taken",
        "submits_due",
        "polls_due",
        "late_polls_due",
        "deliveries_due",
        "notices_due",
        "cards_due",
        "letters_due",
        "to_retire",
        "expired_drafts",
        "to_remove",
        "hidings_due",
        "open_cases_of",
        "reports_of",
    ],
)
def test_what_is_due_comes_in_order_without_sorting(database: sqlite3.Connection, name: str) -> None:
    assert not any("B-TREE" in detail for detail in plan(database, getattr(queries, name).sql))
