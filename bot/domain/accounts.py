"""Whose money pays at a provider: the operator's account there, or that of a server with a key of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

_OWN: Final = ":"


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A key that a server brought: what may be known of it besides that it is there."""

    id: int
    guild_id: int
    provider: str
    set_at: datetime
    set_by_discord_id: int | None
    """None once they had what is known of them deleted."""

    @property
    def account(self) -> str:
        """Name the account that it opens."""
        return own_account(self.provider, self.id)


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A key as it is kept: only the vault reads it."""

    guild_id: int
    provider: str
    sealed: bytes


def key_about(guild_id: int, provider: str) -> str:
    """Say whose a key is and what for: it opens with these very words only."""
    return f"{provider} {guild_id}"


def own_account(provider: str, key_id: int) -> str:
    """Name the account behind a server's own key; the operator's is called like the provider."""
    return f"{provider}{_OWN}{key_id}"


def provider_of(account: str) -> str:
    """Name the provider at which an account is."""
    return account.partition(_OWN)[0]


def key_id_of(account: str) -> int | None:
    """Name the key of a server's own account; None of the operator's."""
    _, own, key_id = account.partition(_OWN)
    return int(key_id) if own else None


def is_own(account: str) -> bool:
    """Tell whether a server pays by itself."""
    return _OWN in account


def own_accounts_of(provider: str) -> tuple[str, str]:
    """Give the bounds of the names of own accounts at a provider, the upper one not included."""
    return f"{provider}{_OWN}", f"{provider}{chr(ord(_OWN) + 1)}"
