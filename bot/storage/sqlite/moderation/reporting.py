"""Videos that members reported: counted, hidden, and decided about once."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection
from typing import cast

from bot.domain.generation import Generation
from bot.domain.moderation.audit import Action, Decision
from bot.domain.moderation.reports import (
    A_DAY,
    MOST_OPEN,
    Case,
    NewReport,
    Outcome,
    ReportedAlready,
    TooManyReports,
)
from bot.domain.postings import NewPosting, PostingKind
from bot.storage.sqlite import posting, rows
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.moderation import removing
from bot.storage.sqlite.moderation.report_cases import close_case, existing_case
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log, server
from bot.storage.sqlite.times import text_of, text_or_none


def report(db: Connection, new: NewReport, now: datetime, retry_at: datetime) -> Case:
    """Add a report; whatever it leads to is in the same transaction."""
    generation, reporter = rows.existing(db, new.generation_id), member_id(db, new.discord_id)
    _require_room(db, new, reporter, now)
    row = queries.open_case_of(db, generation_id=generation.id) or queries.open_case(
        db, guild_id=generation.place.guild_id, generation_id=generation.id, now=text_of(now)
    )
    case_id = cast("int", row["case_id"])
    queries.add_report(
        db,
        generation_id=generation.id,
        member_id=reporter,
        case_id=case_id,
        ground=new.ground,
        reason=new.reason,
        now=text_of(now),
    )
    found = existing_case(db, case_id)
    if found.hidden_at is None and (new.is_moderator or len(found.reports) >= new.hides_from):
        _hide(db, found, new, now, retry_at)
    _show(db, generation, case_id, now)
    return existing_case(db, case_id)


def _require_room(db: Connection, new: NewReport, reporter: int, now: datetime) -> None:
    if queries.has_reported(db, generation_id=new.generation_id, member_id=reporter):
        raise ReportedAlready
    open_ones = queries.open_reports_of(db, member_id=reporter, since=text_of(now - A_DAY))["number"]
    if open_ones >= MOST_OPEN and not new.is_moderator:
        raise TooManyReports(MOST_OPEN)


def _hide(db: Connection, found: Case, new: NewReport, now: datetime, retry_at: datetime) -> None:
    """Let nobody see the video until moderators have; one of them who hides it decides that."""
    generation = found.generation
    queries.hide_case(db, case_id=found.id, now=text_of(now))
    _set_hidden(db, generation.id, now, now, retry_at)
    if new.is_moderator:
        decision = Decision(
            generation.place.guild_id,
            new.discord_id,
            Action.HIDDEN,
            subject_discord_id=generation.author_discord_id,
            generation_id=generation.id,
            reason=new.reason,
        )
        log(db, decision, now)


def _show(db: Connection, generation: Generation, case_id: int, now: datetime) -> None:
    """Have moderators see the case as it is now, where the server has a place for that."""
    settings, guild_id = server(db, generation.place.guild_id), generation.place.guild_id
    channel_id = settings.log_channel_id or settings.approval_channel_id
    if channel_id is not None:
        new = NewPosting(
            PostingKind.REPORT,
            guild_id,
            str(case_id),
            channel_id=channel_id,
            generation_id=generation.id,
            locale=generation.place.locale,
        )
        posting.post(db, new, now)
    posting.refresh(db, PostingKind.REPORT, guild_id, str(case_id), now)


def open_cases(db: Connection, guild_id: int, count: int) -> Sequence[Case]:
    """List what waits for a server's moderators."""
    found = queries.open_cases_of(db, guild_id=guild_id, count=count)
    return [existing_case(db, row["case_id"]) for row in list(found)]


def restore(
    db: Connection, case_id: int, decision: Decision, now: datetime, retry_at: datetime
) -> Generation | None:
    """Close a case, and let the video be seen again if it was hidden."""
    found = existing_case(db, case_id)
    if found.outcome is not None:
        return None
    close_case(db, found.generation, Outcome.RESTORED, decision.actor_discord_id, now)
    _set_hidden(db, found.generation.id, None, now, retry_at)
    log(db, decision, now)
    return rows.existing(db, found.generation.id)


def remove_reported(
    db: Connection, case_id: int, decision: Decision, now: datetime, retry_at: datetime
) -> Generation | None:
    """Remove the video of a case that nobody has closed yet; the removal closes it."""
    found = existing_case(db, case_id)
    if found.outcome is not None:
        return None
    return removing.remove(db, found.generation.id, now, retry_at, decision)


def _set_hidden(
    db: Connection, generation_id: str, hidden_at: datetime | None, now: datetime, retry_at: datetime
) -> None:
    queries.set_hidden(
        db, id=generation_id, hidden_at=text_or_none(hidden_at), now=text_of(now), retry_at=text_of(retry_at)
    )


def hidings_due(db: Connection, now: datetime, count: int) -> Sequence[Generation]:
    """List what is to be hidden or shown again."""
    return rows.listed(db, queries.hidings_due(db, now=text_of(now), count=count))


def hiding_postponed(db: Connection, generation_id: str, retry_at: datetime) -> None:
    """Try again later."""
    queries.hiding_postponed(db, id=generation_id, retry_at=text_of(retry_at))


def hiding_done(db: Connection, generation_id: str, hidden_at: datetime | None) -> None:
    """Note that its messages are as they should be, unless that has changed."""
    queries.hiding_done(db, id=generation_id, hidden_at=text_or_none(hidden_at))
