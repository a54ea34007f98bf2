"""The audit log: who decided what, about whom, when and why. Entries never change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.postings import Facts
from bot.domain.servers import SettingValue


class Action(StrEnum):
    """What was decided."""

    SETTINGS_CHANGED = "settings_changed"
    APPROVED = "approved"
    REJECTED = "rejected"
    PUBLISHED = "published"
    DISCARDED = "discarded"
    WORDS_ADDED = "words_added"
    WORDS_REMOVED = "words_removed"
    PAUSED = "paused"
    RESUMED = "resumed"
    BREAKERS_CLOSED = "breakers_closed"
    REMOVED = "removed"
    HIDDEN = "hidden"
    RESTORED = "restored"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    BLOCKED_BY_STRIKES = "blocked_by_strikes"
    STRUCK = "struck"
    BLOCK_KEPT = "block_kept"
    GRANTED = "granted"
    POOL_FILLED = "pool_filled"
    REFUNDED = "refunded"
    ROLE_QUOTA_CHANGED = "role_quota_changed"
    KEY_SET = "key_set"
    KEY_REMOVED = "key_removed"


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry to be; the store adds the time and knows people by its own ids only."""

    guild_id: int
    actor_discord_id: int
    action: Action
    subject_discord_id: int | None = None
    generation_id: str | None = None
    reason: str = ""
    details: Mapping[str, SettingValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision as it was written down; a person is None once they had what is known of them deleted."""

    id: int
    guild_id: int
    actor_discord_id: int | None
    action: Action
    subject_discord_id: int | None
    """None, too, where it was about nobody."""
    generation_id: str | None
    reason: str
    details: Mapping[str, SettingValue]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of a server's audit log, newest first; `number` counts from 0, `total` all entries."""

    entries: Sequence[Entry]
    number: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFacts(Facts):
    """What a posting in the log channel shows."""

    entry: Entry
