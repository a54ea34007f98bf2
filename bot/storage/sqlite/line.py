"""The line before a provider: servers take turns, in each its members do, and of each the oldest is next."""

from datetime import datetime
from sqlite3 import Connection
from typing import Final

from bot.domain.generation import State
from bot.storage.sqlite.moving import move
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of, text_or_none

_BACK_AT_ONCE: Final = 256
"""Of more rows than that a claim need not know that they are due again: it takes a few."""


def take_from_line(db: Connection, account: str, now: datetime, count: int) -> list[str]:
    """Move at most `count` rows to SUBMITTING; each uses up a turn of its member and of its server."""
    queries.back_in_turn(db, account=account, now=text_of(now), count=_BACK_AT_ONCE)
    taken: list[str] = []
    while len(taken) < count and (generation_id := _take_next(db, account, now)):
        taken.append(generation_id)
    return taken


def put_back(db: Connection, generation_id: str, retry_at: datetime | None) -> None:
    """Let it wait until then, or for its turn, and give back the turns that its attempt used up."""
    queries.retry_submit(db, id=generation_id, retry_at=text_or_none(retry_at))
    move(db, generation_id, State.SUBMITTING, State.QUEUED)
    queries.give_server_turn_back(db, id=generation_id)
    queries.give_member_turn_back(db, id=generation_id)


def place_in_line(db: Connection, generation_id: str) -> int | None:
    """Count the submits that come before it if nobody else comes, and its own."""
    own = queries.place_of_own(db, id=generation_id)
    if own is None:
        return None
    in_server = queries.place_in_server(db, **own)["place"]
    among_all: int = queries.place_among_servers(
        db, account=own["account"], guild_id=own["guild_id"], place=in_server
    )["place"]
    return among_all


def held_back(db: Connection, generation_id: str) -> int | None:
    """Find the limit that it waits for."""
    row = queries.held_back(db, id=generation_id)
    return None if row is None else row["concurrent"]


def _take_next(db: Connection, account: str, now: datetime) -> str | None:
    row = queries.next_in_line(db, account=account, now=text_of(now))
    if row is None:
        return None
    generation_id: str = row["id"]
    queries.note_turns(db, id=generation_id, server_turn=row["server_turn"], member_turn=row["member_turn"])
    last: int = queries.next_turn(db)["given"]
    queries.use_server_turn(db, account=account, guild_id=row["guild_id"], next=last)
    queries.use_member_turn(
        db, account=account, guild_id=row["guild_id"], member_id=row["member_id"], next=last
    )
    move(db, generation_id, State.QUEUED, State.SUBMITTING)
    return generation_id
