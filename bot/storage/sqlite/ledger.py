"""Holds, settlements, releases and costs: double entries, and the counters that limits are checked against.

Entries move money between four accounts: `available` and `held` (the member's), `provider` (what providers
earned) and `operator` (what the operator bears). All amounts are micro-dollars.
"""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.errors import LimitReached
from bot.domain.generation import Generation
from bot.domain.money import ZERO, Micros
from bot.domain.prices import Quote
from bot.domain.quota import Limit, LimitUsage
from bot.domain.settlement import settle
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of


def hold(db: Connection, generation_id: str, quote: Quote, limits: Sequence[Limit], now: datetime) -> None:
    """Set the price aside; raises `LimitReached` for the first limit without room."""
    amount_micros = quote.total_micros
    for limit in limits:
        room = queries.hold_within(
            db, **_window(limit), amount_micros=amount_micros, limit_micros=limit.limit_micros
        )
        if room is None:
            raise LimitReached(quote, usage(db, limit))
        queries.hold_stands_in(db, generation_id=generation_id, counter_id=room["counter_id"])
    _transfer(db, generation_id, "hold", now, available=-amount_micros, held=amount_micros)


def usage(db: Connection, limit: Limit) -> LimitUsage:
    """Read what of a limit is held and spent."""
    row = queries.usage_of(db, **_window(limit))
    if row is None:
        return LimitUsage(limit, ZERO, ZERO)
    return LimitUsage(limit, Micros(row["held_micros"]), Micros(row["spent_micros"]))


def resolve(db: Connection, generation: Generation, now: datetime) -> None:
    """Settle a generation's hold for its stored takes, or release all of it when there are none.

    What its results cost beyond that is booked as the operator's loss.
    """
    settlement = settle(generation.quoted_micros, generation.takes_asked, generation.takes)
    _transfer(
        db,
        generation.id,
        "settle" if settlement.charged_micros else "release",
        now,
        available=settlement.released_micros,
        held=-generation.quoted_micros,
        provider=settlement.cost_micros,
    )
    queries.spend(
        db,
        generation_id=generation.id,
        released_micros=generation.quoted_micros,
        charged_micros=settlement.charged_micros,
        cost_micros=settlement.cost_micros,
    )
    queries.resolve(db, id=generation.id, charged_micros=settlement.charged_micros, now=text_of(now))
    for take in generation.takes:
        cost = settle(generation.quoted_micros, generation.takes_asked, [take]).cost_micros
        queries.book(db, generation_id=generation.id, key=take.key, cost_micros=cost)


def book_cost(db: Connection, generation_id: str, key: str, cost_micros: Micros, now: datetime) -> None:
    """Book what a provider says one result cost, beyond what is booked for it, as the operator's.

    Costs less than what was assumed while it was unknown are given back.
    """
    difference = cost_micros - booked_cost(db, generation_id, key)
    if not difference:
        return
    _transfer(db, generation_id, "cost", now, provider=difference)
    queries.spend(
        db, generation_id=generation_id, released_micros=0, charged_micros=0, cost_micros=difference
    )
    queries.book(db, generation_id=generation_id, key=key, cost_micros=cost_micros)


def booked_cost(db: Connection, generation_id: str, key: str) -> Micros:
    """Read what is booked for one result."""
    row = queries.booked_cost(db, generation_id=generation_id, key=key)
    return ZERO if row is None else Micros(row["cost_micros"])


def _transfer(
    db: Connection,
    generation_id: str,
    kind: str,
    now: datetime,
    *,
    available: int = 0,
    held: int = 0,
    provider: int = 0,
) -> None:
    queries.transfer(
        db,
        generation_id=generation_id,
        kind=kind,
        available_micros=available,
        held_micros=held,
        provider_micros=provider,
        now=text_of(now),
    )


def _window(limit: Limit) -> dict[str, str]:
    return {
        "scope": limit.scope,
        "owner": limit.owner,
        "window_starts_at": text_of(limit.window.starts_at),
    }
