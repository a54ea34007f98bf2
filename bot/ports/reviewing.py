"""Videos that moderators see before anybody else does."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.generation import Generation
from bot.domain.moderation.approvals import Verdict
from bot.domain.moderation.audit import Decision
from bot.domain.reviews import Review


class Reviewing(Protocol):
    """The part of the store in which moderators decide about publication; the first decision wins."""

    async def ask_for_review(
        self, generation_id: str, review: Review, flagged: Collection[str], now: datetime
    ) -> bool:
        """SUCCEEDED → PENDING_REVIEW with some takes flagged by their keys; not of what was discarded."""
        ...

    async def publish(self, decision: Decision, now: datetime) -> Generation | None:
        """Let it be delivered; None when it does not wait for a decision."""
        ...

    async def refuse_publication(self, decision: Decision, now: datetime) -> Generation | None:
        """PENDING_REVIEW → REJECTED, charged; None when it does not wait for a decision."""
        ...

    async def review_verdict(self, generation_id: str) -> Verdict | None:
        """Give what a moderator decided about its publication; None when none did."""
        ...

    async def awaiting_review(self, guild_id: int, count: int) -> Sequence[Generation]:
        """Give what waits for a server's moderators, longest waiting first."""
        ...
