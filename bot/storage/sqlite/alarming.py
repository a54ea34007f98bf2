"""Alarms about providers, and the breaker that too many costs above the quotes open."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection, Row

from bot.domain.alarms import (
    FOR_GOOD,
    OVERRUNS,
    OVERRUNS_WITHIN,
    QUIET_FOR,
    ROUNDING_MICROS,
    Alarm,
    AlarmKind,
)
from bot.domain.money import Micros
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_of, instant_or_none, text_of, text_or_none


def begin_alarm(
    db: Connection,
    account: str,
    kind: AlarmKind,
    now: datetime,
    amount_micros: Micros | None = None,
    stops_until: datetime | None = None,
) -> None:
    """Begin one, or go on with the last one of its kind, if that is not long over."""
    last = queries.last_alarm(db, account=account, kind=kind)
    details = {"amount_micros": amount_micros, "stops_until": text_or_none(stops_until)}
    if last is not None and _goes_on(last, kind, now):
        queries.renew_alarm(db, alarm_id=last["alarm_id"], **details)
    else:
        queries.add_alarm(db, account=account, kind=kind, now=text_of(now), **details)


def _goes_on(last: Row, kind: AlarmKind, now: datetime) -> bool:
    ended_at = instant_or_none(last["ended_at"])
    return ended_at is None or now - ended_at < QUIET_FOR[kind]


def end_alarm(db: Connection, account: str, kind: AlarmKind, deadline_at: datetime, now: datetime) -> None:
    """End one, and give what waited for that as much time as a new request has."""
    ended = queries.end_alarm(db, account=account, kind=kind, now=text_of(now))
    if ended is not None and ended["stops_until"] is not None:
        queries.give_providers_time(db, account=account, deadline_at=text_of(deadline_at))


def note_overrun(db: Connection, generation_id: str, now: datetime) -> None:
    """Note once that a generation cost more than was quoted; one too many opens the breaker."""
    row = queries.note_overrun(
        db, generation_id=generation_id, rounding_micros=ROUNDING_MICROS, now=text_of(now)
    )
    if row is None:
        return
    account: str = row["account"]
    excess = queries.excess(db, generation_id=generation_id)["excess_micros"]
    begin_alarm(db, account, AlarmKind.OVERRUN, now, Micros(excess))
    since = text_of(now - OVERRUNS_WITHIN)
    if queries.overruns(db, account=account, since=since)["number"] >= OVERRUNS:
        begin_alarm(db, account, AlarmKind.BREAKER, now, stops_until=FOR_GOOD)


def alarms(db: Connection) -> Sequence[Alarm]:
    """List those that go on."""
    return [_alarm(row) for row in queries.alarms(db)]


def stopping_alarm(db: Connection, account: str) -> Alarm | None:
    """Find what keeps submits from a provider."""
    row = queries.stopping_alarm(db, account=account)
    return None if row is None else _alarm(row)


def alarm(db: Connection, alarm_id: int) -> Alarm | None:
    """Read one."""
    row = queries.alarm(db, alarm_id=alarm_id)
    return None if row is None else _alarm(row)


def untold_alarms(db: Connection, count: int) -> Sequence[Alarm]:
    """List those of which operators do not know how they stand."""
    return [_alarm(row) for row in queries.untold_alarms(db, count=count)]


def _alarm(row: Row) -> Alarm:
    amount = row["amount_micros"]
    return Alarm(
        id=row["alarm_id"],
        account=row["account"],
        kind=AlarmKind(row["kind"]),
        amount_micros=None if amount is None else Micros(amount),
        began_at=instant_of(row["began_at"]),
        ended_at=instant_or_none(row["ended_at"]),
    )
