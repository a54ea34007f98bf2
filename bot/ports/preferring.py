"""What members want unless they say otherwise."""

from collections.abc import Mapping
from typing import Protocol

from bot.domain.preferences import Preferences


class Preferring(Protocol):
    """The part of the store that remembers defaults."""

    async def preferences(self, discord_id: int) -> Preferences:
        """Give a member's preferences; who never chose any has none."""
        ...

    async def prefer(self, discord_id: int, changes: Mapping[str, str | int | None]) -> Preferences:
        """Change some of a member's preferences, by their names, and give them all."""
        ...
