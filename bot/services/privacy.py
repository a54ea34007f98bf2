"""What members demand of their own data, and what becomes of a server's once the bot has left it."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.privacy import Archive
from bot.domain.request import Requester
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.exporting import Exporting


@dataclass(frozen=True, slots=True)
class Privacy:
    """The use cases around the data of people and servers."""

    store: Store
    exporting: Exporting
    clock: Clock

    async def export(self, requester: Requester, part: int, limit_bytes: int) -> Archive:
        """Give one part of all that is kept about the requester, from any server; raises `NoSuchPart`."""
        return await self.exporting.export(requester.discord_id, part, limit_bytes)

    async def erase(self, requester: Requester) -> bool:
        """Have everything of the requester's erased, wherever; False when that was under way already."""
        return await self.store.begin_erasure(requester.discord_id, self.clock.now())

    async def seen(self, guild_ids: Collection[int]) -> None:
        """Note in which servers the bot is; any other server's data goes after the time of grace."""
        await self.store.servers_seen(guild_ids, self.clock.now())

    async def left(self, guild_id: int) -> None:
        """Note that the bot is in a server no more."""
        await self.store.server_left(guild_id, self.clock.now())

    async def joined(self, guild_id: int) -> None:
        """Note that it is there, maybe again."""
        await self.store.server_back(guild_id)
