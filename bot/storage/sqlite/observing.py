"""News about a task: idempotent, and the same in any order.

A result that was good once stays good, a cost that was told once is never lowered by a later telling, and
results are kept by the provider's key.
"""

from dataclasses import replace
from datetime import datetime
from sqlite3 import Connection
from typing import Any

from bot.domain.generation import Failure, Generation, State, Take, TakeState
from bot.domain.money import ZERO, Micros
from bot.domain.news import TakeDone, TakeFailed, Update
from bot.storage.sqlite import ledger, rows
from bot.storage.sqlite.moving import AT_PROVIDER, end, has_good_take, move, succeed
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of

News = TakeDone | TakeFailed


def observe(db: Connection, update: Update, now: datetime) -> Generation | None:
    """Apply news; with the hold resolved, only to the books."""
    row = queries.id_by_task(db, task_id=update.task_id)
    if row is None:
        return None
    generation = rows.existing(db, row["id"])
    if generation.settled_at is not None:
        _observe_costs(db, generation, update, now)
    elif generation.state is not State.QUEUED or update.done:
        queries.know_task(db, id=generation.id, task_id=update.task_id)
        _observe_results(db, _at_provider(db, generation, now), update, now)
    return rows.existing(db, generation.id)


def _results(update: Update) -> tuple[News, ...]:
    return (*update.done, *update.failed)


def _at_provider(db: Connection, generation: Generation, now: datetime) -> Generation:
    """Whoever brings news of a task has accepted it, whatever became of the answer to our submit."""
    if generation.state is State.QUEUED:
        move(db, generation.id, State.QUEUED, State.SUBMITTING)
    if generation.state in {State.QUEUED, State.SUBMITTING}:
        move(db, generation.id, State.SUBMITTING, State.RUNNING)
        queries.run(db, id=generation.id, now=text_of(now), poll_at=text_of(now))
        return replace(generation, state=State.RUNNING)
    return generation


def _observe_costs(db: Connection, generation: Generation, update: Update, now: datetime) -> None:
    known = {take.key: take for take in generation.takes}
    for news in (*_results(update), *update.unready):
        take = known.get(news.key)
        if take and news.cost_micros:
            cost = max(news.cost_micros, take.cost_micros or ZERO)
            queries.amend_take(db, **_columns(generation, replace(take, cost_micros=cost)))
            ledger.book_cost(db, generation.id, news.key, cost, now)
        elif news.cost_micros:
            _book_surplus(db, generation, news.key, news.cost_micros, now)
    if update.failure or len(_results(update)) >= generation.takes_asked:
        queries.stop_polling(db, id=generation.id)


def _observe_results(db: Connection, generation: Generation, update: Update, now: datetime) -> None:
    takes = {take.key: take for take in generation.takes}
    for news in _results(update):
        take = _merged(takes.get(news.key), news)
        if news.key in takes:
            queries.amend_take(db, **_columns(generation, take))
        elif len(takes) < generation.takes_asked:
            queries.add_take(db, **_columns(generation, take))
        else:
            _book_surplus(db, generation, news.key, news.cost_micros, now)
            continue
        takes[news.key] = take
    after = replace(generation, takes=tuple(takes.values()))
    if [take.state for take in after.takes] != [take.state for take in generation.takes]:
        queries.touch(db, id=generation.id)
    # At once, not when all are there: the addresses of the first may die while the last is made.
    queries.fetch_takes(db, generation_id=generation.id, now=text_of(now))
    if generation.state in AT_PROVIDER:
        _conclude(db, after, update.failure, now)


def _conclude(db: Connection, generation: Generation, failure: Failure | None, now: datetime) -> None:
    if failure is None and len(generation.takes) < generation.takes_asked:
        return
    if has_good_take(generation):
        succeed(db, generation, now)
    else:
        end(db, generation, State.FAILED, now, failure or _first_failure(generation))
    # Not so at a deadline: then results are still to come that will cost something.
    queries.stop_polling(db, id=generation.id)


def _first_failure(generation: Generation) -> Failure | None:
    """Choose by key, so that the reason does not depend on whose news came first."""
    return min(generation.takes, key=lambda take: take.key).failure


def _book_surplus(
    db: Connection, generation: Generation, key: str, cost_micros: Micros | None, now: datetime
) -> None:
    """Nobody asked for this result or waits for it, but the provider is paid all the same."""
    booked = ledger.booked_cost(db, generation.id, key)
    ledger.book_cost(db, generation.id, key, max(booked, cost_micros or ZERO), now)


def _columns(generation: Generation, take: Take) -> dict[str, Any]:
    return {
        "generation_id": generation.id,
        "key": take.key,
        "state": take.state,
        "url": take.url,
        "seed": take.seed,
        "cost_micros": take.cost_micros,
        "flagged": take.flagged,
        **rows.failure_columns(take.failure),
    }


def _merged(known: Take | None, news: News) -> Take:
    fresh = _fresh(news)
    if known is None:
        return fresh
    cost = Micros(max(known.cost_micros or 0, fresh.cost_micros or 0)) or None
    better = fresh if known.state is TakeState.FAILED and fresh.state is TakeState.READY else known
    seed = better.seed if better.seed is not None else fresh.seed
    return replace(better, cost_micros=cost, seed=seed, flagged=known.flagged or fresh.flagged)


def _fresh(news: News) -> Take:
    cost = news.cost_micros or None
    if isinstance(news, TakeDone):
        return Take(news.key, TakeState.READY, news.url, news.seed, cost, news.flagged)
    return Take(news.key, TakeState.FAILED, cost_micros=cost, failure=news.failure)
