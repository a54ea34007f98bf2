"""Videos that somebody had deleted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.generation import Generation
from bot.domain.moderation.audit import Decision


class Removals(Protocol):
    """The part of the store that knows what is to be deleted. The ledger never hears of it."""

    async def remove(
        self, generation_id: str, now: datetime, retry_at: datetime, decision: Decision | None = None
    ) -> Generation | None:
        """Mark what has ended as deleted, to be cleared away by `retry_at`; None while it is under way.

        From now on its files count as gone. With a moderator's decision its prompt goes, too: the decision
        is logged, and the author told. A second time changes nothing.
        """
        ...

    async def removal_reason(self, generation_id: str) -> str | None:
        """Give the reason of a moderator's removal, maybe an empty one; None when there was none."""
        ...

    async def latest(self, guild_id: int, typed: str, count: int) -> Sequence[Generation]:
        """Give what was last made in a server, public and not removed, by words or the start of its id."""
        ...

    async def to_remove(self, now: datetime, count: int) -> Sequence[Generation]:
        """Give what is marked and due to be cleared away, longest due first."""
        ...

    async def removal_postponed(self, generation_id: str, retry_at: datetime) -> None:
        """Try again at `retry_at`."""
        ...

    async def removed(self, generation_id: str) -> None:
        """Note that nothing of it is left to be deleted, and forget where it was."""
        ...
