"""Drafts: looked at, changed, generated once, or given up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.drafts import DRAFT_LIFE, Draft, DraftChanges
from bot.domain.errors import DraftGone, LimitReached, Rejection
from bot.domain.generation import Generation, MediaRole, Place, StoredMedia
from bot.domain.quota import LimitUsage
from bot.domain.remedies import Remedy, remedies
from bot.domain.request import DraftRef, GenerationRequest, Plan, Requester
from bot.ports.clock import Clock, Ids
from bot.ports.store import Store
from bot.services.generations import Generations
from bot.services.intake import Intake
from bot.services.limits import LimitPolicy
from bot.services.planning import Planning, said

_KEY = "draft:"
_SMALL = {"resolution": "360p"}


@dataclass(frozen=True, slots=True)
class DraftLook:
    """What would come of a draft now, and what is left of every limit; or why not, and what would help."""

    draft: Draft
    plan: Plan | None
    """None when the rules refuse it; a refusal beside it is about money or the provider."""
    refusal: Rejection | None
    remedies: tuple[Remedy, ...]
    usages: Sequence[LimitUsage]


@dataclass(frozen=True, slots=True)
class Drafts:
    """The use cases around what is not asked for yet."""

    store: Store
    planning: Planning
    generations: Generations
    intake: Intake
    policy: LimitPolicy
    clock: Clock
    ids: Ids

    async def needed(self, request: GenerationRequest) -> bool:
        """Tell whether a request costs more than its server wants to be asked without a draft.

        Raises the `Rejection` of rules and providers where the price matters.
        """
        above = (await self.store.server(request.place.guild_id)).confirm_above_micros
        if above is None:
            return False
        planned = self.planning.planned(await self.planning.completed(request))
        return planned.quote.total_micros > above

    async def start(self, request: GenerationRequest) -> Draft:
        """Keep what a form begins with; files of others are fetched when the form is sent.

        The copies in `request.inputs` must be the request's own: they are the draft's from now on.
        """
        completed = await self.planning.completed(request)
        now = self.clock.now()
        draft = Draft(
            id=self.ids.draft_id(),
            author_discord_id=request.requester.discord_id,
            guild_id=request.requester.guild_id,
            created_at=now,
            expires_at=now + DRAFT_LIFE,
            prompt=completed.prompt,
            model_id=completed.model_id,
            options=completed.options,
            attachments=completed.attachments,
            sources=completed.sources,
            inputs=completed.inputs,
            origin=completed.origin,
            private=completed.private,
        )
        await self.store.add_draft(draft)
        return draft

    async def open(self, request: GenerationRequest) -> Draft:
        """Keep a request with its files for a look before it is made; raises a `Rejection` of a file."""
        taken_in = await self.intake.take_in(request)
        return await self.start(
            replace(request, attachments={}, sources={}, inputs={**request.inputs, **taken_in})
        )

    async def get(self, draft_id: str, requester: Requester) -> Draft:
        """Give a draft to its author; raises `DraftGone`, also to everybody else."""
        draft = await self.store.draft(draft_id)
        if (
            draft is None
            or (draft.author_discord_id, draft.guild_id) != (requester.discord_id, requester.guild_id)
            or draft.expires_at <= self.clock.now()
        ):
            raise DraftGone
        return draft

    async def change(
        self, draft_id: str, requester: Requester, changes: DraftChanges, readable: frozenset[int]
    ) -> Draft:
        """Say things anew and fetch what is to be fetched.

        Raises `DraftGone`, or the `Rejection` of a file: then all the rest was kept nevertheless.
        """
        before = await self.get(draft_id, requester)
        changed = before.changed(changes, self.clock.now())
        await self._replace(before, changed)
        return await self._fetched(changed, requester, readable)

    async def look(self, draft: Draft, guild_owner_id: int | None) -> DraftLook:
        """Say what would come of a draft now, at what price, and what is left; or what is in the way."""
        request = _request(draft, Place(draft.guild_id, 0), guild_owner_id)
        usages: Sequence[LimitUsage] = ()
        planned: Plan | None = None
        refusal: Rejection | None = None
        try:
            usages = await self._usages(draft, guild_owner_id)
            planned = self.planning.by_rules(request)
            self.planning.planned(request)
            for usage in usages:
                if usage.left_micros < planned.quote.total_micros:
                    raise LimitReached(planned.quote, usage)
        except Rejection as error:
            refusal = error
        ways = (
            ()
            if refusal is None
            else remedies(self.planning.catalogue, str(draft.model_id), said(request), refusal)
        )
        return DraftLook(draft, planned, refusal, ways, usages)

    async def generate(
        self,
        draft_id: str,
        requester: Requester,
        place: Place,
        guild_owner_id: int | None,
        readable: frozenset[int],
        *,
        small: bool = False,
    ) -> Generation:
        """Have a draft made, once however often it is asked; `small`: one take in 360p for a first look.

        Raises a `Rejection`; the draft then stays as it is, unless that says that it is gone.
        """
        made = await self.store.by_request(_KEY + draft_id)
        if made and made.author_discord_id == requester.discord_id:
            return made
        draft = await self.get(draft_id, requester)
        if draft.attachments or draft.sources:
            draft = await self._fetched(draft, requester, readable)
        request = replace(_request(draft, place, guild_owner_id), requester=requester, readable=readable)
        return await self.generations.request(_small(request) if small else request)

    async def cancel(self, draft_id: str, requester: Requester) -> None:
        """Forget a draft and its files; raises `DraftGone`."""
        draft = await self.get(draft_id, requester)
        while not await self.store.remove_draft(draft):
            # A form was sent meanwhile; in the end it is gone.
            draft = await self.get(draft_id, requester)
        await self.intake.forget(draft.inputs)

    async def _fetched(self, draft: Draft, requester: Requester, readable: frozenset[int]) -> Draft:
        """Have our own copies of what is still to be fetched; keeps what can be used, and raises then."""
        taken_in: dict[MediaRole, StoredMedia] = {}
        refusals: list[Rejection] = []
        if not (draft.attachments or draft.sources):
            return draft
        request = replace(
            _request(draft, Place(draft.guild_id, 0), None), requester=requester, readable=readable
        )
        for role in (*draft.attachments, *draft.sources):
            try:
                taken_in |= await self.intake.take_in(_only(request, role))
            except Rejection as refusal:
                refusals.append(refusal)
        fetched = draft.fetched(taken_in)
        try:
            await self._replace(draft, fetched)
        except DraftGone:
            await self.intake.forget(taken_in)
            raise
        if refusals:
            raise refusals[0]
        return fetched

    async def _replace(self, before: Draft, after: Draft) -> None:
        """Keep a draft's next revision, and no file that it does not have any more; raises `DraftGone`."""
        if not await self.store.change_draft(after):
            raise DraftGone
        kept = {media.path for media in after.inputs.values()}
        await self.intake.forget(
            {role: media for role, media in before.inputs.items() if media.path not in kept}
        )

    async def _usages(self, draft: Draft, guild_owner_id: int | None) -> Sequence[LimitUsage]:
        member_id = await self.store.member_id(draft.author_discord_id)
        limits = self.policy.limits(member_id, draft.guild_id, guild_owner_id, self.clock.now())
        return await self.store.usage(limits)


def _request(draft: Draft, place: Place, guild_owner_id: int | None) -> GenerationRequest:
    return GenerationRequest(
        request_key=_KEY + draft.id,
        requester=Requester(draft.author_discord_id, draft.guild_id),
        place=place,
        guild_owner_id=guild_owner_id,
        prompt=draft.prompt,
        model_id=draft.model_id,
        options=draft.options,
        attachments=draft.attachments,
        sources=draft.sources,
        inputs=draft.inputs,
        origin=draft.origin,
        draft=DraftRef(draft.id, draft.revision),
        private=draft.private,
    )


def _only(request: GenerationRequest, role: MediaRole) -> GenerationRequest:
    return replace(
        request,
        attachments={key: file for key, file in request.attachments.items() if key is role},
        sources={key: source for key, source in request.sources.items() if key is role},
    )


def _small(request: GenerationRequest) -> GenerationRequest:
    kept = {name: value for name, value in request.options.items() if name != "takes"}
    return replace(request, options={**kept, **_SMALL})
