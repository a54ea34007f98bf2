"""Folds the ledger and compares: what should be impossible, in sentences."""

from sqlite3 import Connection
from typing import Final

from bot.storage.sqlite.queries import queries

CHECKS: Final = (
    queries.unbalanced_transfers,
    queries.wrong_holds,
    queries.wrong_resolutions,
    queries.wrong_charges,
    queries.charged_for_nothing,
    queries.wrong_costs,
    queries.wrong_counters,
    queries.half_ended,
    queries.stranded,
)


def contradictions(db: Connection) -> list[str]:
    """List every fact about money or states that contradicts another; empty when all is well."""
    return [row["sentence"] for check in CHECKS for row in check(db)]
