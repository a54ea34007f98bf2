"""Blocking members and lifting blocks: for moderators, about whom stands lower than they do."""

from dataclasses import dataclass

from bot.domain.calendars import calendar_of
from bot.domain.moderation.audit import Action, Decision
from bot.domain.moderation.block_ends import read_end
from bot.domain.moderation.blocks import Block, NewBlock, NotBlocked, OwnBlock, Stopped, require_lower
from bot.domain.moderation.reasons import reason_of
from bot.domain.request import Requester
from bot.domain.rights import require_moderator
from bot.ports.clock import Clock
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class Blocks:
    """The use cases of moderators around who may make no videos."""

    store: Store
    clock: Clock

    async def block(
        self, requester: Requester, target: Requester, until: str | None, reason: str, locale: str
    ) -> Stopped:
        """Block somebody for a length of time or until a date, as typed; None: for good.

        Raises `ModeratorsOnly`, `StandingTooHigh`, `EndUnclear` or `EndOutOfReach`.
        """
        require_moderator(requester)
        require_lower(target, requester)
        now = self.clock.now()
        zone = calendar_of(await self.store.server(requester.guild_id)).zone
        ends_at = None if until is None else read_end(until, zone, now)
        details = {"ends_at": None if ends_at is None else ends_at.isoformat()}
        decision = Decision(
            requester.guild_id,
            requester.discord_id,
            Action.BLOCKED,
            subject_discord_id=target.discord_id,
            reason=reason_of(reason),
            details=details,
        )
        new = NewBlock(requester.guild_id, target.discord_id, ends_at, decision.reason, locale)
        return await self.store.block(new, decision, now)

    async def unblock(self, requester: Requester, discord_id: int) -> Block:
        """Lift somebody's block; raises `ModeratorsOnly`, `OwnBlock` or `NotBlocked`."""
        require_moderator(requester)
        if discord_id == requester.discord_id:
            raise OwnBlock
        now = self.clock.now()
        block = await self.store.block_of(requester.guild_id, discord_id, now)
        decision = Decision(
            requester.guild_id, requester.discord_id, Action.UNBLOCKED, subject_discord_id=discord_id
        )
        lifted = await self.store.lift_block(block.id, decision, now) if block else None
        if lifted is None:
            raise NotBlocked(discord_id)
        return lifted
