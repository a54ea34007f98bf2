"""What the ledger says of a server's requests."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.quota import Window
from bot.domain.spending import Line


class SpendingBooks(Protocol):
    """The part of the store that adds up ledgers."""

    async def spending(self, guild_id: int, days: Sequence[Window]) -> Sequence[Line]:
        """Add up the ledger's entries of the requests that a server's members made on each of these days."""
        ...
