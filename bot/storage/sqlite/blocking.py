"""Blocks: who may make no videos in a server, and the appeals against that."""

from datetime import datetime
from sqlite3 import Connection

from bot.domain.moderation.audit import Decision
from bot.domain.moderation.blocks import Block, NewBlock, Stopped, refusal
from bot.domain.postings import NewPosting, PostingKind
from bot.storage.sqlite import posting, recalling
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log, server
from bot.storage.sqlite.times import instant_of, instant_or_none, text_of, text_or_none


def block(db: Connection, new: NewBlock, decision: Decision, now: datetime) -> Stopped:
    """Write a block down in place of an earlier one, and stop what the member has under way."""
    blocked_id = member_id(db, new.discord_id)
    earlier = queries.unlifted_block(db, guild_id=new.guild_id, member_id=blocked_id)
    if earlier is not None:
        _lift(db, earlier["block_id"], decision, now)
    row = queries.add_block(
        db,
        guild_id=new.guild_id,
        member_id=blocked_id,
        reason=new.reason,
        strikes=new.strikes,
        locale=new.locale,
        now=text_of(now),
        ends_at=text_or_none(new.ends_at),
    )
    log(db, decision, now)
    made = _existing(db, row["block_id"])
    _tell(db, made, PostingKind.BLOCK, str(made.id), now)
    return _stopped(db, made, blocked_id, now)


def block_of(db: Connection, guild_id: int, discord_id: int, now: datetime) -> Block | None:
    """Read the block that counts, if it has not ended by itself."""
    return _in_force(db, guild_id, member_id(db, discord_id), now)


def _in_force(db: Connection, guild_id: int, blocked_id: int, now: datetime) -> Block | None:
    row = queries.unlifted_block(db, guild_id=guild_id, member_id=blocked_id)
    found = None if row is None else _existing(db, row["block_id"])
    return found if found and found.holds(now) else None


def block_by_id(db: Connection, block_id: int) -> Block | None:
    """Read one block."""
    row = queries.block_by_id(db, block_id=block_id)
    if row is None:
        return None
    return Block(
        id=row["block_id"],
        guild_id=row["guild_id"],
        discord_id=row["discord_id"],
        created_at=instant_of(row["created_at"]),
        ends_at=instant_or_none(row["ends_at"]),
        reason=row["reason"],
        strikes=row["strikes"],
        lifted_at=instant_or_none(row["lifted_at"]),
        appeal=row["appeal"],
        appealed_at=instant_or_none(row["appealed_at"]),
        kept_at=instant_or_none(row["kept_at"]),
        decided_by_discord_id=row["decided_by_discord_id"],
        locale=row["locale"],
    )


def lift_block(db: Connection, block_id: int, decision: Decision, now: datetime) -> Block | None:
    """End a block before its time."""
    if not _existing(db, block_id).holds(now):
        return None
    _lift(db, block_id, decision, now)
    log(db, decision, now)
    return _answered(db, block_id, now)


def appeal(db: Connection, block_id: int, words: str, channel_id: int, now: datetime) -> bool:
    """Keep what the member has to say, and show it to moderators."""
    found = _existing(db, block_id)
    if found.appealed_at is not None or not found.holds(now):
        return False
    queries.appeal(db, block_id=block_id, words=words, now=text_of(now))
    key, locale = str(block_id), found.locale
    new = NewPosting(PostingKind.APPEAL, found.guild_id, key, channel_id=channel_id, locale=locale)
    posting.post(db, new, now)
    posting.refresh(db, PostingKind.BLOCK, found.guild_id, key, now)
    return True


def keep_block(db: Connection, block_id: int, decision: Decision, now: datetime) -> Block | None:
    """Let a block stand."""
    found = _existing(db, block_id)
    if found.kept_at is not None or not found.holds(now):
        return None
    decider = member_id(db, decision.actor_discord_id)
    queries.keep_block(db, block_id=block_id, member_id=decider, now=text_of(now))
    log(db, decision, now)
    return _answered(db, block_id, now)


def require_unblocked(db: Connection, guild_id: int, member_id: int, now: datetime) -> None:
    """Raise `Blocked` in the transaction of an acceptance: a block may come while a request is looked at."""
    found = _in_force(db, guild_id, member_id, now)
    if found:
        raise refusal(found, server(db, guild_id))


def _existing(db: Connection, block_id: int) -> Block:
    found = block_by_id(db, block_id)
    if found is None:
        raise LookupError(f"there is no block {block_id}")
    return found


def _lift(db: Connection, block_id: int, decision: Decision, now: datetime) -> None:
    decider = member_id(db, decision.actor_discord_id)
    queries.lift_block(db, block_id=block_id, member_id=decider, now=text_of(now))
    _redraw(db, _existing(db, block_id), now)


def _answered(db: Connection, block_id: int, now: datetime) -> Block:
    """Tell the member what was decided; a message that is edited would not call them."""
    decided = _existing(db, block_id)
    outcome = "lifted" if decided.lifted_at else "kept"
    _tell(db, decided, PostingKind.BLOCK_DECIDED, f"{block_id}/{outcome}", now)
    _redraw(db, decided, now)
    return decided


def _tell(db: Connection, about: Block, kind: PostingKind, key: str, now: datetime) -> None:
    recipient = about.discord_id
    if recipient is not None:
        new = NewPosting(kind, about.guild_id, key, recipient_discord_id=recipient, locale=about.locale)
        posting.post(db, new, now)


def _redraw(db: Connection, changed: Block, now: datetime) -> None:
    for kind in (PostingKind.APPEAL, PostingKind.BLOCK):
        posting.refresh(db, kind, changed.guild_id, str(changed.id), now)


def _stopped(db: Connection, made: Block, author_id: int, now: datetime) -> Stopped:
    """Cancel what waits, and let nothing be posted of what is at a provider."""
    found = queries.under_way_of(db, guild_id=made.guild_id, member_id=author_id)
    ids = [row["id"] for row in found]
    cancelled = [recalling.cancel(db, generation_id, now) for generation_id in ids]
    running = [one for one, ended in zip(ids, cancelled, strict=True) if ended is None]
    discarded = [recalling.discard(db, generation_id, now) for generation_id in running]
    return Stopped(made, len(ids) - len(running), len([one for one in discarded if one]))
