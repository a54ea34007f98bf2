"""Blocks: who may make no videos in a server, until when and why; and the one appeal against each."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.domain.errors import Rejection
from bot.domain.postings import Facts
from bot.domain.request import Requester
from bot.domain.servers import ServerSettings

# eq=False of refusals as in bot/domain/errors.py.


class Standing(IntEnum):
    """What somebody is in a server, as its roles say; only who stands lower can be blocked."""

    MEMBER = 0
    MODERATOR = 1
    MANAGER = 2


@dataclass(frozen=True, slots=True)
class NewBlock:
    """A block to be."""

    guild_id: int
    discord_id: int
    ends_at: datetime | None
    """None: for good."""
    reason: str
    locale: str
    """The server's language."""
    strikes: int | None = None
    """How many strikes it comes of; None: a moderator decided it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Somebody who may make no videos in a server; people are None once they had themselves deleted."""

    id: int
    guild_id: int
    discord_id: int | None
    created_at: datetime
    ends_at: datetime | None = None
    reason: str = ""
    strikes: int | None = None
    """How many strikes it came of; None: a moderator decided it."""
    lifted_at: datetime | None = None
    appeal: str | None = None
    """Why the member thinks it is wrong; None: they have not said so."""
    appealed_at: datetime | None = None
    kept_at: datetime | None = None
    """When a moderator let it stand after the appeal."""
    decided_by_discord_id: int | None = None
    """Who lifted it, or let it stand."""
    locale: str = "en-US"

    def holds(self, now: datetime) -> bool:
        """Tell whether it is in force."""
        return self.lifted_at is None and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a block did besides: so many requests never began, so many videos will not be posted."""

    block: Block
    cancelled: int
    discarded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockFacts(Facts):
    """What moderators and the member are shown of a block."""

    block: Block
    now: datetime
    may_appeal: bool = False


@dataclass(eq=False)
class Blocked(Rejection):
    """The member may make no videos in this server."""

    block_id: int
    ends_at: datetime | None
    reason: str
    may_appeal: bool
    strikes: int | None = None
    nobody_reads: bool = False
    """Whether an appeal would reach no moderator."""


@dataclass(eq=False)
class StandingTooHigh(Rejection):
    """Nobody blocks their equals, nor those above them."""

    discord_id: int


@dataclass(eq=False)
class OwnBlock(Rejection):
    """Nobody decides about their own block."""


@dataclass(eq=False)
class NotBlocked(Rejection):
    """There is no block in force."""

    discord_id: int | None


@dataclass(eq=False)
class BlockUnknown(Rejection):
    """There is no such block of theirs, or in this server."""


@dataclass(eq=False)
class AppealedAlready(Rejection):
    """There is one appeal against each block."""

    kept: bool
    """Whether moderators have read it, and let the block stand."""


@dataclass(eq=False)
class NobodyReadsAppeals(Rejection):
    """The server has no channel in which its moderators would read them."""


@dataclass(eq=False)
class AppealDecided(Rejection):
    """Another moderator was first."""

    decided_by_discord_id: int | None
    lifted: bool


@dataclass(eq=False)
class EndUnclear(Rejection):
    """What a moderator typed is neither a length of time nor a date."""

    typed: str


@dataclass(eq=False)
class EndOutOfReach(Rejection):
    """A block ends later than now, and within some years."""

    ends_at: datetime | None
    """None: so far away that no calendar has it."""
    years: int


def standing(of: Requester) -> Standing:
    """Tell what somebody is in their server."""
    if of.is_manager:
        return Standing.MANAGER
    return Standing.MODERATOR if of.is_moderator else Standing.MEMBER


def require_lower(target: Requester, moderator: Requester) -> None:
    """Raise `StandingTooHigh` unless the target stands lower."""
    if standing(target) >= standing(moderator):
        raise StandingTooHigh(target.discord_id)


def appeals_channel_id(settings: ServerSettings) -> int | None:
    """Give where moderators read appeals: where they approve requests, else their log."""
    return settings.approval_channel_id or settings.log_channel_id


def refusal(block: Block, settings: ServerSettings) -> Blocked:
    """Give the refusal that a block stands for."""
    is_open, is_read = block.appealed_at is None, appeals_channel_id(settings) is not None
    return Blocked(
        block.id,
        block.ends_at,
        block.reason,
        may_appeal=is_open and is_read,
        strikes=block.strikes,
        nobody_reads=is_open and not is_read,
    )
