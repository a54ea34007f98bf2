"""Servers' own keys, as they are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.accounts import OwnKey, SealedKey
from bot.domain.moderation.audit import Decision


class Keeping(Protocol):
    """The part of the store that keeps servers' own keys; it is told nothing of what is in them."""

    async def own_keys(self, guild_id: int | None = None) -> Sequence[OwnKey]:
        """List the keys that a server uses, at most one for each provider; None: those of all servers."""
        ...

    async def sealed_key(self, key_id: int) -> SealedKey | None:
        """Read a key, be it in use or not; None once nothing needed it any more."""
        ...

    async def set_key(self, decision: Decision, key: SealedKey, deadline_at: datetime, now: datetime) -> None:
        """Use a key from now on, and log whose decision that was.

        What was accepted for an earlier one and was not submitted goes over to it, and has until
        `deadline_at` at least.
        """
        ...

    async def remove_key(self, decision: Decision, provider: str, now: datetime) -> bool:
        """Take a key out of use, if there is one; what was accepted for it still is made with it."""
        ...

    async def forget_spent_keys(self) -> Sequence[int]:
        """Delete keys that were taken out of use and that nothing needs, and give their ids."""
        ...

    async def own_accounts_at_work(self, provider: str, now: datetime) -> Sequence[str]:
        """List the servers' own accounts at a provider with something to submit or to ask about."""
        ...
