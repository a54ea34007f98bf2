"""Webhooks as they came, what they are about, and the key that their addresses are made with."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import Final, cast

from bot.domain.generation import Generation
from bot.domain.news import Letter
from bot.storage.sqlite import rows
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_of, text_of, text_or_none

_KEPT: Final = timedelta(days=3)
"""Far longer than any provider sends the same webhook again."""
_LATE: Final = timedelta(days=1)
"""What expired longer ago is not expected to turn up any more."""


def receive(db: Connection, letter: Letter, now: datetime) -> bool:
    """Keep a webhook; False when it is there already."""
    queries.forget_letters(db, before=text_of(now - _KEPT))
    added = queries.add_letter(
        db, key=letter.key, provider=letter.provider, task_ids=json.dumps(letter.task_ids), now=text_of(now)
    )
    return added is not None


def letters_due(db: Connection, now: datetime, count: int) -> Sequence[Letter]:
    """List what is to be applied, longest due first."""
    return [
        Letter(
            row["key"], row["provider"], tuple(json.loads(row["task_ids"])), instant_of(row["received_at"])
        )
        for row in queries.letters_due(db, now=text_of(now), count=count)
    ]


def apply(db: Connection, letter: Letter, now: datetime) -> bool:
    """Have its generations asked about at once, and be done with it; False when none is known."""
    asked = [
        queries.ask_at_once(db, provider=letter.provider, task_id=task_id, now=text_of(now))
        for task_id in letter.task_ids
    ]
    known = any(row is not None for row in asked)
    if known:
        queries.postpone_letter(db, key=letter.key, retry_at=None)
    return known


def postpone_letter(db: Connection, key: str, retry_at: datetime | None) -> None:
    """Look at it again later, or never."""
    queries.postpone_letter(db, key=key, retry_at=text_or_none(retry_at))


def last_letter_at(db: Connection, provider: str, since: datetime) -> datetime | None:
    """Tell when the provider's last webhook came, if that was not before `since`."""
    row = queries.last_letter(db, provider=provider, since=text_of(since))
    return instant_of(row["received_at"]) if row["received_at"] else None


def in_doubt(db: Connection, account: str, now: datetime) -> Sequence[Generation]:
    """List what was sent and is known to the provider by a name that we have not learnt."""
    return rows.listed(db, queries.in_doubt(db, account=account, ended_since=text_of(now - _LATE)))


def recognised(db: Connection, generation_id: str, task_id: str) -> None:
    """Note what the provider calls it."""
    queries.know_task(db, id=generation_id, task_id=task_id)


def secret(db: Connection, name: str, fresh: bytes) -> bytes:
    """Give the secret of that name, which is `fresh` when there was none."""
    queries.add_secret(db, name=name, value=fresh)
    return cast("bytes", queries.secret(db, name=name)["value"])
