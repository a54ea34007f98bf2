"""Asking for a video, taking the request back, and finding it again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import AlreadyEnded, GenerationUnknown, Rejection, ShuttingDown
from bot.domain.generation import Generation, MediaRole, StoredMedia
from bot.domain.request import GenerationRequest, Plan, Requester
from bot.domain.rights import NotYours
from bot.domain.words.refusals import UnwantedWords
from bot.ports.clock import Clock
from bot.ports.store import NewGeneration, Store
from bot.services.gate import Gate
from bot.services.intake import Intake
from bot.services.moderation.approvals import Approvals
from bot.services.moderation.strikes import Strikes
from bot.services.money.pricing import Pricing
from bot.services.money.room import Room
from bot.services.planning import Planning


@dataclass(slots=True)
class Generations:
    """The use cases of members around one generation."""

    store: Store
    planning: Planning
    gate: Gate
    room: Room
    intake: Intake
    pricing: Pricing
    approvals: Approvals
    strikes: Strikes
    clock: Clock
    deadline_seconds: int
    closing: bool = False

    async def request(self, request: GenerationRequest) -> Generation:
        """Accept a request: rules, price, room in every limit, own copies of its files, then the hold.

        The same command replayed gives the same generation. Raises a `Rejection`; then nothing is held.
        """
        known = await self.store.by_request(request.request_key)
        if known:
            await self._forget_unless_in(known, request.inputs.values())
            return known
        if self.closing:
            raise ShuttingDown
        await self.gate.require_admitted(request.requester)
        request = await self.planning.completed(request)
        planned = await self.planning.planned(request)
        await self._require_welcome(request, planned)
        member_id = await self.store.member_id(request.requester.discord_id)
        limits = await self.room.limits(request, planned, member_id)
        # Before anything is downloaded; the guarded update at acceptance is what counts.
        self.room.require(planned, await self.store.usage(limits))
        taken_in = await self.intake.take_in(request)
        try:
            row = await self._row(request, planned, member_id, {**request.inputs, **taken_in})
            accepted = await self.store.accept(row, limits)
        except Rejection:
            await self.intake.forget(taken_in.values())
            raise
        await self._forget_unless_in(accepted, (*request.inputs.values(), *taken_in.values()))
        return accepted

    async def _require_welcome(self, request: GenerationRequest, planned: Plan) -> None:
        """Raise what is in the way; what is asked for in words that nobody wants may be a strike."""
        try:
            await self.gate.require_welcome(request, planned)
        except UnwantedWords as refusal:
            await self.strikes.hold_against(request, refusal)
            raise

    async def _forget_unless_in(self, generation: Generation, brought: Iterable[StoredMedia]) -> None:
        """Remove files that newer ones replaced, or all, when the same came twice and the other was first."""
        kept = {media.path for media in generation.inputs.values()}
        await self.intake.forget(media for media in brought if media.path not in kept)

    async def _row(
        self,
        request: GenerationRequest,
        planned: Plan,
        member_id: int,
        inputs: Mapping[MediaRole, StoredMedia],
    ) -> NewGeneration:
        safety = (await self.store.server(request.place.guild_id)).safety
        generation_id, priced = await self.pricing.exact(planned, inputs, safety)
        return NewGeneration(
            id=generation_id,
            request_key=request.request_key,
            member_id=member_id,
            place=request.place,
            plan=priced,
            inputs=inputs,
            private=request.private,
            origin=request.origin,
            draft=request.draft,
            deadline_seconds=self.deadline_seconds,
            now=self.clock.now(),
            by_moderator=request.requester.is_moderator or request.requester.is_manager,
            approval_ends_at=await self.approvals.ends_at(request.requester, priced.quote.total_micros),
        )

    async def cancel(self, generation_id: str, requester: Requester) -> Generation:
        """Cancel what still waits; discard what is submitted: it runs on, is charged, is not posted.

        Raises `GenerationUnknown`, `NotYours` or `AlreadyEnded`.
        """
        generation = await self.store.get(generation_id)
        if generation is None or generation.place.guild_id != requester.guild_id:
            raise GenerationUnknown(generation_id)
        if generation.author_discord_id != requester.discord_id and not requester.is_moderator:
            raise NotYours("cancel")
        now = self.clock.now()
        # A submit under way may put it back in line between the first two.
        for attempt in (self.store.cancel, self.store.discard, self.store.cancel):
            changed = await attempt(generation_id, now)
            if changed:
                return changed
        ended = await self.store.get(generation_id)
        raise AlreadyEnded(generation_id, ended.state if ended else generation.state)

    async def find(self, requester: Requester, text: str, *, active_only: bool) -> Sequence[Generation]:
        """Find the member's own generations in this server, newest first, at most 25."""
        return await self.store.find(
            requester.discord_id, requester.guild_id, text, 25, active_only=active_only
        )
