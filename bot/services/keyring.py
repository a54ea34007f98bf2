"""Opening providers with keys that servers brought, and sealing those keys."""

from dataclasses import dataclass

from bot.domain.accounts import SealedKey, key_about
from bot.ports.provider import OpenedProvider, ProviderOpener
from bot.ports.vault import SecretUnreadable, Vault


@dataclass(frozen=True, slots=True)
class Keyring:
    """What the operator needs to have set before servers can bring keys."""

    vault: Vault
    opener: ProviderOpener

    def sealed(self, guild_id: int, provider: str, key: str) -> SealedKey:
        """Seal a key for one server and one provider."""
        return SealedKey(guild_id, provider, self.vault.seal(key, key_about(guild_id, provider)))

    def opened(self, kept: SealedKey) -> OpenedProvider | None:
        """Make a client for a key that is kept; None when it cannot be read any more."""
        try:
            key = self.vault.open(kept.sealed, key_about(kept.guild_id, kept.provider))
        except SecretUnreadable:
            return None
        return self.opener(kept.provider, key)
