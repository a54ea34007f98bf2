"""Rehearsing the way of a result into a channel."""

from dataclasses import dataclass

from bot.domain.errors import DeliveryError
from bot.domain.rehearsals import RehearsalFailed, Rehearsed
from bot.domain.request import Requester
from bot.domain.rights import require_manager
from bot.ports.board import Board
from bot.ports.media import MediaLibrary


@dataclass(frozen=True, slots=True)
class Rehearsing:
    """Makes a clip here, posts it like a result and takes it away again; no provider is asked or paid."""

    media: MediaLibrary
    board: Board

    async def rehearse(self, requester: Requester, channel_id: int, locale: str) -> tuple[Rehearsed, bytes]:
        """Post a clip in a channel of the requester's server; give what became of it, and the clip.

        Raises `ManagersOnly` or `RehearsalFailed`.
        """
        require_manager(requester)
        clip = await self.media.rehearsal_clip()
        try:
            return await self.board.rehearse(requester.guild_id, channel_id, clip, locale), clip
        except DeliveryError as error:
            raise RehearsalFailed(channel_id, error.trouble) from error
