"""Requests that wait for a moderator's yes before money is spent."""

from datetime import datetime
from typing import Protocol

from bot.domain.generation import Generation
from bot.domain.moderation.approvals import ApprovalFacts, Awaiting, Verdict
from bot.domain.moderation.audit import Decision


class Approving(Protocol):
    """The part of the store in which moderators decide; the first decision wins."""

    async def approve(self, decision: Decision, deadline_at: datetime, now: datetime) -> Generation | None:
        """PENDING_APPROVAL → QUEUED, to be made by `deadline_at`; None when it waits no more."""
        ...

    async def reject(self, decision: Decision, now: datetime) -> Generation | None:
        """PENDING_APPROVAL → REJECTED with the hold released; None when it waits no more."""
        ...

    async def verdict(self, generation_id: str) -> Verdict | None:
        """Give what a moderator decided about it; None when none did."""
        ...

    async def approval(self, generation_id: str) -> ApprovalFacts | None:
        """Give what moderators are shown of a request, but for its files; None when there is none."""
        ...

    async def awaiting_approval(self, guild_id: int, count: int) -> Awaiting:
        """Give so much of what waits for a server's moderators, longest waiting first."""
        ...
