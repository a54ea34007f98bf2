"""Pausing: moderators stop their server's videos, operators those of any server or of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.moderation.audit import Action, Decision
from bot.domain.moderation.pauses import EVERYWHERE, AlreadyPaused, NothingToResume, Pause
from bot.domain.moderation.reasons import reason_of
from bot.domain.request import Requester
from bot.domain.rights import require_moderator, require_operator
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.money.limits import LimitPolicy
from bot.services.stages.watching import Watching


@dataclass(frozen=True, slots=True)
class Pausing:
    """The use cases around pauses: nothing new is taken on, what waits keeps its place, what runs goes on."""

    store: Store
    policy: LimitPolicy
    watching: Watching
    clock: Clock
    deadline_seconds: int
    """How long what has waited may take once the pause is over."""

    async def pause_own(self, requester: Requester, reason: str) -> Pause:
        """Pause the requester's server; raises `ModeratorsOnly` or `AlreadyPaused`."""
        require_moderator(requester)
        decision = Decision(requester.guild_id, requester.discord_id, Action.PAUSED, reason=reason_of(reason))
        return await self._pause(decision, by_operator=False)

    async def resume_own(self, requester: Requester) -> None:
        """Let the requester's server go on; raises `ModeratorsOnly` or `NothingToResume`."""
        require_moderator(requester)
        decision = Decision(requester.guild_id, requester.discord_id, Action.RESUMED)
        if not await self._resume(decision, by_operator=False):
            raise NothingToResume(await self.of(requester.guild_id))

    async def pause_any(self, discord_id: int, guild_id: int | None, reason: str) -> Pause:
        """Pause one server, or all for None; raises `OperatorsOnly` or `AlreadyPaused`."""
        require_operator(discord_id, self.policy.operator_ids)
        decision = Decision(guild_id or EVERYWHERE, discord_id, Action.PAUSED, reason=reason_of(reason))
        return await self._pause(decision, by_operator=True)

    async def resume_any(self, discord_id: int, guild_id: int | None) -> Sequence[str]:
        """End an operator's pause of one server; or for None that of all servers, and every breaker.

        Gives the providers that are trusted again. Raises `OperatorsOnly` or `NothingToResume`.
        """
        require_operator(discord_id, self.policy.operator_ids)
        decision = Decision(guild_id or EVERYWHERE, discord_id, Action.RESUMED)
        resumed = await self._resume(decision, by_operator=True)
        trusted = await self._trust_again(discord_id) if guild_id is None else ()
        if not resumed and not trusted:
            raise NothingToResume(await self.of(decision.guild_id))
        return trusted

    async def of(self, guild_id: int) -> Pause | None:
        """Give the pause that a server is under, that of all servers first."""
        return next(iter(await self.store.pauses(guild_id)), None)

    async def _pause(self, decision: Decision, *, by_operator: bool) -> Pause:
        now = self.clock.now()
        earlier = await self.store.pause(decision, now, by_operator=by_operator)
        if earlier:
            raise AlreadyPaused(earlier)
        return Pause(decision.guild_id, by_operator, decision.actor_discord_id, decision.reason, now)

    async def _resume(self, decision: Decision, *, by_operator: bool) -> bool:
        return await self.store.resume(decision, *self._times(), by_operator=by_operator)

    async def _trust_again(self, discord_id: int) -> Sequence[str]:
        decision = Decision(EVERYWHERE, discord_id, Action.BREAKERS_CLOSED)
        trusted = await self.store.trust_again(decision, *self._times())
        await self.watching.look_at_alarms()
        return trusted

    def _times(self) -> tuple[datetime, datetime]:
        """Give until when what waited may take, and now."""
        now = self.clock.now()
        return now + timedelta(seconds=self.deadline_seconds), now
