"""A server's own keys: brought, proven, kept sealed, and never shown again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.accounts import OwnKey
from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.keys import (
    LONGEST_KEY,
    KeyMalformed,
    KeyNotAccepted,
    KeysNotKept,
    KeyUnproven,
    NoOwnKey,
    ProviderUnused,
)
from bot.domain.moderation.audit import Action, Decision
from bot.domain.request import Requester
from bot.domain.rights import require_manager
from bot.ports.clock import Clock
from bot.ports.provider import OpenedProvider
from bot.ports.store import Store
from bot.services.accounts import Accounts
from bot.services.keyring import Keyring

_KEY: Final = re.compile(r"[!-~]+")
"""What stands in a header of HTTP without further ado."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The use cases of those who manage a server that pays by itself."""

    store: Store
    accounts: Accounts
    keyring: Keyring | None
    clock: Clock
    deadline_seconds: int

    def require_possible(self, requester: Requester, provider: str) -> Keyring:
        """Give what keys are sealed with; raises `ManagersOnly`, `KeysNotKept` or `ProviderUnused`."""
        require_manager(requester)
        if self.keyring is None:
            raise KeysNotKept
        if provider not in self.accounts.operators:
            raise ProviderUnused(provider)
        return self.keyring

    async def of(self, requester: Requester) -> Sequence[OwnKey]:
        """List the server's keys; raises `ManagersOnly`."""
        require_manager(requester)
        return await self.store.own_keys(requester.guild_id)

    async def bring(self, requester: Requester, provider: str, text: str) -> None:
        """Prove a key and use it from now on.

        Raises `KeyMalformed`, `KeyNotAccepted` or `KeyUnproven`, and as `require_possible` does.
        """
        keyring = self.require_possible(requester, provider)
        key = text.strip()
        if len(key) > LONGEST_KEY or not _KEY.fullmatch(key):
            raise KeyMalformed
        await _prove(keyring.opener(provider, key), provider)
        now = self.clock.now()
        await self.store.set_key(
            _decision(requester, Action.KEY_SET, provider),
            keyring.sealed(requester.guild_id, provider, key),
            now + timedelta(seconds=self.deadline_seconds),
            now,
        )

    async def remove(self, requester: Requester, provider: str) -> None:
        """Let the operator pay again, if they do; raises `ManagersOnly` or `NoOwnKey`."""
        require_manager(requester)
        decision = _decision(requester, Action.KEY_REMOVED, provider)
        if not await self.store.remove_key(decision, provider, self.clock.now()):
            raise NoOwnKey(provider)


async def _prove(opened: OpenedProvider, provider: str) -> None:
    """Ask for the balance, which costs nothing."""
    try:
        await opened.balance()
    except ProviderError as error:
        if error.reason is FailureReason.KEY_REFUSED:
            raise KeyNotAccepted(provider) from error
        raise KeyUnproven(provider) from error
    finally:
        await opened.close()


def _decision(requester: Requester, action: Action, provider: str) -> Decision:
    return Decision(requester.guild_id, requester.discord_id, action, details={"provider": provider})
