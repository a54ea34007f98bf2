"""Messages that are no part of a generation's way to its author: to moderators, logs and people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.generation import StoredMedia


class PostingKind(StrEnum):
    """What a posting is for."""

    APPROVAL = "approval"
    REVIEW = "review"
    LOG = "log"
    ALARM = "alarm"
    REMOVAL = "removal"
    REPORT = "report"
    BLOCK = "block"
    APPEAL = "appeal"
    BLOCK_DECIDED = "block_decided"
    STRIKE = "strike"
    CONSENT = "consent"
    CONSENT_ANSWERED = "consent_answered"
    WELCOME = "welcome"


@dataclass(frozen=True, slots=True)
class NewPosting:
    """A message to be: one for each kind, server and `key`, in a channel or straight to somebody."""

    kind: PostingKind
    guild_id: int
    key: str
    """What it is about: the id of a generation, of a report, of an entry of the audit log."""
    channel_id: int | None = None
    recipient_discord_id: int | None = None
    generation_id: str | None = None
    locale: str = "en-US"


@dataclass(frozen=True, slots=True)
class Posting:
    """A message that is to be posted, or to look different by now."""

    id: int
    kind: PostingKind
    guild_id: int
    key: str
    channel_id: int | None
    recipient_discord_id: int | None
    """None: it goes to a channel, or nobody knows any more to whom."""
    generation_id: str | None
    locale: str
    created_at: datetime
    message_id: int | None
    """None: it was never posted."""
    revision: int
    attempts: int
    """How often it was tried since it was last shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a posting shows; each kind adds its own."""

    files: Mapping[str, StoredMedia] = field(default_factory=dict)
    """By the names under which they are attached."""
    pings: tuple[int, ...] = ()
    """Whom it may call, by their Discord ids."""
