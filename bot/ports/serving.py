"""What servers have decided, and the log of who decided it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.domain.servers import ServerSettings, SettingValue


class Serving(Protocol):
    """The part of the store that keeps servers' settings."""

    async def server(self, guild_id: int) -> ServerSettings:
        """Read a server's settings; one that has decided nothing has the defaults."""
        ...

    async def change_server(
        self, guild_id: int, changes: Mapping[str, SettingValue], actor_discord_id: int, now: datetime
    ) -> ServerSettings:
        """Set some settings by name, None to have them as if never decided, and log what really changed."""
        ...
