"""What members demand of their own data, and what becomes of that of servers that were left."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.generation import Generation


class Erasing(Protocol):
    """The part of the store that forgets. The ledger keeps its entries, of members that nobody knows."""

    async def begin_erasure(self, discord_id: int, now: datetime) -> bool:
        """Take back what a member has under way, and have all erased; False when that has begun already."""
        ...

    async def is_being_erased(self, discord_id: int) -> bool:
        """Tell whether something of a member is still to be erased."""
        ...

    async def to_erase(self, now: datetime, count: int) -> Sequence[Generation]:
        """Give what has ended and is due to be erased, longest due first."""
        ...

    async def erasure_postponed(self, generation_id: str, retry_at: datetime) -> None:
        """Try again at `retry_at`."""
        ...

    async def generation_erased(self, generation_id: str, now: datetime) -> None:
        """Blank all that is kept of it but what money says; its files and messages are gone."""
        ...

    async def end_erasures(self, fresh_key: bytes, now: datetime, count: int) -> int:
        """Blank the rows of members of whom nothing else is left, and give their number.

        A hash keyed by a secret of this database stays, so that nobody refills a quota or sheds a block by
        it; `fresh_key` becomes that secret if there is none.
        """
        ...

    async def forget_erased(self, before: datetime, now: datetime, count: int) -> int:
        """Drop the hashes of those erased before then who are not blocked, and give their number."""
        ...

    async def servers_seen(self, guild_ids: Collection[int], now: datetime) -> None:
        """Note in which servers the bot is: those with data that are not among them have been left."""
        ...

    async def server_left(self, guild_id: int, now: datetime) -> None:
        """Note that the bot is in a server no more."""
        ...

    async def server_back(self, guild_id: int) -> None:
        """Note that it is there again: nothing is erased."""
        ...

    async def erase_departed(self, before: datetime, now: datetime, count: int) -> int:
        """Erase what servers that were left before then have decided, and have their generations erased."""
        ...

    async def scrub(self) -> None:
        """Leave nothing of what was erased in the database's files."""
        ...


class Exporting(Protocol):
    """The part of the store that tells members all it knows about them."""

    async def export(self, discord_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Give all that is kept about a member, in sections of rows."""
        ...

    async def with_files(self, discord_id: int) -> Sequence[Generation]:
        """Give a member's generations of which files are kept, oldest first."""
        ...
