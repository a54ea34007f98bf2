"""The named queries of `sql/`, as functions of a connection."""

from pathlib import Path

import aiosql

# The synchronous adapter: a verb runs whole on the database's own thread, one statement after the other.
queries = aiosql.from_path(Path(__file__).parent / "sql", "sqlite3", encoding="utf-8")
