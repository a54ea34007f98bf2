"""What would come of a draft, and what would help where nothing does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.drafts import NO_CHANNEL, Draft
from bot.domain.economies import economies
from bot.domain.errors import BeyondServerTerms, LimitReached, Rejection
from bot.domain.generation import Place
from bot.domain.quota import LimitUsage
from bot.domain.remedies import Remedy, remedies
from bot.domain.request import GenerationRequest, Plan, Requester
from bot.services.gate import Gate
from bot.services.moderation.approvals import Approvals
from bot.services.money.room import Room
from bot.services.planning import Planning, said


@dataclass(frozen=True, slots=True)
class DraftLook:
    """What would come of a draft now, and what is left of every limit; or why not, and what would help."""

    draft: Draft
    plan: Plan | None
    """None when the rules refuse it; a refusal beside it is about money or the provider."""
    refusal: Rejection | None
    remedies: tuple[Remedy, ...]
    usages: Sequence[LimitUsage]
    needs_approval: bool = False
    """Whether it would wait for a moderator first."""


@dataclass(frozen=True, slots=True)
class DraftLooks:
    """Looks at drafts as a request would be looked at; nothing is held."""

    planning: Planning
    gate: Gate
    room: Room
    approvals: Approvals

    async def at(self, draft: Draft, requester: Requester, guild_owner_id: int | None) -> DraftLook:
        """Look at a draft with its author's eyes."""
        request = draft.as_request(Place(draft.guild_id, NO_CHANNEL), guild_owner_id)
        request = replace(request, requester=requester)
        planned, refusal = await self._judged(request)
        usages: Sequence[LimitUsage] = ()
        try:
            usages = await self.room.usages(request, planned)
            if planned:
                await self.gate.require_welcome(request, planned)
                self.room.require(planned, usages)
        except Rejection as error:
            refusal = refusal or error
        ways_out = await self._ways_out(request, planned, refusal, usages) if refusal else ()
        waits = planned is not None and await self._waits(requester, planned)
        return DraftLook(draft, planned, refusal, ways_out, usages, waits)

    async def _waits(self, requester: Requester, planned: Plan) -> bool:
        return await self.approvals.ends_at(requester, planned.quote.total_micros) is not None

    async def _judged(self, request: GenerationRequest) -> tuple[Plan | None, Rejection | None]:
        planned: Plan | None = None
        try:
            planned = await self.planning.by_rules(request)
            await self.planning.require_sound(planned, request)
        except Rejection as refusal:
            return planned, refusal
        return planned, None

    async def _ways_out(
        self,
        request: GenerationRequest,
        planned: Plan | None,
        refusal: Rejection,
        usages: Sequence[LimitUsage],
    ) -> tuple[Remedy, ...]:
        catalogue = await self.planning.offered(request)
        if planned and isinstance(refusal, LimitReached):
            left_micros = min(usage.left_micros for usage in usages)
            return economies(catalogue, planned.model, said(request), left_micros)
        if planned and isinstance(refusal, BeyondServerTerms):
            option = planned.model.option(refusal.option)
            fits = option is not None and option.kind.accepts(refusal.most)
            return (Remedy({refusal.option: refusal.most}),) if fits else ()
        return remedies(catalogue, request.model_id or "", said(request), refusal)
