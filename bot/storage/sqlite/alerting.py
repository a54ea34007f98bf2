"""Telling operators of alarms, and their word that a provider is to be trusted again."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.accounts import is_own, key_id_of
from bot.domain.alarms import Alarm, AlarmKind
from bot.domain.moderation.audit import Decision
from bot.domain.moderation.pauses import EVERYWHERE
from bot.domain.postings import NewPosting, PostingKind
from bot.domain.servers import ServerSettings
from bot.storage.sqlite.alarming import end_alarm
from bot.storage.sqlite.keeping import sealed_key
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.posting import post, refresh
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import LOCALE, log, server
from bot.storage.sqlite.times import text_of


def tell_alarm(
    db: Connection, alarm: Alarm, operator_ids: Sequence[int], channel_id: int | None, now: datetime
) -> None:
    """Have each operator told, and the channel; whoever knows of it sees it as it stands now.

    Of a server's own account only those are told who manage it, in the channel of its log.
    """
    own = is_own(alarm.account)
    for posting in _to_server(db, alarm) if own else _to_operators(db, alarm, operator_ids, channel_id):
        post(db, posting, now)
        refresh(db, posting.kind, posting.guild_id, posting.key, now)
    queries.alarm_told(
        db, alarm_id=alarm.id, ended_at=None if alarm.ended_at is None else text_of(alarm.ended_at)
    )


def _to_operators(
    db: Connection, alarm: Alarm, operator_ids: Sequence[int], channel_id: int | None
) -> Iterator[NewPosting]:
    # By our own ids: keys stay in the books and stand in the log.
    for discord_id in operator_ids:
        key = f"{alarm.id}:{member_id(db, discord_id)}"
        yield NewPosting(PostingKind.ALARM, EVERYWHERE, key, recipient_discord_id=discord_id)
    if channel_id is not None:
        yield NewPosting(PostingKind.ALARM, EVERYWHERE, str(alarm.id), channel_id=channel_id)


def _to_server(db: Connection, alarm: Alarm) -> Iterator[NewPosting]:
    kept = sealed_key(db, key_id_of(alarm.account) or 0)
    settings = server(db, kept.guild_id) if kept else ServerSettings()
    if kept and settings.log_channel_id is not None:
        yield NewPosting(
            PostingKind.ALARM,
            kept.guild_id,
            str(alarm.id),
            settings.log_channel_id,
            locale=settings.log_locale or LOCALE,
        )


def trust_again(db: Connection, decision: Decision, deadline_at: datetime, now: datetime) -> Sequence[str]:
    """Close the breakers; the costs that opened them count no more."""
    providers: list[str] = [row["account"] for row in queries.open_breakers(db)]
    for account in providers:
        end_alarm(db, account, AlarmKind.BREAKER, deadline_at, now)
        queries.forgive_overruns(db, account=account)
    if providers:
        log(db, decision, now)
    return providers
