"""The check of the books must itself be able to fail."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.sqlite import open_store
from tests.storage.world import SetClock, World

SPOILT = [
    (
        "UPDATE ledger_entries SET amount_micros = amount_micros - 1 WHERE entry_id = 2",
        "transfer 1 sums to -1",
    ),
    (
        "DELETE FROM ledger_entries WHERE kind = 'settle' AND account = 'held'",
        "is delivered with 300000 of 300000",
    ),
    ("UPDATE generations SET settled_at = NULL WHERE id = 'done'", "has 1 transfers that resolve its hold"),
    ("UPDATE generations SET charged_micros = 1 WHERE id = 'done'", "is charged 1 of 300000"),
    ("DELETE FROM takes WHERE generation_id = 'done'", "is delivered and charged 300000"),
    ("UPDATE booked_costs SET cost_micros = 9", "cost 300000 micro-dollars by the ledger, 9 by result"),
    (
        "UPDATE usage_counters SET held_micros = held_micros - 1",
        "held 299999 spent 300000 micro-dollars in 2 generations, but held 300000 spent 300000 in 2",
    ),
    (
        "UPDATE usage_counters SET spent_micros = 0 WHERE scope = 'member_day'",
        "usage of member_day 1 from 2026-03-14",
    ),
    ("UPDATE generations SET ended_at = NULL WHERE id = 'done'", "but its end is half done"),
    (
        "UPDATE generations SET poll_due_at = NULL WHERE id = 'open'",
        "is running and nothing of it is ever due",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), SPOILT)
async def test_what_cannot_be_is_said_in_a_sentence(tmp_path: Path, spoil: str, sentence: str) -> None:
    path = tmp_path / "greenlit.db"
    async with open_store(path, SetClock()) as store:
        world = World(store)
        done, running = await world.delivered("a"), await world.running()
        assert await store.check() == []

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER ledger_entries_never_change")
        connection.execute("DROP TRIGGER ledger_entries_never_vanish")
        connection.execute(spoil.replace("'done'", f"'{done.id}'").replace("'open'", f"'{running.id}'"))
        connection.commit()

    async with open_store(path, SetClock()) as store:
        assert any(sentence in found for found in await store.check())
