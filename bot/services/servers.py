"""A server's settings: what they are, and changing them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.catalogue import Catalogue
from bot.domain.errors import ManagersOnly, UnknownModel
from bot.domain.request import Requester
from bot.domain.servers import ServerSettings, SettingValue
from bot.ports.clock import Clock
from bot.ports.store import Store


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
        _require_manager(requester)
        return await self.of(requester.guild_id)

    async def change(self, requester: Requester, changes: Mapping[str, SettingValue]) -> ServerSettings:
        """Change settings by name, None to undo a decision; raises `ManagersOnly` or `UnknownModel`."""
        _require_manager(requester)
        model_id = changes.get("default_model_id")
        if isinstance(model_id, str) and self.catalogue.get(model_id) is None:
            raise UnknownModel(model_id, tuple(model.id for model in self.catalogue.models))
        return await self.store.change_server(
            requester.guild_id, changes, requester.discord_id, self.clock.now()
        )


def _require_manager(requester: Requester) -> None:
    if not requester.is_manager:
        raise ManagersOnly
