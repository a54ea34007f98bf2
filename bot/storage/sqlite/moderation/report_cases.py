"""Cases of reported videos: what is known of one, and closing it."""

from datetime import datetime
from sqlite3 import Connection

from bot.domain.generation import Generation
from bot.domain.moderation.reports import Case, Ground, Outcome, Report
from bot.domain.postings import PostingKind
from bot.storage.sqlite import posting, rows
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_of, instant_or_none, text_of


def case(db: Connection, case_id: int) -> Case | None:
    """Read a case with its reports and its video."""
    row = queries.case_by_id(db, case_id=case_id)
    if row is None:
        return None
    return Case(
        id=row["case_id"],
        generation=rows.existing(db, row["generation_id"]),
        opened_at=instant_of(row["opened_at"]),
        reports=tuple(
            Report(Ground(each["ground"]), each["reason"]) for each in queries.reports_of(db, case_id=case_id)
        ),
        hidden_at=instant_or_none(row["hidden_at"]),
        outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
        decided_by_discord_id=row["decided_by_discord_id"],
    )


def existing_case(db: Connection, case_id: int) -> Case:
    """Read a case that must be there; raises `LookupError` when it is not."""
    found = case(db, case_id)
    if found is None:
        raise LookupError(f"there is no case {case_id}")
    return found


def close_case(
    db: Connection, generation: Generation, outcome: Outcome, actor_discord_id: int | None, now: datetime
) -> None:
    """Close the open case of a video, if it has one, and have moderators see that."""
    row = queries.open_case_of(db, generation_id=generation.id)
    if row is None:
        return
    queries.close_case(
        db,
        case_id=row["case_id"],
        outcome=outcome,
        decided_by_member_id=None if actor_discord_id is None else member_id(db, actor_discord_id),
        now=text_of(now),
    )
    posting.refresh(db, PostingKind.REPORT, generation.place.guild_id, str(row["case_id"]), now)
