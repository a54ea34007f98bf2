"""What moderators may read of their server's audit log."""

from dataclasses import dataclass

from bot.domain.moderation.audit import LogPage
from bot.domain.request import Requester
from bot.domain.rights import require_moderator
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class AuditLog:
    """The decisions of a server, for its moderators."""

    store: Store

    async def page(self, requester: Requester, discord_id: int | None, number: int, size: int) -> LogPage:
        """Give a page of the requester's server, of one person or of all; raises `ModeratorsOnly`."""
        require_moderator(requester)
        return await self.store.audit_page(requester.guild_id, discord_id, number, size)
