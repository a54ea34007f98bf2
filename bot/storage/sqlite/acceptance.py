"""Members, limits, and the birth of a generation."""

import json
from collections.abc import Sequence
from datetime import timedelta
from sqlite3 import Connection

from bot.domain.errors import DraftGone
from bot.domain.folding import fold
from bot.domain.generation import Generation, State
from bot.domain.quota import Limit, LimitUsage
from bot.domain.request import DraftRef
from bot.ports.store import NewGeneration
from bot.storage.sqlite import ledger, rows, windows
from bot.storage.sqlite.blocking import require_unblocked
from bot.storage.sqlite.keeping import require_current
from bot.storage.sqlite.members import require_staying
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.quotas import note_role
from bot.storage.sqlite.times import text_of, text_or_none


def by_request(db: Connection, request_key: str) -> Generation | None:
    """Find what a command already led to."""
    row = queries.id_by_request(db, request_key=request_key)
    return None if row is None else rows.generation(db, row["id"])


def accept(db: Connection, new: NewGeneration, limits: Sequence[Limit]) -> Generation:
    """Insert the row, then hold its price; both are undone when a limit has no room."""
    earlier = by_request(db, new.request_key)
    if earlier is not None:
        return earlier
    require_staying(db, new.member_id)
    require_unblocked(db, new.place.guild_id, new.member_id, new.now)
    require_current(db, new.place.guild_id, new.plan.model.provider, new.plan.account)
    _insert(db, new)
    if new.draft is not None:
        _take_over(db, new.draft)
    for role, media in new.inputs.items():
        queries.add_input(db, generation_id=new.id, role=role, **rows.media_columns(media))
    # After the row, which ledger and counters refer to; without room the verb is undone as a whole.
    ledger.hold(db, new.id, new.plan.quote, limits, new.now)
    note_role(db, new.place.guild_id, new.member_id, limits)
    return rows.existing(db, new.id)


def usage(db: Connection, limits: Sequence[Limit]) -> Sequence[LimitUsage]:
    """Read what is held and spent of each limit."""
    return [windows.usage(db, limit) for limit in limits]


def _take_over(db: Connection, draft: DraftRef) -> None:
    """Make a draft's files the generation's, unless they went with a change or the draft itself."""
    if not queries.remove_draft(db, draft_id=draft.id, revision=draft.revision):
        raise DraftGone


def _insert(db: Connection, new: NewGeneration) -> None:
    queries.add_generation(
        db,
        id=new.id,
        request_key=new.request_key,
        member_id=new.member_id,
        guild_id=new.place.guild_id,
        channel_id=new.place.channel_id,
        interaction_token=new.place.interaction_token,
        interaction_expires_at=text_or_none(new.place.interaction_expires_at),
        upload_limit_bytes=new.place.upload_limit_bytes,
        locale=new.place.locale,
        model_id=new.plan.model.id,
        provider=new.plan.model.provider,
        account=new.plan.account,
        settings=json.dumps(dict(new.plan.settings), ensure_ascii=False),
        prompt=new.plan.prompt,
        prompt_folded=fold(new.plan.prompt),
        cautions=json.dumps(new.plan.cautions),
        private=new.private,
        by_moderator=new.by_moderator,
        takes_asked=new.plan.takes,
        quoted_micros=new.plan.quote.total_micros,
        approximate_quote=new.plan.quote.approximate,
        **rows.origin_columns(new.origin),
        state=State.PENDING_APPROVAL if new.approval_ends_at else State.QUEUED,
        now=text_of(new.now),
        deadline_at=text_of(new.approval_ends_at or new.now + timedelta(seconds=new.deadline_seconds)),
    )
