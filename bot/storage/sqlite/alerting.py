"""Telling operators of alarms, and their word that a provider is to be trusted again."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.domain.alarms import Alarm, AlarmKind
from bot.domain.moderation.audit import Decision
from bot.domain.moderation.pauses import EVERYWHERE
from bot.domain.postings import NewPosting, PostingKind
from bot.storage.sqlite.alarming import end_alarm
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.posting import post, refresh
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log
from bot.storage.sqlite.times import text_of


def tell_alarm(
    db: Connection, alarm: Alarm, operator_ids: Sequence[int], channel_id: int | None, now: datetime
) -> None:
    """Have each operator told, and the channel; whoever knows of it sees it as it stands now."""
    # By our own ids: keys stay in the books and stand in the log.
    postings = [
        NewPosting(
            PostingKind.ALARM,
            EVERYWHERE,
            f"{alarm.id}:{member_id(db, discord_id)}",
            recipient_discord_id=discord_id,
        )
        for discord_id in operator_ids
    ]
    if channel_id is not None:
        postings.append(NewPosting(PostingKind.ALARM, EVERYWHERE, str(alarm.id), channel_id=channel_id))
    for posting in postings:
        post(db, posting, now)
        refresh(db, posting.kind, posting.guild_id, posting.key, now)
    queries.alarm_told(
        db, alarm_id=alarm.id, ended_at=None if alarm.ended_at is None else text_of(alarm.ended_at)
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
