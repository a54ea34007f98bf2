"""Writing the ledger: double entries, which never change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from bot.domain.accounts import is_own
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of


@dataclass(frozen=True, slots=True)
class Entry:
    """So many micro-dollars arrive at an account; negative: they leave it."""

    account: str
    amount_micros: int
    purse_id: int | None = None
    counter_id: int | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """What money moves for: a generation, or somebody's decision, or both."""

    kind: str
    generation_id: str | None = None
    author_member_id: int | None = None
    reason: str = ""


def transfer(db: Connection, cause: Cause, entries: Iterable[Entry], now: datetime) -> None:
    """Write one transfer; who pays the provider bears what its entries leave open: so it sums to zero."""
    said = list(entries)
    rest = Entry(_bearer(db, cause.generation_id), -sum(entry.amount_micros for entry in said))
    transfer_id: int = queries.next_transfer(db)["transfer_id"]
    for entry in (*said, rest):
        if entry.amount_micros:
            queries.enter(
                db,
                transfer_id=transfer_id,
                kind=cause.kind,
                account=entry.account,
                amount_micros=entry.amount_micros,
                generation_id=cause.generation_id,
                purse_id=entry.purse_id,
                counter_id=entry.counter_id,
                author_member_id=cause.author_member_id,
                reason=cause.reason,
                now=text_of(now),
            )


def _bearer(db: Connection, generation_id: str | None) -> str:
    """Name the ledger's account of who pays the provider of a generation."""
    row = generation_id and queries.account_of(db, id=generation_id)
    return "server" if row and is_own(row["account"]) else "operator"
