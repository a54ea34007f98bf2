"""Our own copies of what a request begins with: attached files, and earlier results."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.errors import (
    GenerationUnknown,
    GivenTwice,
    IdAmbiguous,
    MediaUnavailable,
    Rejection,
    ResultGone,
    ResultUnknown,
)
from bot.domain.generation import MediaRole, StoredMedia
from bot.domain.references import typed_take
from bot.domain.request import Attachment, GenerationRequest
from bot.domain.rules import OPTION_OF_ROLE, SOURCE_OPTIONS
from bot.domain.sight import Viewer, may_watch
from bot.ports.media import MediaLibrary
from bot.services.looking import Looking
from bot.services.safety import Safety


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes files in; on a refusal nothing of them is kept."""

    looking: Looking
    media: MediaLibrary
    safety: Safety

    async def take_in(self, request: GenerationRequest) -> dict[MediaRole, StoredMedia]:
        """Keep copies of everything the request begins with; raises a `Rejection`."""
        for role in request.sources:
            if role in request.attachments:
                raise GivenTwice(OPTION_OF_ROLE[role], SOURCE_OPTIONS[role])
        viewer = Viewer.of(request.requester, request.readable)
        kept: dict[MediaRole, StoredMedia] = {}
        try:
            for role, attachment in request.attachments.items():
                kept[role] = await self._file(role, attachment)
                await self.safety.require_fit(viewer.guild_id, OPTION_OF_ROLE[role], kept[role])
            for role, reference in request.sources.items():
                kept[role] = await self._result(role, reference, viewer)
                await self.safety.require_fit(viewer.guild_id, SOURCE_OPTIONS[role], kept[role])
        except (Rejection, MediaUnavailable):
            await self.forget(kept.values())
            raise
        return kept

    async def take_what_is_usable(
        self, request: GenerationRequest
    ) -> tuple[dict[MediaRole, StoredMedia], list[Rejection]]:
        """Keep copies as far as files can be used, and tell what is wrong with the others."""
        kept: dict[MediaRole, StoredMedia] = {}
        refusals: list[Rejection] = []
        for role in dict.fromkeys((*request.attachments, *request.sources)):
            try:
                kept |= await self.take_in(_only(request, role))
            except Rejection as refusal:
                refusals.append(refusal)
            except MediaUnavailable:
                await self.forget(kept.values())
                raise
        return kept, refusals

    async def forget(self, copies: Iterable[StoredMedia]) -> None:
        """Remove copies that are not needed after all."""
        for media in copies:
            await self.media.remove(media)

    async def _file(self, role: MediaRole, attachment: Attachment) -> StoredMedia:
        if role is MediaRole.SOURCE_VIDEO:
            return await self.media.take_in_video(attachment)
        return await self.media.take_in_image(attachment)

    async def _result(self, role: MediaRole, reference: str, viewer: Viewer) -> StoredMedia:
        """Begin a picture with the last frame of a result, a video with all of it."""
        option = SOURCE_OPTIONS[role]
        typed, number = typed_take(reference)
        try:
            generation = await self.looking.one(viewer, typed)
        except (GenerationUnknown, IdAmbiguous) as error:
            raise ResultUnknown(option, reference) from error
        takes = generation.stored_takes if may_watch(viewer, generation) else ()
        if (number or "1") not in {str(place) for place in range(1, len(takes) + 1)}:
            raise ResultUnknown(option, reference)
        media = takes[int(number or 1) - 1].media
        if media is None or generation.retired_at:
            raise ResultGone(option, reference)
        begin = self.media.duplicate if role is MediaRole.SOURCE_VIDEO else self.media.last_frame
        try:
            return await begin(media)
        except MediaUnavailable as error:
            raise ResultGone(option, reference) from error


def _only(request: GenerationRequest, role: MediaRole) -> GenerationRequest:
    return replace(
        request,
        attachments={place: file for place, file in request.attachments.items() if place is role},
        sources={place: source for place, source in request.sources.items() if place is role},
    )
