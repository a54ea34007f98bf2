"""How servers stand, for those who operate the bot."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.overviews import Standing


class Overviewing(Protocol):
    """The part of the store that looks at servers from outside."""

    async def spenders(self, since: datetime) -> Sequence[int]:
        """Give the servers that spent or hold anything in days that began since then, most first."""
        ...

    async def standing(self, guild_id: int, now: datetime) -> Standing:
        """Tell how many are blocked in a server, and what failed there last."""
        ...
