"""Videos that somebody had deleted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.generation import Generation


class Removals(Protocol):
    """The part of the store that knows what is to be deleted. The ledger never hears of it."""

    async def remove(self, generation_id: str, now: datetime, retry_at: datetime) -> Generation | None:
        """Mark what has ended as deleted, to be cleared away by `retry_at`; None while it is under way.

        From now on its files count as gone. A second time changes nothing.
        """
        ...

    async def to_remove(self, now: datetime, count: int) -> Sequence[Generation]:
        """Give what is marked and due to be cleared away, longest due first."""
        ...

    async def removal_postponed(self, generation_id: str, retry_at: datetime) -> None:
        """Try again at `retry_at`."""
        ...

    async def removed(self, generation_id: str) -> None:
        """Note that nothing of it is left to be deleted."""
        ...
