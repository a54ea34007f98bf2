"""Judges a run from outside: the providers' books, Discord's books and the ledger must agree."""

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from bot.domain.models.pixverse_v6_skills import CREDIT_MICROS
from bot.storage.sqlite.checking import contradictions
from sandbox.demo.stage import Stage
from sandbox.discord.books import RecordedMessage
from sandbox.discord.driver import flatten
from tests.e2e.both import Both

Ids = Callable[[Stage], Awaitable[Collection[str]]]
"""Finds generations."""

ENDED = {"delivered", "failed", "cancelled", "expired"}
_TOLD = {"DELIVERED": {"result": 1}, "FAILED": {"notice": 1}, "EXPIRED": {"notice": 1}}
"""The messages that an end brings besides the card; who cancels knows."""


@dataclass(frozen=True)
class Made:
    """A task that a provider took on, by its own books; money that it gave back counts as never taken."""

    provider: str
    task_id: str
    generation_id: str | None
    """Which one it was made for, judged without the bot's word if the provider does not know our ids."""
    created_at: float
    paid_micros: int


@dataclass(frozen=True)
class Evidence:
    """What the parties say, each read without the bot."""

    made: Sequence[Made]
    posted: Sequence[RecordedMessage]
    money: Mapping[str, sqlite3.Row]
    """By generation id."""

    @property
    def leaks(self) -> list[Made]:
        """What was paid for and reached nobody: the operator bears it."""
        return [made for made in self.made if made.paid_micros and not self._reached_its_author(made)]

    def _reached_its_author(self, made: Made) -> bool:
        row = self.money.get(made.generation_id or "")
        return row is not None and row["state"] == "DELIVERED"


async def none(_: Stage) -> Collection[str]:
    """Leave out no generation."""
    return ()


async def all_ended(stage: Stage, patience_seconds: float = 60.0, *, but: Ids = none) -> None:
    """Wait until nothing is under way and nobody is still to be told; raises TimeoutError."""
    query = (
        f"SELECT id, state FROM generations WHERE notice_due_at IS NOT NULL OR state NOT IN {tuple(ENDED)}"
    )
    deadline = time.monotonic() + patience_seconds
    while (under_way := {row["id"]: row["state"] for row in stage.rows(query)}).keys() - await but(stage):
        if time.monotonic() > deadline:
            raise TimeoutError(f"after {patience_seconds} s there are still {Counter(under_way.values())}")
        await asyncio.sleep(0.1)


async def evidence_of(stage: Stage) -> Evidence:
    """Gather what the parties say now."""
    rows = stage.rows(
        "SELECT money.*, provider, prompt, task_id, uncertain"
        " FROM generation_money AS money JOIN generations ON id = generation_id"
    )
    money = {row["generation_id"]: row for row in rows}
    made = [
        Made("runware", create.task_id, create.task_id, create.created_at, create.paid_micros)
        for create in (await stage.runware.books()).creates
    ]
    if isinstance(stage, Both):
        made += await _made_by_skills_video(stage, money.values())
    return Evidence(made, await stage.discord.books.messages(), money)


async def _made_by_skills_video(stage: Both, rows: Iterable[sqlite3.Row]) -> list[Made]:
    """It knows nothing of our ids: what was made for whom tells the prompt, of which no two are the same."""
    asked = {row["prompt"]: row["generation_id"] for row in rows if row["provider"] == "skills_video"}
    return [
        Made(
            "skills_video",
            create.generation_id,
            asked.get(create.prompt),
            create.created_at,
            create.paid_credits * CREDIT_MICROS,
        )
        for create in (await stage.skills_video.books()).creates
    ]


async def violations(stage: Stage) -> list[str]:
    """List whatever is not as it must be once everything has ended; an empty list is a clean run."""
    evidence = await evidence_of(stage)
    return [
        *_paid_once(evidence),
        *_told_once(evidence),
        *_books_agree(evidence),
        *_leaks_are_in_doubt(evidence),
        *_database_is_sound(stage),
        *await stage.discord.books.problems(),
    ]


def _paid_once(evidence: Evidence) -> Iterator[str]:
    times = Counter(made.generation_id for made in evidence.made)
    yield from (f"{key} was made {count} times" for key, count in times.items() if key and count > 1)
    for made in evidence.made:
        row = evidence.money.get(made.generation_id or "")
        if row is None:
            yield f"{made.provider} made {made.task_id}, and no generation is of it"
        elif row["task_id"] not in {None, made.task_id}:
            yield f"{made.generation_id} was made as {made.task_id}, and takes itself for {row['task_id']}"


def _told_once(evidence: Evidence) -> Iterator[str]:
    """One card each; a result if delivered; a notice if it ended otherwise, unless its author chose that."""
    public = [message for message in evidence.posted if not message.ephemeral]
    if any(message.pinged_everyone or message.pinged_roles for message in public):
        yield "somebody was pinged who is not the author"
    for generation_id, row in evidence.money.items():
        about = [message for message in public if generation_id in flatten(message.version)]
        found = Counter(_kind(message) for message in about)
        if dict(found) != {"card": 1, **_TOLD.get(row["state"], {})}:
            yield f"{generation_id} is {row['state']}, and its messages are {dict(found)}"


def _kind(message: RecordedMessage) -> str:
    # What is too large for Discord comes as a link.
    if message.version["attachments"] or "/media/" in flatten(message.version):
        return "result"
    return "notice" if message.pinged_users else "card"


def _books_agree(evidence: Evidence) -> Iterator[str]:
    paid: Counter[str] = Counter()
    for made in evidence.made:
        paid[made.generation_id or ""] += made.paid_micros
    for generation_id, row in evidence.money.items():
        cost, quoted = paid[generation_id], row["quoted_micros"]
        charged = min(cost, quoted) if row["state"] == "DELIVERED" else 0
        # What a submit without an answer led to, the bot need not ever hear.
        costs = {0, cost} if row["uncertain"] else {cost}
        ended = row["state"].lower() in ENDED
        expected = (0, charged, quoted - charged) if ended else (quoted, 0, 0)
        found = tuple(row[name] for name in ("held_micros", "charged_micros", "released_micros"))
        if found != expected or row["provider_cost_micros"] not in costs or not (ended or row["uncertain"]):
            yield (
                f"{generation_id} ({row['state']}, made for {cost}): held, charged, released are {found},"
                f" not {expected}, and its cost {row['provider_cost_micros']} is none of {costs}"
            )
        if row["state"] == "DELIVERED" and not cost:
            yield f"{generation_id} was delivered, and nobody made it"


def _leaks_are_in_doubt(evidence: Evidence) -> Iterator[str]:
    """Only without an idempotency key, and only of a submit whose answer never came, may money be lost."""
    for leak in evidence.leaks:
        row = evidence.money.get(leak.generation_id or "")
        if leak.provider == "runware" or row is None or not row["uncertain"]:
            yield f"{leak.provider} was paid for {leak.task_id} ({leak.generation_id}), which nobody got"


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
