"""A server's settings: what they are, and changing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from bot.domain.barred import ListFull
from bot.domain.calendars import moved, timezones
from bot.domain.catalogue import Catalogue
from bot.domain.errors import UnknownModel, UnknownTimezone
from bot.domain.request import Requester
from bot.domain.rights import require_manager
from bot.domain.servers import ServerSettings, SettingValue
from bot.ports.clock import Clock
from bot.ports.store import Store

MOST_LISTED: Final = 25
"""So many channels or models on a list can still be read."""


@dataclass(frozen=True, slots=True)
class Servers:
    """The use cases of those who manage a server."""

    catalogue: Catalogue
    store: Store
    clock: Clock

    async def of(self, guild_id: int) -> ServerSettings:
        """Give a server's settings."""
        return await self.store.server(guild_id)

    async def shown_to(self, requester: Requester) -> ServerSettings:
        """Give the settings of the requester's server; raises `ManagersOnly`."""
        require_manager(requester)
        return await self.of(requester.guild_id)

    async def change(self, requester: Requester, changes: Mapping[str, SettingValue]) -> ServerSettings:
        """Change settings by name, None to undo a decision.

        Raises `ManagersOnly`, `UnknownModel`, `ListFull` or `UnknownTimezone`.
        """
        require_manager(requester)
        for name, value in changes.items():
            if value and name in {"default_model_id", "allowed_model_ids", "denied_model_ids"}:
                self._require_known(value)
        if any(isinstance(value, tuple) and len(value) > MOST_LISTED for value in changes.values()):
            raise ListFull(MOST_LISTED)
        now = self.clock.now()
        if "timezone" in changes:
            changes = {**changes, **await self._moved(requester.guild_id, changes["timezone"], now)}
        return await self.store.change_server(requester.guild_id, changes, requester.discord_id, now)

    async def _moved(
        self, guild_id: int, timezone: SettingValue, now: datetime
    ) -> Mapping[str, SettingValue]:
        """Let the day and the month go on, so that no limit is refilled; raises `UnknownTimezone`."""
        name = None if timezone is None else str(timezone)
        if name is not None and name not in timezones():
            raise UnknownTimezone(name, tuple(get_close_matches(name, timezones())))
        settings = await self.of(guild_id)
        return {} if settings.timezone == name else {"windows_kept": moved(settings, name, now)}

    async def offered(self, guild_id: int) -> Catalogue:
        """Give the models that are used in a server."""
        return (await self.of(guild_id)).offered(self.catalogue)

    def _require_known(self, named: SettingValue) -> None:
        known = tuple(model.id for model in self.catalogue.models)
        for model_id in named if isinstance(named, tuple) else (named,):
            if model_id not in known:
                raise UnknownModel(str(model_id), known)
