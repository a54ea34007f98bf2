"""Money beyond quotas and budgets: filling purses, giving it away, giving back what was charged."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.calendars import calendar_of
from bot.domain.generation import Generation
from bot.domain.giving import AlreadyRefunded, BeyondPoolGrant, NotEnoughToGive
from bot.domain.moderation.audit import Decision
from bot.domain.money import ZERO, Micros
from bot.domain.purses import Movement, MovementKind, Purse, Refund, member_purse
from bot.domain.quota import Limit, Scope
from bot.storage.sqlite import rows
from bot.storage.sqlite.entries import Cause, Entry, transfer
from bot.storage.sqlite.ledger import ACCOUNTS
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log, server
from bot.storage.sqlite.times import instant_of, text_of
from bot.storage.sqlite.windows import balance, spend_within, usage


def purse(db: Connection, asked: Purse) -> Micros:
    """Read what is in it."""
    return balance(db, asked)


def fill_purse(
    db: Connection,
    filled: Purse,
    amount_micros: Micros,
    kind: MovementKind,
    decision: Decision,
    within: Limit | None,
    now: datetime,
) -> Micros:
    """Issue money into a purse, and log whose decision that was; give what is in it then."""
    counter_id = None
    if within is not None:
        counter_id = spend_within(db, within, amount_micros)
        if counter_id is None:
            raise BeyondPoolGrant(usage(db, within))
    filled_entry = _fill(db, filled, amount_micros)
    issued = Entry("issued", -amount_micros, counter_id=counter_id)
    transfer(db, _cause(db, kind, decision.actor_discord_id, decision.reason), [filled_entry, issued], now)
    log(db, decision, now)
    return balance(db, filled)


def give(
    db: Connection, giver_discord_id: int, giver: Limit, receiver: Purse, amount_micros: Micros, now: datetime
) -> Micros:
    """Move money from the purse behind a limit, then out of its window, into another purse."""
    used = usage(db, giver)
    if giver.purse is None or used.left_micros < amount_micros:
        raise NotEnoughToGive(amount_micros, used)
    of_purse = min(used.purse_micros, amount_micros)
    entries = [_fill(db, receiver, amount_micros)]
    if of_purse:
        row = queries.draw(db, scope=giver.purse.scope, owner=giver.purse.owner, amount_micros=of_purse)
        entries.append(Entry("purse", -of_purse, row["purse_id"]))
    if of_purse < amount_micros:
        of_quota = amount_micros - of_purse
        entries.append(Entry("available", -of_quota, counter_id=spend_within(db, giver, of_quota)))
    transfer(db, _cause(db, MovementKind.GIFT, giver_discord_id, ""), entries, now)
    return usage(db, giver).left_micros


def refund(db: Connection, decision: Decision, now: datetime) -> Refund:
    """Give back what one generation was charged, once, and log whose decision that was."""
    generation = rows.existing(db, decision.generation_id or "")
    if queries.refunded(db, generation_id=generation.id):
        raise AlreadyRefunded(generation.id)
    author = member_id(db, decision.actor_discord_id)
    cause = Cause(MovementKind.REFUND, generation.id, author, decision.reason)
    given = _give_back(db, generation, cause, now)
    log(db, decision, now)
    return given


def refund_unseen(db: Connection, generation: Generation, now: datetime) -> None:
    """Give back what was charged for a video that nobody looked at in time, unless somebody has done so."""
    if not queries.refunded(db, generation_id=generation.id):
        _give_back(db, generation, Cause(MovementKind.REFUND, generation.id), now)


def _give_back(db: Connection, generation: Generation, cause: Cause, now: datetime) -> Refund:
    """Put what a purse had paid back there; the rest into the day's quota if it lasts, else the purse."""
    guild_id = generation.place.guild_id
    today = calendar_of(server(db, guild_id)).day(now)
    counter = queries.counter_of_generation(
        db,
        generation_id=generation.id,
        scope=Scope.MEMBER_DAY,
        window_starts_at=text_of(today.starts_at),
    )
    given = _shared(db, generation, is_of_today=counter is not None)
    entries = []
    if given.quota_micros:
        queries.unspend(db, counter_id=counter["counter_id"], amount_micros=given.quota_micros)
        entries.append(Entry("available", given.quota_micros, counter_id=counter["counter_id"]))
    if given.purse_micros:
        entries.append(_fill(db, member_purse(guild_id, generation.member_id), given.purse_micros))
    transfer(db, cause, entries, now)
    return given


def movements(db: Connection, asked: Purse, count: int) -> Sequence[Movement]:
    """List what came into a purse or left it but for generations, newest first."""
    return [
        Movement(
            MovementKind(row["kind"]),
            Micros(row["amount_micros"]),
            row["discord_id"],
            row["reason"],
            instant_of(row["created_at"]),
            is_decided=bool(row["is_decided"]),
        )
        for row in queries.movements_of(db, scope=asked.scope, owner=asked.owner, count=count)
    ]


def _shared(db: Connection, generation: Generation, *, is_of_today: bool) -> Refund:
    drawn = queries.drawn_for(db, generation_id=generation.id, account="purse")
    of_purse = ZERO if drawn is None else Micros(drawn["drawn_micros"])
    of_quota = Micros(generation.charged_micros - of_purse) if is_of_today else ZERO
    of_purse = Micros(generation.charged_micros - of_quota)
    return Refund(generation.author_discord_id, of_quota, of_purse)


def _fill(db: Connection, filled: Purse, amount_micros: Micros) -> Entry:
    row = queries.fill(db, scope=filled.scope, owner=filled.owner, amount_micros=amount_micros)
    return Entry(ACCOUNTS[filled.scope], amount_micros, row["purse_id"])


def _cause(db: Connection, kind: MovementKind, author_id: int, reason: str) -> Cause:
    return Cause(kind, author_member_id=member_id(db, author_id), reason=reason)
