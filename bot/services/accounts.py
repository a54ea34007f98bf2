"""Which account pays for what, and the providers on all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.accounts import is_own, key_id_of, provider_of
from bot.domain.catalogue import Model
from bot.domain.troubles import Trouble
from bot.ports.provider import OpenedProvider, Provider
from bot.ports.store import Store
from bot.services.keyring import Keyring
from bot.services.own_account import OwnAccount
from bot.services.troubles import Troubles


@dataclass(slots=True)
class Accounts:
    """Knows the operator's accounts, and opens a server's own when it is first needed."""

    operators: Mapping[str, Provider]
    """By provider."""
    store: Store
    keyring: Keyring | None
    troubles: Troubles
    _own: dict[str, OwnAccount] = field(default_factory=dict)

    def at(self, account: str) -> Provider:
        """Give the provider on an account; raises `KeyError` for one that the operator does not use."""
        if not is_own(account):
            return self.operators[account]
        if account not in self._own:
            self._own[account] = OwnAccount(account, self.operators[provider_of(account)], self._opened)
        return self._own[account]

    async def of_server(self, guild_id: int) -> Mapping[str, str]:
        """Give a server's own accounts, by provider."""
        return {key.provider: key.account for key in await self.store.own_keys(guild_id)}

    async def in_use(self) -> Sequence[Provider]:
        """Give the providers on all accounts that new requests are paid from."""
        own = [key.account for key in await self.store.own_keys() if key.provider in self.operators]
        return [*self.operators.values(), *map(self.at, own)]

    async def troubles_in(self, guild_id: int) -> Callable[[Model], Trouble | None]:
        """Give what tells what stands in the way of a model in a server."""
        own = await self.of_server(guild_id)
        return lambda model: self.troubles.of(model, own.get(model.provider))

    async def forget_spent(self) -> None:
        """Delete keys that nothing needs any more, and close what was open with them."""
        gone = set(await self.store.forget_spent_keys())
        for account in [account for account in self._own if key_id_of(account) in gone]:
            await self._own.pop(account).close()

    async def close(self) -> None:
        """Close all connections of servers' own accounts."""
        for own in self._own.values():
            await own.close()

    async def _opened(self, account: str) -> OpenedProvider | None:
        kept = await self.store.sealed_key(key_id_of(account) or 0)
        return self.keyring.opened(kept) if kept and self.keyring else None
