"""Our own copies of what a request begins with: attached files, and earlier results."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.errors import GivenTwice, MediaUnavailable, Rejection, ResultGone, ResultUnknown
from bot.domain.generation import Generation, MediaRole, State, StoredMedia
from bot.domain.references import typed_id
from bot.domain.request import Attachment, GenerationRequest, Requester
from bot.domain.rules import OPTION_OF_ROLE
from bot.ports.media import MediaLibrary
from bot.ports.store import Store

SOURCE_OPTIONS: Final[Mapping[MediaRole, str]] = {
    MediaRole.FIRST_FRAME: "image_from",
    MediaRole.SOURCE_VIDEO: "video_from",
}
"""Options that take the id of an earlier result in place of a file."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes files in; on a refusal nothing of them is kept."""

    store: Store
    media: MediaLibrary

    async def take_in(self, request: GenerationRequest) -> dict[MediaRole, StoredMedia]:
        """Keep copies of everything the request begins with; raises a `Rejection`."""
        for role in request.sources:
            if role in request.attachments:
                raise GivenTwice(OPTION_OF_ROLE[role], SOURCE_OPTIONS[role])
        kept: dict[MediaRole, StoredMedia] = {}
        try:
            for role, attachment in request.attachments.items():
                kept[role] = await self._file(role, attachment)
            for role, reference in request.sources.items():
                kept[role] = await self._result(role, reference, request.requester)
        except Rejection:
            await self.forget(kept)
            raise
        return kept

    async def forget(self, inputs: Mapping[MediaRole, StoredMedia]) -> None:
        """Remove copies that are not needed after all."""
        for media in inputs.values():
            await self.media.remove(media)

    async def _file(self, role: MediaRole, attachment: Attachment) -> StoredMedia:
        if role is MediaRole.SOURCE_VIDEO:
            return await self.media.take_in_video(attachment)
        return await self.media.take_in_image(attachment)

    async def _result(self, role: MediaRole, reference: str, requester: Requester) -> StoredMedia:
        """Begin a picture with the last frame of a result, a video with all of it."""
        option = SOURCE_OPTIONS[role]
        generation_id, _, number = typed_id(reference).partition("/")
        generation = await self.store.get(generation_id)
        if generation is None or not may_use(generation, requester):
            raise ResultUnknown(option, reference)
        takes = generation.stored_takes
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


def may_use(generation: Generation, requester: Requester) -> bool:
    """Tell whether a result may be gone on with: one's own, and what was posted for all in this server."""
    if generation.place.guild_id != requester.guild_id:
        return False
    own = generation.author_discord_id == requester.discord_id
    posted = generation.state is State.DELIVERED and not generation.private
    return own or posted
