"""Strikes, in the transaction of what they are for, and the blocks that come of them."""

from dataclasses import replace
from datetime import datetime
from sqlite3 import Connection, Row

from bot.domain.moderation.audit import Action, Decision
from bot.domain.moderation.blocks import NewBlock
from bot.domain.moderation.strikes import CAUSES, WINDOW, Cause, NewStrike, Strike, Tally
from bot.domain.postings import NewPosting, PostingKind
from bot.domain.servers import SettingValue
from bot.storage.sqlite import blocking, posting
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log, server
from bot.storage.sqlite.times import instant_of, text_of


def strike(db: Connection, new: NewStrike, decision: Decision, now: datetime) -> Tally | None:
    """Hold something against a member, once; None where the server wants no strikes."""
    until_block = server(db, new.guild_id).strikes
    if until_block is None:
        return None
    row = queries.strike_for(db, guild_id=new.guild_id, cause=new.cause, key=new.key)
    if row is not None:
        return _strike(row).tally
    made = _strike(_added(db, new, until_block, now))
    details: dict[str, SettingValue] = {"cause": new.cause, "strikes": made.tally.count}
    struck = replace(decision, action=Action.STRUCK, details=details, reason="")
    log(db, struck, now)
    if new.cause is not Cause.WORDS:
        _tell(db, new, made, now)
    if made.tally.blocks:
        _block(db, new, made.tally, decision, now)
    return made.tally


def decided(db: Connection, decision: Decision, locale: str, now: datetime) -> None:
    """Log what moderators decided; with a reason it is a strike, but not for who asked as a moderator."""
    log(db, decision, now)
    cause, subject, about = CAUSES.get(decision.action), decision.subject_discord_id, decision.generation_id
    if cause is None or subject is None or about is None or not decision.reason:
        return
    if subject == decision.actor_discord_id or queries.asked_by_moderator(db, id=about)["by_moderator"]:
        return
    strike(db, NewStrike(decision.guild_id, subject, cause, about, locale), decision, now)


def strike_by_id(db: Connection, strike_id: int) -> Strike | None:
    """Read one strike."""
    row = queries.strike_by_id(db, strike_id=strike_id)
    return None if row is None else _strike(row)


def _added(db: Connection, new: NewStrike, until_block: int, now: datetime) -> Row:
    struck_id = member_id(db, new.discord_id)
    since = text_of(now - WINDOW)
    earlier = queries.strikes_since(db, guild_id=new.guild_id, member_id=struck_id, since=since)
    row: Row = queries.add_strike(
        db,
        guild_id=new.guild_id,
        member_id=struck_id,
        cause=new.cause,
        key=new.key,
        count=earlier["count"] + 1,
        until_block=until_block,
        now=text_of(now),
    )
    return row


def _tell(db: Connection, new: NewStrike, made: Strike, now: datetime) -> None:
    told = NewPosting(
        PostingKind.STRIKE,
        new.guild_id,
        str(made.id),
        recipient_discord_id=new.discord_id,
        locale=new.locale,
    )
    posting.post(db, told, now)


def _block(db: Connection, new: NewStrike, tally: Tally, decision: Decision, now: datetime) -> None:
    """Block, unless a block that lasts as long is there already."""
    ends_at = None if tally.length is None else now + tally.length
    there = blocking.block_of(db, new.guild_id, new.discord_id, now)
    if there and (there.ends_at is None or (ends_at is not None and there.ends_at >= ends_at)):
        return
    details = {"ends_at": None if ends_at is None else ends_at.isoformat(), "strikes": tally.count}
    blocked = replace(decision, action=Action.BLOCKED_BY_STRIKES, details=details, reason="")
    blocking.block(
        db,
        NewBlock(new.guild_id, new.discord_id, ends_at, "", new.locale, strikes=tally.count),
        blocked,
        now,
    )


def _strike(row: Row) -> Strike:
    return Strike(
        id=row["strike_id"],
        guild_id=row["guild_id"],
        cause=Cause(row["cause"]),
        tally=Tally(row["count"], row["until_block"]),
        created_at=instant_of(row["created_at"]),
    )
