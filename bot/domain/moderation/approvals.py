"""Approval: a moderator's yes before money is spent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.errors import Rejection
from bot.domain.generation import Generation, MediaRole, StoredMedia
from bot.domain.money import Micros
from bot.domain.postings import Facts
from bot.domain.request import Requester
from bot.domain.servers import ServerSettings

UNANSWERED_AFTER: Final = timedelta(hours=48)
"""How long a request waits for a moderator where the server has decided nothing."""
_LARGEST_SHOWN_BYTES: Final = 8 * 1024 * 1024
"""Below the smallest upload limit there is or was (docs/facts/discord.md §2); images are smaller already."""


class ApprovalMode(StrEnum):
    """Which requests a moderator has to approve first."""

    OFF = "off"
    ALL = "all"
    OVER = "over"
    """Those that cost more than an amount."""
    NEW_MEMBERS = "new_members"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a moderator decided about a request."""

    approved: bool
    moderator_discord_id: int | None
    """None: nobody knows any more who it was."""
    reason: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a member's earlier requests in a server, as far as moderators had to do with them."""

    approved: int = 0
    rejected: int = 0
    reported: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts(Facts):
    """What moderators are shown of a request that waits for them, or waited."""

    generation: Generation
    record: Record
    verdict: Verdict | None
    """None: no moderator decided, be it yet or for good."""


def shown_files(generation: Generation) -> Mapping[MediaRole, StoredMedia]:
    """Give what moderators are shown of what a request begins with, as far as it is there and fits."""
    if generation.retired_at:
        return {}
    return {
        role: media for role, media in generation.inputs.items() if media.size_bytes <= _LARGEST_SHOWN_BYTES
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits, and where its card is."""

    generation: Generation
    channel_id: int | None
    message_id: int | None
    """None: it could not be posted, or not yet."""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """The first of what waits for a server's moderators, longest waiting first, and how many wait."""

    asked: Sequence[Asked]
    total: int


@dataclass(eq=False)
class AlreadyDecided(Rejection):
    """Another moderator was first, or the request waits no more."""

    generation_id: str
    verdict: Verdict | None
    """None: no moderator decided it."""


def approval_is_needed(
    settings: ServerSettings, requester: Requester, price_micros: Micros, now: datetime
) -> bool:
    """Tell whether a request waits for a moderator; one of unknown membership counts as new."""
    if requester.is_moderator or set(requester.role_ids) & set(settings.approval_exempt_role_ids):
        return False
    match settings.approval_mode:
        case ApprovalMode.ALL:
            return True
        case ApprovalMode.OVER:
            return price_micros > (settings.approval_over_micros or 0)
        case ApprovalMode.NEW_MEMBERS:
            days = timedelta(days=settings.approval_member_days or 0)
            return requester.joined_at is None or now - requester.joined_at < days
        case _:
            return False


def patience(settings: ServerSettings) -> timedelta:
    """Give how long a request waits for a moderator before it expires."""
    hours = settings.approval_hours
    return UNANSWERED_AFTER if hours is None else timedelta(hours=hours)
