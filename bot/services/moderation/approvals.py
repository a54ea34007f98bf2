"""Approval before money is spent: who needs it, and moderators' decisions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.generation import Generation, State
from bot.domain.moderation.approvals import AlreadyDecided, Awaiting, approval_is_needed, patience
from bot.domain.moderation.audit import Action
from bot.domain.money import Micros
from bot.domain.request import Requester
from bot.domain.rights import require_moderator
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.moderation.deciding import decided_about, decision


@dataclass(frozen=True, slots=True)
class Approvals:
    """The use cases of moderators around requests that wait for them."""

    store: Store
    clock: Clock
    deadline_seconds: int
    """How long an approved generation may take."""

    async def ends_at(self, requester: Requester, price_micros: Micros) -> datetime | None:
        """Give until when a request would wait for a moderator; None when it needs no approval."""
        settings, now = await self.store.server(requester.guild_id), self.clock.now()
        needed = approval_is_needed(settings, requester, price_micros, now)
        return now + patience(settings) if needed else None

    async def approve(self, requester: Requester, generation_id: str) -> Generation:
        """Let it be made; raises `ModeratorsOnly`, `GenerationUnknown` or `AlreadyDecided`."""
        generation = await decided_about(self.store, requester, generation_id)
        now = self.clock.now()
        deadline_at = now + timedelta(seconds=self.deadline_seconds)
        yes = decision(requester, generation, Action.APPROVED)
        return await self.store.approve(yes, deadline_at, now) or await self._too_late(generation_id)

    async def reject(self, requester: Requester, generation_id: str, reason: str = "") -> Generation:
        """Refuse it for good; raises `ModeratorsOnly`, `GenerationUnknown` or `AlreadyDecided`."""
        generation = await decided_about(self.store, requester, generation_id)
        no = decision(requester, generation, Action.REJECTED, reason)
        rejected = await self.store.reject(no, self.clock.now())
        return rejected or await self._too_late(generation_id)

    async def require_open(self, requester: Requester, generation_id: str) -> None:
        """Raise `ModeratorsOnly`, `GenerationUnknown` or `AlreadyDecided` unless the requester may decide."""
        generation = await decided_about(self.store, requester, generation_id)
        if generation.state is not State.PENDING_APPROVAL:
            await self._too_late(generation_id)

    async def waiting(self, requester: Requester, count: int) -> Awaiting:
        """Give so much of what waits for the requester's server; raises `ModeratorsOnly`."""
        require_moderator(requester)
        return await self.store.awaiting_approval(requester.guild_id, count)

    async def _too_late(self, generation_id: str) -> Generation:
        raise AlreadyDecided(generation_id, await self.store.verdict(generation_id))
