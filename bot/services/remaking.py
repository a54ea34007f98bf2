"""Going on from an earlier generation: the request that a press of one of its buttons stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.catalogue import Catalogue, Model
from bot.domain.dead_ends import AuthorsOnly, InputsGone, NothingMade, VideoDeleted, VideoGone
from bot.domain.errors import GenerationUnknown, MediaUnavailable
from bot.domain.generation import Generation, MediaRole, Place, StoredMedia
from bot.domain.lineage import WHOLE, Kin, Origin
from bot.domain.onward import BEGINNINGS, inputs_for, model_for, options_for
from bot.domain.request import GenerationRequest, Requester
from bot.domain.sight import Viewer, may_watch
from bot.ports.media import MediaLibrary
from bot.ports.store import Store

_OF_A_VIDEO: Final = frozenset({*BEGINNINGS, Kin.RENDERED})
"""What needs the earlier video, and not only what that was asked for with."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who goes on, and where they are: what comes of a private video stays private."""

    request_key: str
    requester: Requester
    readable: frozenset[int]
    guild_owner_id: int | None
    place: Place
    private_place: Place


@dataclass(frozen=True, slots=True)
class Remaking:
    """Turns earlier generations into new requests, for whoever may watch them and pays."""

    catalogue: Catalogue
    store: Store
    media: MediaLibrary

    async def request_of(
        self, origin: Origin, asking: Asking, model_id: str | None = None
    ) -> GenerationRequest:
        """Give the request to go on with, with copies of its own of what it begins with.

        Raises a `Rejection`. Who lets the request come to nothing has its copies forgotten.
        """
        generation = await self.source(origin, Viewer.of(asking.requester, asking.readable))
        chosen_id = model_id or model_for(self.catalogue, origin.kin, generation.model_id)
        model = self.catalogue.get(chosen_id)
        role = BEGINNINGS.get(origin.kin)
        key = (
            await self._retry_key(generation.id, chosen_id)
            if origin.kin is Kin.RETRIED
            else asking.request_key
        )
        return GenerationRequest(
            request_key=key,
            requester=asking.requester,
            place=asking.private_place if generation.private else asking.place,
            guild_owner_id=asking.guild_owner_id,
            prompt=generation.prompt,
            model_id=chosen_id,
            options=options_for(generation, origin.kin, origin.take, model),
            sources={role: f"{generation.id}/{origin.take}"} if role else {},
            readable=asking.readable,
            inputs={} if role else await self._copies(generation, model, key),
            origin=origin,
            private=generation.private,
        )

    async def forget(self, request: GenerationRequest) -> None:
        """Remove the copies of a request that came to nothing."""
        for media in request.inputs.values():
            await self.media.remove(media)

    async def source(self, origin: Origin, viewer: Viewer) -> Generation:
        """Give the generation to go on from, to whoever may watch it; raises a `Rejection`."""
        generation = await self._seen(origin.generation_id, viewer)
        if generation.removed_at:
            raise VideoDeleted(generation.id)
        watchable = may_watch(viewer, generation)
        if not watchable and generation.author_discord_id != viewer.discord_id:
            raise AuthorsOnly
        made = len(generation.stored_takes) if watchable else 0
        least = 1 if origin.kin in _OF_A_VIDEO else 0
        first = WHOLE if origin.kin is Kin.AGAIN else 1
        if not first <= origin.take <= max(made, 1) or made < least:
            raise NothingMade(generation.id)
        if generation.retired_at and origin.kin in BEGINNINGS:
            raise VideoGone(generation.id)
        return generation

    async def _retry_key(self, generation_id: str, model_id: str) -> str:
        """Name the next try, the same for all who ask while it is under way: who presses twice wants one."""
        while True:
            key = f"retry:{generation_id}:{model_id}"
            tried = await self.store.by_request(key)
            if tried is None or not tried.ended:
                return key
            generation_id = tried.id

    async def _seen(self, generation_id: str, viewer: Viewer) -> Generation:
        found = await self.store.visible(viewer, generation_id, 1)
        if found:
            return found[0]
        hidden = await self.store.get(generation_id)
        if hidden and hidden.place.guild_id == viewer.guild_id and not hidden.private:
            # Its card and its notice are there for everybody to read.
            raise AuthorsOnly
        raise GenerationUnknown(generation_id)

    async def _copies(
        self, generation: Generation, model: Model | None, request_key: str
    ) -> Mapping[MediaRole, StoredMedia]:
        """Copy the inputs, so that either generation may be removed; not for a press that comes twice."""
        inputs = inputs_for(generation, model)
        if not inputs or await self.store.by_request(request_key):
            return {}
        if generation.retired_at:
            raise InputsGone(generation.id)
        copies: dict[MediaRole, StoredMedia] = {}
        try:
            for role, media in inputs.items():
                copies[role] = await self.media.duplicate(media)
        except MediaUnavailable as error:
            for media in copies.values():
                await self.media.remove(media)
            if error.retryable:
                raise
            raise InputsGone(generation.id) from error
        return copies
