"""What members want unless they say otherwise, and what that means for a request."""

from dataclasses import dataclass

from bot.domain.preferences import Preferences
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class MemberPreferences:
    """Remembers what members chose, for every server they are in."""

    store: Store

    async def get(self, discord_id: int) -> Preferences:
        """Give what a member prefers."""
        return await self.store.preferences(discord_id)

    async def set(self, discord_id: int, name: str, value: str | int | None) -> Preferences:
        """Keep one choice, None for none, and give them all."""
        return await self.store.prefer(discord_id, {name: value})

    async def language_of(self, discord_id: int) -> str | None:
        """Give the Discord locale that a member wants to be spoken to in; None: that of their client."""
        return (await self.get(discord_id)).language
