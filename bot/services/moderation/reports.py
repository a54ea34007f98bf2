"""Reports: members say that a video is wrong, and moderators decide about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.generation import Generation
from bot.domain.moderation.audit import Action
from bot.domain.moderation.reasons import reason_of
from bot.domain.moderation.reports import (
    Case,
    CaseClosed,
    CaseUnknown,
    Ground,
    NewReport,
    NoResult,
    Outcome,
    OwnVideo,
    hides_from,
)
from bot.domain.request import Requester
from bot.domain.rights import require_moderator
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.moderation.deciding import decision
from bot.services.stages.hiding import RETRY, Hiding
from bot.services.stages.removing import Removing


@dataclass(frozen=True, slots=True)
class Reports:
    """The use cases of those who report, and of moderators who decide."""

    store: Store
    hiding: Hiding
    removing: Removing
    clock: Clock

    async def reportable(self, requester: Requester, generation_id: str) -> Generation:
        """Give what others than its author may report; raises `NoResult` or `OwnVideo`."""
        generation = await self.store.get(generation_id)
        if generation is None or not _is_public_here(generation, requester):
            raise NoResult
        if generation.author_discord_id == requester.discord_id:
            raise OwnVideo(generation_id)
        return generation

    async def report(self, requester: Requester, generation_id: str, ground: Ground, reason: str) -> Case:
        """Keep a report; with it the video may be hidden from now on.

        Raises `NoResult`, `OwnVideo`, `ReportedAlready` or `TooManyReports`.
        """
        generation = await self.reportable(requester, generation_id)
        new = NewReport(
            generation_id=generation.id,
            discord_id=requester.discord_id,
            ground=ground,
            reason=reason_of(reason),
            hides_from=hides_from(await self.store.server(requester.guild_id)),
            is_moderator=requester.is_moderator,
        )
        now = self.clock.now()
        case = await self.store.report(new, now, now + RETRY)
        if case.hidden_at == now:
            await self.hiding.act(case.generation)
        return case

    async def open(self, requester: Requester, count: int) -> Sequence[Case]:
        """Give what waits for the requester's server, longest waiting first; raises `ModeratorsOnly`."""
        require_moderator(requester)
        return await self.store.open_cases(requester.guild_id, count)

    async def case(self, requester: Requester, case_id: int) -> Case:
        """Give a case that may still be decided; raises `ModeratorsOnly`, `CaseUnknown` or `CaseClosed`."""
        require_moderator(requester)
        case = await self.store.case(case_id)
        if case is None or case.generation.place.guild_id != requester.guild_id:
            raise CaseUnknown
        if case.outcome is not None:
            raise CaseClosed(case.outcome, case.decided_by_discord_id)
        return case

    async def restore(self, requester: Requester, case_id: int) -> Generation:
        """Let the video be seen again; raises what `case` does."""
        case, now = await self.case(requester, case_id), self.clock.now()
        yes = decision(requester, case.generation, Action.RESTORED)
        restored = await self.store.restore(case_id, yes, now, now + RETRY)
        if restored is None:
            raise await self._too_late(case)
        if case.hidden_at:
            await self.hiding.act(restored)
        return restored

    async def remove(self, requester: Requester, case_id: int, reason: str) -> Generation:
        """Remove the video for good; raises what `case` does."""
        case, now = await self.case(requester, case_id), self.clock.now()
        no = decision(requester, case.generation, Action.REMOVED, reason)
        removed = await self.store.remove_reported(case_id, no, now, now + RETRY)
        if removed is None:
            raise await self._too_late(case)
        await self.removing.act(removed)
        return removed

    async def _too_late(self, case: Case) -> CaseClosed:
        """Say who was first: cases are never opened again."""
        now_is = await self.store.case(case.id) or case
        return CaseClosed(now_is.outcome or Outcome.REMOVED, now_is.decided_by_discord_id)


def _is_public_here(generation: Generation, requester: Requester) -> bool:
    posted = bool(generation.messages.result_ids) and generation.removed_at is None
    return posted and not generation.private and generation.place.guild_id == requester.guild_id
