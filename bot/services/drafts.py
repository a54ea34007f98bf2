"""Drafts: begun, changed, made once, or given up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.consents import ConsentNeeded
from bot.domain.drafts import DRAFT_LIFE, NO_CHANNEL, Draft, DraftChanges, draft_key
from bot.domain.errors import DraftGone
from bot.domain.generation import Generation, Place
from bot.domain.request import GenerationRequest, Requester
from bot.ports.clock import Clock, Ids
from bot.ports.store import Store
from bot.services.draft_looks import DraftLook, DraftLooks
from bot.services.gate import Gate
from bot.services.generations import Generations
from bot.services.intake import Intake
from bot.services.moderation.consents import Consents
from bot.services.planning import Planning

_MOST: Final = 20
"""Drafts that a member may have at once: beyond that the oldest make room, so that their files do, too."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The use cases around what is not asked for yet."""

    store: Store
    planning: Planning
    looks: DraftLooks
    gate: Gate
    consents: Consents
    generations: Generations
    intake: Intake
    clock: Clock
    ids: Ids

    async def needed(self, request: GenerationRequest) -> bool:
        """Tell whether a request costs more than its server has made without a draft.

        Where the price matters, raises the `Rejection` of the rules or of the provider's trouble.
        """
        above_micros = (await self.store.server(request.place.guild_id)).confirm_above_micros
        if above_micros is None:
            return False
        planned = await self.planning.planned(await self.planning.completed(request))
        return planned.quote.total_micros > above_micros

    async def start(self, request: GenerationRequest) -> Draft:
        """Keep what a form begins with; what is not our own copy yet is fetched when the form is sent.

        The copies in `request.inputs` must be the request's own: they are the draft's from now on. Raises the
        `Rejection` of somebody who may ask for nothing.
        """
        await self.gate.require_admitted(request.requester)
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
            consent_id=completed.consent_id,
            private=completed.private,
        )
        for crowded_out in await self.store.add_draft(draft, _MOST):
            await self.intake.forget(crowded_out.inputs.values())
        return draft

    async def open(self, request: GenerationRequest) -> Draft:
        """Keep a request and its files for a look before it is made; raises a `Rejection`, as of a file."""
        await self.gate.require_admitted(request.requester)
        copies = {**request.inputs, **await self.intake.take_in(request)}
        return await self.start(replace(request, attachments={}, sources={}, inputs=copies))

    async def get(self, draft_id: str, requester: Requester) -> Draft:
        """Give a draft to its author; raises `DraftGone`, also to everybody else.

        Raises the `Rejection` of an author who may ask for nothing any more, too.
        """
        draft = await self._own(draft_id, requester)
        await self.gate.require_admitted(requester)
        return draft

    async def _own(self, draft_id: str, requester: Requester) -> Draft:
        draft = await self.store.draft(draft_id)
        asking = (requester.discord_id, requester.guild_id)
        if draft is None or asking != (draft.author_discord_id, draft.guild_id):
            raise DraftGone
        if draft.expires_at <= self.clock.now():
            raise DraftGone
        return draft

    async def look(self, draft: Draft, requester: Requester, guild_owner_id: int | None) -> DraftLook:
        """Say what would come of a draft now, at what price, and what is left; or what is in the way."""
        return await self.looks.at(draft, requester, guild_owner_id)

    async def change(
        self, draft_id: str, requester: Requester, changes: DraftChanges, readable: frozenset[int]
    ) -> Draft:
        """Say things anew, and fetch what is to be fetched.

        Raises `DraftGone`, or the `Rejection` of a file: all the rest is kept then.
        """
        now = self.clock.now()
        draft = await self._revised(draft_id, requester, lambda current: current.changed(changes, now))
        if draft.attachments or draft.sources:
            return await self._fetched(draft, requester, readable)
        return draft

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

        Raises a `Rejection`: `DraftGone`, also when it is changed meanwhile; after any other it stays.
        Whoever posted its picture is asked by the first press that nothing else is in the way of.
        """
        made = await self.store.by_request(draft_key(draft_id))
        if made and made.author_discord_id == requester.discord_id:
            return made
        draft = await self.get(draft_id, requester)
        asked = self._first_look(draft) if small else draft
        request = replace(asked.as_request(place, guild_owner_id), requester=requester, readable=readable)
        try:
            return await self.generations.request(request)
        except ConsentNeeded as needed:
            # All else is well with it, so that nobody is asked for nothing.
            raise await self.consents.ask(needed.consent_id) from needed

    async def cancel(self, draft_id: str, requester: Requester) -> None:
        """Forget a draft and its files; raises `DraftGone`."""
        draft = await self._own(draft_id, requester)
        while not await self.store.remove_draft(draft):
            # It was changed meanwhile, or is gone.
            draft = await self._own(draft_id, requester)
        await self.intake.forget(draft.inputs.values())

    def _first_look(self, draft: Draft) -> Draft:
        model = self.planning.catalogue.get(draft.model_id or "")
        return draft.at_first_look(seeded=model is not None and model.option("seed") is not None)

    async def _fetched(self, draft: Draft, requester: Requester, readable: frozenset[int]) -> Draft:
        """Have our own copies of what is still to be fetched; raises what is wrong with a file at the end."""
        request = draft.as_request(Place(draft.guild_id, NO_CHANNEL), None)
        request = replace(request, requester=requester, readable=readable)
        taken_in, refusals = await self.intake.take_what_is_usable(request)
        try:
            fetched = await self._revised(draft.id, requester, lambda now: now.fetched(draft, taken_in))
        except DraftGone:
            await self.intake.forget(taken_in.values())
            raise
        await self.intake.forget(set(taken_in.values()) - set(fetched.inputs.values()))
        for refusal in refusals:
            raise refusal
        return fetched

    async def _revised(self, draft_id: str, requester: Requester, step: Callable[[Draft], Draft]) -> Draft:
        """Take a step from what is kept, and forget files that it leaves behind; raises `DraftGone`."""
        while True:
            before = await self.get(draft_id, requester)
            after = step(before)
            if await self.store.change_draft(after):
                await self.intake.forget(set(before.inputs.values()) - set(after.inputs.values()))
                return after
