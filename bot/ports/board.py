"""Showing postings, and finding out what they show."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.postings import Facts, Posting
from bot.domain.rehearsals import Rehearsed


class Gatherer(Protocol):
    """Knows what one kind of posting shows."""

    async def gather(self, posting: Posting) -> Facts | None:
        """Give what it shows as things stand; None when there is nothing to show any more."""
        ...


class Board(Protocol):
    """Posts and edits. Every method raises `DeliveryError` and nothing else."""

    async def show(self, posting: Posting, facts: Facts, *, again: bool) -> int:
        """Post it, or edit what is there, and give its message id; never two messages for one posting.

        `again` says that an earlier attempt may have reached the channel: look there first.
        """
        ...

    async def rehearse(self, guild_id: int, channel_id: int, clip: bytes, locale: str) -> Rehearsed:
        """Post a clip in a channel as results are posted, and delete it again."""
        ...


class Postings(Protocol):
    """The part of the store that keeps postings; others add to them in transactions of their own."""

    async def postings_due(self, now: datetime, count: int) -> Sequence[Posting]:
        """Give what is to be posted or edited, longest due first."""
        ...

    async def posting_begun(self, posting_id: int, retry_at: datetime) -> int:
        """Note an attempt before it is made and give how many were made since it was last shown."""
        ...

    async def posting_shown(self, posting_id: int, message_id: int, revision: int) -> None:
        """Note what it shows; nothing is due until it has a newer revision."""
        ...

    async def posting_moved(self, posting_id: int, channel_id: int, now: datetime) -> None:
        """Have what was never shown posted in another channel."""
        ...

    async def posting_given_up(self, posting_id: int) -> None:
        """Leave it as it is, until it would look different once more."""
        ...
