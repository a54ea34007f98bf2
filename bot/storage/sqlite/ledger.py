"""Holds, settlements, releases and costs: double entries, and the counters that limits are checked against.

A hold stands in the windows of its limits first, and in the purses behind them for the rest. All amounts are
micro-dollars.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from sqlite3 import Connection
from typing import Final

from bot.domain.errors import LimitReached
from bot.domain.generation import Generation
from bot.domain.money import ZERO, Micros
from bot.domain.prices import Quote
from bot.domain.purses import Purse, PurseScope, Shares
from bot.domain.quota import Limit
from bot.domain.role_quotas import CountReached
from bot.domain.settlement import settle
from bot.storage.sqlite.alarming import note_overrun
from bot.storage.sqlite.entries import Cause, Entry, transfer
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import text_of
from bot.storage.sqlite.windows import hold_within, usage

MEMBER: Final = "member"
SERVER: Final = "guild"
OPERATOR: Final = "operator"
OWN: Final = "own"
"""Who spends; the first halves of the scopes' names."""
ACCOUNTS: Final = {PurseScope.MEMBER: "purse", PurseScope.SERVER: "pool"}


def hold(db: Connection, generation_id: str, quote: Quote, limits: Sequence[Limit], now: datetime) -> None:
    """Set the price aside; raises `LimitReached` or `CountReached` for the first limit without room."""
    amount = quote.total_micros
    entries = [Entry("held", amount)]
    of_member = amount
    for purse, group in groupby(limits, key=lambda limit: limit.purse):
        beyond = _hold_in_windows(db, generation_id, quote, list(group))
        entries += _drawn(db, purse, beyond)
        if purse is not None and purse.scope is PurseScope.MEMBER:
            of_member = Micros(amount - beyond)
    transfer(db, Cause("hold", generation_id), [Entry("available", -of_member), *entries], now)


def _hold_in_windows(db: Connection, generation_id: str, quote: Quote, limits: Sequence[Limit]) -> Micros:
    """Hold in every window what the narrowest has room for; give what is left for the purse behind them."""
    amount = quote.total_micros
    share = min([amount, *(usage(db, limit).window_left_micros for limit in limits if limit.purse)])
    for limit in limits:
        used = usage(db, limit)
        if used.is_counted_out:
            raise CountReached(used)
        counter_id = hold_within(db, limit, share) if used.left_micros >= amount else None
        if counter_id is None:
            raise LimitReached(quote, used)
        queries.hold_stands_in(db, generation_id=generation_id, counter_id=counter_id)
    return Micros(amount - share)


def _drawn(db: Connection, purse: Purse | None, amount_micros: Micros) -> list[Entry]:
    """Take money out of a purse that has as much; a pool's goes back to where it was issued."""
    if purse is None or not amount_micros:
        return []
    row = queries.draw(db, scope=purse.scope, owner=purse.owner, amount_micros=amount_micros)
    drawn = Entry(ACCOUNTS[purse.scope], -amount_micros, row["purse_id"])
    return [drawn] if purse.scope is PurseScope.MEMBER else [drawn, Entry("issued", amount_micros)]


def resolve(db: Connection, generation: Generation, now: datetime) -> None:
    """Settle a generation's hold for its stored takes, or release all of it when there are none.

    What its results cost beyond that is borne by who pays the provider.
    """
    settlement = settle(generation.quoted_micros, generation.takes_asked, generation.takes)
    charged, cost = settlement.charged_micros, settlement.cost_micros
    to_purse = _resolved(db, generation, MEMBER, "purse", charged)
    to_pool = _resolved(db, generation, SERVER, "pool", cost)
    for payer in (OPERATOR, OWN):
        _resolved(db, generation, payer, None, cost)
    if not generation.stored_takes:
        queries.uncount(db, generation_id=generation.id)
    given_back = sum(entry.amount_micros for entry in to_purse)
    entries = (
        Entry("available", settlement.released_micros - given_back),
        Entry("held", -generation.quoted_micros),
        Entry("provider", cost),
        *to_purse,
        *_returned_to_issue(to_pool),
    )
    transfer(db, Cause("settle" if charged else "release", generation.id), entries, now)
    queries.resolve(db, id=generation.id, charged_micros=charged, now=text_of(now))
    for take in generation.takes:
        own = settle(generation.quoted_micros, generation.takes_asked, [take]).cost_micros
        queries.book(db, generation_id=generation.id, key=take.key, cost_micros=own)
    note_overrun(db, generation.id, now)


def _resolved(
    db: Connection, generation: Generation, payer: str, account: str | None, used_micros: Micros
) -> list[Entry]:
    """Turn what a payer has held into what was used, and put back into the purse what was not."""
    drawn, purse_id = _drawn_for(db, generation.id, account)
    held = Shares(Micros(generation.quoted_micros - drawn), drawn)
    used = held.used(used_micros)
    queries.spend(
        db,
        generation_id=generation.id,
        payer=payer,
        held_micros=held.window_micros,
        spent_micros=used.window_micros,
    )
    return _put_back(db, account, purse_id, drawn - used.purse_micros)


def book_cost(db: Connection, generation_id: str, key: str, cost_micros: Micros, now: datetime) -> None:
    """Book what a provider says one result cost, beyond what is booked for it, to who pays it.

    Costs less than what was assumed while it was unknown are given back, to the server's pool first.
    """
    difference = cost_micros - booked_cost(db, generation_id, key)
    if not difference:
        return
    drawn, purse_id = _drawn_for(db, generation_id, "pool")
    back = min(drawn, max(0, -difference))
    to_pool = _put_back(db, "pool", purse_id, back)
    for payer, spent in ((SERVER, difference + back), (OPERATOR, difference), (OWN, difference)):
        queries.spend(db, generation_id=generation_id, payer=payer, held_micros=0, spent_micros=spent)
    entries = (Entry("provider", difference), *_returned_to_issue(to_pool))
    transfer(db, Cause("cost", generation_id), entries, now)
    queries.book(db, generation_id=generation_id, key=key, cost_micros=cost_micros)
    note_overrun(db, generation_id, now)


def booked_cost(db: Connection, generation_id: str, key: str) -> Micros:
    """Read what is booked for one result."""
    row = queries.booked_cost(db, generation_id=generation_id, key=key)
    return ZERO if row is None else Micros(row["cost_micros"])


def _drawn_for(db: Connection, generation_id: str, account: str | None) -> tuple[Micros, int]:
    row = queries.drawn_for(db, generation_id=generation_id, account=account) if account else None
    return (ZERO, 0) if row is None else (Micros(row["drawn_micros"]), row["purse_id"])


def _put_back(db: Connection, account: str | None, purse_id: int, amount_micros: int) -> list[Entry]:
    if account is None or not amount_micros:
        return []
    queries.put_back(db, purse_id=purse_id, amount_micros=amount_micros)
    return [Entry(account, amount_micros, purse_id)]


def _returned_to_issue(to_pool: list[Entry]) -> Iterator[Entry]:
    """A pool is no account of the member's or the operator's: what it gets back is issued anew."""
    for entry in to_pool:
        yield entry
        yield Entry("issued", -entry.amount_micros)
