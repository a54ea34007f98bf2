"""What members with a role may have: the rules of a server's roles, and changing them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.barred import ListFull
from bot.domain.request import Requester
from bot.domain.rights import require_manager
from bot.domain.role_quotas import RoleQuota, rule_for
from bot.domain.servers import SettingValue
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.servers import MOST_LISTED


@dataclass(frozen=True, slots=True)
class Quotas:
    """The use cases of those who manage a server around its roles' quotas."""

    store: Store
    clock: Clock

    async def of(self, requester: Requester) -> Sequence[RoleQuota]:
        """Give the rules of the requester's server; raises `ManagersOnly`."""
        require_manager(requester)
        return await self.store.role_quotas(requester.guild_id)

    async def change(self, requester: Requester, role_id: int, changes: Mapping[str, SettingValue]) -> None:
        """Change parts of a role's rule, None to leave them open; raises `ManagersOnly` or `ListFull`."""
        rules = await self.of(requester)
        if len(rules) >= MOST_LISTED and rule_for(rules, [role_id]) is None:
            raise ListFull(MOST_LISTED)
        await self.store.change_role_quota(
            requester.guild_id, role_id, changes, requester.discord_id, self.clock.now()
        )
