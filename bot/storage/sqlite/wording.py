"""Words that servers want in no prompt."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from sqlite3 import Connection
from typing import Final

from bot.domain.moderation.audit import Action, Decision
from bot.domain.servers import SettingValue
from bot.domain.words.reading import require_room
from bot.ports.wording import KeptWords, WordsChange
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log

_MOST_LOGGED: Final = 25
"""Entries that are named in the audit log; of more, how many there were."""


def words_revision(db: Connection, guild_id: int) -> int:
    """Give the revision of a server's list."""
    row = queries.words_revision(db, guild_id=guild_id)
    return 0 if row is None else int(row["revision"])


def words(db: Connection, guild_id: int) -> KeptWords:
    """Read a server's list."""
    return KeptWords(words_revision(db, guild_id), tuple(_entries(db, guild_id).values()))


def add_words(
    db: Connection,
    guild_id: int,
    entries: Mapping[str, str],
    actor_discord_id: int,
    now: datetime,
    *,
    instead: bool = False,
) -> WordsChange:
    """Add entries that are not there yet; remove what is not named, if the new ones come instead."""
    before = _entries(db, guild_id)
    added = {sought: entry for sought, entry in entries.items() if sought not in before}
    removed = before.keys() - entries.keys() if instead else set()
    count = len(before) + len(added) - len(removed)
    change = WordsChange(len(added), len(removed), len(entries) - len(added), count)
    require_room([entry for sought, entry in (before | added).items() if sought not in removed])
    if added or removed:
        for sought in removed:
            queries.remove_word(db, guild_id=guild_id, sought=sought)
        for sought, entry in added.items():
            queries.add_word(db, guild_id=guild_id, sought=sought, entry=entry)
        details = _named(added.values() or [before[sought] for sought in removed])
        if added and removed:
            details["removed"] = len(removed)
        action = Action.WORDS_ADDED if added else Action.WORDS_REMOVED
        decision = Decision(guild_id, actor_discord_id, action, details=details)
        _revised(db, decision, count, now)
    return change


def remove_word(
    db: Connection, guild_id: int, sought: str, actor_discord_id: int, now: datetime
) -> str | None:
    """Remove an entry, if it is there."""
    before = _entries(db, guild_id)
    entry = before.get(sought)
    if entry is None:
        return None
    queries.remove_word(db, guild_id=guild_id, sought=sought)
    details = _named([entry])
    decision = Decision(guild_id, actor_discord_id, Action.WORDS_REMOVED, details=details)
    _revised(db, decision, len(before) - 1, now)
    return entry


def _entries(db: Connection, guild_id: int) -> dict[str, str]:
    return {row["sought"]: row["entry"] for row in queries.words(db, guild_id=guild_id)}


def _named(entries: Iterable[str]) -> dict[str, SettingValue]:
    named = tuple(entries)
    return {"words": named[:_MOST_LOGGED], "count": len(named)}


def _revised(db: Connection, decision: Decision, count: int, now: datetime) -> None:
    queries.decide(db, guild_id=decision.guild_id, name="own_words", value=str(count))
    queries.revise_words(db, guild_id=decision.guild_id)
    log(db, decision, now)
