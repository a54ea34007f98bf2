"""Judges a run from outside: the provider's books, Discord's books and the ledger must agree."""

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from bot.storage.sqlite.checking import contradictions
from sandbox.demo.stage import Stage
from sandbox.discord.books import RecordedMessage
from sandbox.discord.driver import flatten
from sandbox.runware.books import Page

ENDED = {"delivered", "failed", "cancelled", "expired"}


@dataclass(frozen=True)
class Evidence:
    """What the three parties say, each read without the bot."""

    paid: Page
    posted: Sequence[RecordedMessage]
    money: Mapping[str, sqlite3.Row]
    """By generation id."""


async def all_ended(stage: Stage, patience_seconds: float = 60.0) -> None:
    """Wait until nothing is under way and nobody is still to be told; raises TimeoutError."""
    query = f"SELECT state FROM generations WHERE notice_due_at IS NOT NULL OR state NOT IN {tuple(ENDED)}"
    deadline = time.monotonic() + patience_seconds
    while under_way := stage.rows(query):
        if time.monotonic() > deadline:
            states = Counter(row["state"] for row in under_way)
            raise TimeoutError(f"after {patience_seconds} s there are still {dict(states)}")
        await asyncio.sleep(0.1)


async def violations(stage: Stage) -> list[str]:
    """List whatever is not as it must be once everything has ended; an empty list is a clean run."""
    evidence = Evidence(
        await stage.runware.books(),
        await stage.discord.books.messages(),
        {row["generation_id"]: row for row in stage.rows("SELECT * FROM generation_money")},
    )
    return [
        *_paid_once(evidence),
        *_told_once(evidence),
        *_books_agree(evidence),
        *_database_is_sound(stage),
        *await stage.discord.books.problems(),
    ]


def _paid_once(evidence: Evidence) -> Iterator[str]:
    times = Counter(create.task_id for create in evidence.paid.creates)
    yield from (f"{task} was made {count} times" for task, count in times.items() if count > 1)
    yield from (f"{task} was made, and no generation is of it" for task in times.keys() - evidence.money)


def _told_once(evidence: Evidence) -> Iterator[str]:
    """One card each; a result if delivered; a notice if it ended otherwise, unless its author chose that."""
    public = [message for message in evidence.posted if not message.ephemeral]
    if any(message.pinged_everyone or message.pinged_roles for message in public):
        yield "somebody was pinged who is not the author"
    for generation_id, row in evidence.money.items():
        about = [message for message in public if generation_id in flatten(message.version)]
        found = Counter(_kind(message) for message in about)
        told = {"DELIVERED": {"result": 1}, "CANCELLED": {}}.get(row["state"], {"notice": 1})
        if dict(found) != {"card": 1, **told}:
            yield f"{generation_id} is {row['state']}, and its messages are {dict(found)}"


def _kind(message: RecordedMessage) -> str:
    if message.version["attachments"]:
        return "result"
    return "notice" if message.pinged_users else "card"


def _books_agree(evidence: Evidence) -> Iterator[str]:
    paid = {create.task_id: create.paid_micros for create in evidence.paid.creates}
    for generation_id, row in evidence.money.items():
        cost, quoted = paid.get(generation_id, 0), row["quoted_micros"]
        charged = min(cost, quoted)
        expected = (row["state"], 0, charged, quoted - charged, cost)
        found = tuple(
            row[name]
            for name in ("state", "held_micros", "charged_micros", "released_micros", "provider_cost_micros")
        )
        if (
            found != expected
            or row["state"].lower() not in ENDED
            or (row["state"] == "DELIVERED") != bool(cost)
        ):
            yield f"{generation_id}: state, held, charged, released, cost are {found}, not {expected}"


def _database_is_sound(stage: Stage) -> Iterator[str]:
    for transfer in stage.rows(
        "SELECT transfer_id FROM ledger_entries GROUP BY transfer_id HAVING SUM(amount_micros) <> 0"
    ):
        yield f"transfer {transfer['transfer_id']} does not sum to zero"
    yield from (
        f"integrity_check: {row[0]}" for row in stage.rows("PRAGMA integrity_check") if row[0] != "ok"
    )
    with closing(sqlite3.connect(f"file:{stage.database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield from contradictions(connection)
