"""Cards and notices: what Discord still has to be told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.catalogue import OptionValue
from bot.domain.generation import Generation


class Telling(Protocol):
    """The part of the store that knows what was told, and what a card shows."""

    async def cards_due(self, now: datetime, count: int) -> Sequence[Generation]:
        """Give generations whose card is behind their revision, and queued ones, whose place may change.

        Not those whose card is gone, nor those postponed beyond `now`.
        """
        ...

    async def card_shown(
        self, generation_id: str, message_id: int, face: str, revision: int, next_at: datetime
    ) -> None:
        """Note what the card shows now, and leave it alone until `next_at`."""
        ...

    async def card_postponed(self, generation_id: str, retry_at: datetime | None) -> None:
        """Leave the card alone until `retry_at`, or for ever: it is gone."""
        ...

    async def notices_due(self, now: datetime, count: int) -> Sequence[Generation]:
        """Give FAILED, EXPIRED and REJECTED generations whose author was not told."""
        ...

    async def noticing(self, generation_id: str, retry_at: datetime) -> int:
        """Note an attempt before it is made and give how many were made earlier."""
        ...

    async def noticed(self, generation_id: str, message_id: int | None) -> None:
        """Note that the author was told."""
        ...

    async def place_in_line(self, generation_id: str) -> int | None:
        """Give how many are submitted before it if nobody else comes, plus one; None when it is not waiting.

        As though nothing were put off, and no member had to wait for their own to end.
        """
        ...

    async def held_back(self, generation_id: str) -> int | None:
        """Give how many of its author's may be at work at once in its server, if so many are.

        None when it is not waiting, or not for that.
        """
        ...

    async def times_taken(
        self, model_id: str, duration: OptionValue | None, resolution: OptionValue | None, count: int
    ) -> list[timedelta]:
        """Give how long the newest delivered ones took from their submit until our own copies were there."""
        ...
