"""The counters that limits are checked against, and what stands in them."""

from sqlite3 import Connection
from typing import Any

from bot.domain.money import ZERO, Micros
from bot.domain.purses import Purse
from bot.domain.quota import NO_LIMIT, Limit, LimitUsage
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of


def usage(db: Connection, limit: Limit) -> LimitUsage:
    """Read what of a limit is held and spent, and what is in the purse behind it."""
    in_purse = ZERO if limit.purse is None else balance(db, limit.purse)
    row = queries.usage_of(db, **window(limit))
    if row is None:
        return LimitUsage(limit, ZERO, ZERO, purse_micros=in_purse)
    held, spent = Micros(row["held_micros"]), Micros(row["spent_micros"])
    return LimitUsage(limit, held, spent, row["made_count"], in_purse)


def balance(db: Connection, purse: Purse) -> Micros:
    """Read what is in a purse."""
    row = queries.purse_of(db, scope=purse.scope, owner=purse.owner)
    return ZERO if row is None else Micros(row["balance_micros"])


def hold_within(db: Connection, limit: Limit, amount_micros: int) -> int | None:
    """Hold so much in a limit's window, and count a generation; give the counter, None without room."""
    most = NO_LIMIT if limit.limit_count is None else limit.limit_count
    row = queries.hold_within(
        db, **window(limit), amount_micros=amount_micros, limit_micros=limit.limit_micros, limit_count=most
    )
    return None if row is None else row["counter_id"]


def spend_within(db: Connection, limit: Limit, amount_micros: int) -> int | None:
    """Spend so much in a limit's window at once; give the counter, None without room."""
    row = queries.spend_within(
        db, **window(limit), amount_micros=amount_micros, limit_micros=limit.limit_micros
    )
    return None if row is None else row["counter_id"]


def window(limit: Limit) -> dict[str, Any]:
    """Name a limit's window as the tables do."""
    return {"scope": limit.scope, "owner": limit.owner, "window_starts_at": text_of(limit.window.starts_at)}
