"""The check of the books must itself be able to fail."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.generation import Generation
from bot.domain.moderation.audit import Action, Decision
from bot.domain.money import Micros
from bot.domain.purses import MovementKind, member_purse
from bot.domain.reviews import Review, ReviewReason
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
    ("UPDATE usage_counters SET made_count = 9", "in 9 generations, but held 300000 spent 300000 in 2"),
    (
        "UPDATE purses SET balance_micros = 8",
        "purse of member 10:1 has 8 micro-dollars, but 300007 by the ledger",
    ),
    (
        "UPDATE ledger_entries SET amount_micros = 300001 WHERE kind = 'refund' AND account = 'purse'",
        "was charged 300000 micro-dollars, and 300001 were given back in 1 refunds",
    ),
    (
        "UPDATE ledger_entries SET transfer_id = 99 WHERE kind = 'refund' AND account = 'operator'",
        "300000 were given back in 2 refunds",
    ),
    (
        "UPDATE ledger_entries SET account = 'operator' WHERE kind = 'hold' AND account = 'available'",
        "the operator bears 600000 micro-dollars of generation",
    ),
    (
        "UPDATE ledger_entries SET account = 'operator' WHERE kind = 'grant' AND account = 'issued'",
        "costs the operator 7 micro-dollars for nothing",
    ),
    ("UPDATE generations SET ended_at = NULL WHERE id = 'done'", "but its end is half done"),
    (
        "UPDATE generations SET poll_due_at = NULL WHERE id = 'open'",
        "is running and nothing of it is ever due",
    ),
]


async def with_a_purse(world: World, done: Generation) -> None:
    """A grant and a refund, both into the purse of a later day."""
    mine, now = member_purse(10, 1), world.clock.now()
    decision = Decision(10, 5, Action.GRANTED, generation_id=done.id)
    await world.store.fill_purse(mine, Micros(7), MovementKind.GRANT, decision, None, now)
    await world.store.refund(decision, now + timedelta(days=1))


@pytest.mark.parametrize(("spoil", "sentence"), SPOILT)
async def test_what_cannot_be_is_said_in_a_sentence(tmp_path: Path, spoil: str, sentence: str) -> None:
    path = tmp_path / "greenlit.db"
    async with open_store(path, SetClock()) as store:
        world = World(store)
        done, running = await world.delivered("a"), await world.running()
        await with_a_purse(world, done)
        assert await store.check() == []

    said = await said_when_spoilt(
        path, spoil.replace("'done'", f"'{done.id}'").replace("'open'", f"'{running.id}'")
    )

    assert any(sentence in found for found in said)


@pytest.mark.parametrize("changed", ["amount_micros = amount_micros - 1", "kind = 'cost'"])
async def test_what_nobody_looked_at_in_time_and_was_not_given_back_whole_is_said(
    tmp_path: Path, changed: str
) -> None:
    path = tmp_path / "greenlit.db"
    async with open_store(path, SetClock()) as store:
        world = World(store)
        unseen, now = await world.settled("a"), world.clock.now()
        await store.ask_for_review(unseen.id, Review(ReviewReason.MODE, now), (), now)
        await store.expire(unseen.id, now)
        assert await store.check() == []

    said = await said_when_spoilt(path, f"UPDATE ledger_entries SET {changed} WHERE kind = 'refund'")

    assert f"generation {unseen.id} is expired and charged 300000 micro-dollars" in said


async def said_when_spoilt(path: Path, spoil: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER ledger_entries_never_change")
        connection.execute("DROP TRIGGER ledger_entries_never_vanish")
        connection.execute(spoil)
        connection.commit()

    async with open_store(path, SetClock()) as store:
        return await store.check()
