"""Greeting servers that nothing is known of."""

from datetime import datetime
from sqlite3 import Connection

from bot.domain.postings import NewPosting
from bot.storage.sqlite.posting import post
from bot.storage.sqlite.queries import queries


def greet(db: Connection, new: NewPosting, now: datetime) -> bool:
    """Have the welcome posted unless there is a trace of the server."""
    if queries.traces_of(db, guild_id=new.guild_id)["found"]:
        return False
    post(db, new, now)
    return True
