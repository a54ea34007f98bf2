"""Adding up the ledger for a server's report."""

import json
from collections.abc import Sequence
from sqlite3 import Connection, Row

from bot.domain.money import Micros
from bot.domain.quota import Window
from bot.domain.spending import Line, Sums
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of


def spending(db: Connection, guild_id: int, days: Sequence[Window]) -> Sequence[Line]:
    """Group the ledger's entries by the day of their request, by member and by model."""
    spans = json.dumps([[text_of(day.starts_at), text_of(day.ends_at)] for day in days])
    return [_line(row) for row in queries.spending(db, guild_id=guild_id, days=spans)]


def _line(row: Row) -> Line:
    sums = Sums(
        row["number"],
        Micros(row["charged_micros"]),
        Micros(row["refunded_micros"]),
        Micros(row["cost_micros"]),
        Micros(row["held_micros"]),
    )
    return Line(row["day"], row["member_id"], row["member_discord_id"], row["model_id"], sums)
