"""Strikes: what is held against a member for a while, and the blocks that come of enough of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.errors import Rejection
from bot.domain.moderation.audit import Action
from bot.domain.postings import Facts

WINDOW: Final = timedelta(days=30)
"""Older strikes count no more."""
DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(weeks=1)
_BLOCKS: Final = (DAY, WEEK, None)
"""How long the first, second and every later block lasts; None: for good."""


class Cause(StrEnum):
    """What a strike is for."""

    WORDS = "words"
    """A request with words that the server wants in none."""
    REJECTED = "rejected"
    """A request that moderators rejected, and said why."""
    DISCARDED = "discarded"
    """A video that moderators kept from being published, and said why."""
    REMOVED = "removed"
    """A video that moderators removed, and said why."""


CAUSES: Final = {
    Action.REJECTED: Cause.REJECTED,
    Action.DISCARDED: Cause.DISCARDED,
    Action.REMOVED: Cause.REMOVED,
}
"""The decisions that are a strike for whom they are about, where they have a reason."""


@dataclass(frozen=True, slots=True)
class NewStrike:
    """A strike to be; one for each cause and key."""

    guild_id: int
    discord_id: int
    cause: Cause
    key: str
    """The id of the generation, or the key of the request."""
    locale: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many strikes there are within the window, and after how many the server blocks."""

    count: int
    until_block: int

    @property
    def left(self) -> int:
        """Give how many more lead to the next block."""
        return self.until_block - self.count % self.until_block

    @property
    def blocks(self) -> bool:
        """Tell whether the last one led to a block."""
        return self.count % self.until_block == 0

    @property
    def length(self) -> timedelta | None:
        """Give how long the block lasts that it led to; None: for good."""
        return _BLOCKS[min(self.count // self.until_block, len(_BLOCKS)) - 1]

    @property
    def next_length(self) -> timedelta | None:
        """Give how long the next block lasts; None: for good."""
        return _BLOCKS[min(self.count // self.until_block, len(_BLOCKS) - 1)]


@dataclass(frozen=True, slots=True)
class Strike:
    """One strike, with how matters stood then."""

    id: int
    guild_id: int
    cause: Cause
    tally: Tally
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeFacts(Facts):
    """What a member is told of a strike."""

    strike: Strike


@dataclass(eq=False)
class Struck(Rejection):
    """The request is refused, and that is a strike."""

    refusal: Rejection
    tally: Tally
