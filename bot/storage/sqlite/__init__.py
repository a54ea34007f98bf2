"""The store on SQLite."""

from bot.storage.sqlite.errors import DatabaseUnusable
from bot.storage.sqlite.store import SqliteStore, open_store

__all__ = ["DatabaseUnusable", "SqliteStore", "open_store"]
