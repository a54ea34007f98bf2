"""Reading the audit log; it is written by the verbs that carry decisions out."""

from typing import Protocol

from bot.domain.moderation.audit import Entry, LogPage


class Auditing(Protocol):
    """The part of the store that shows who decided what."""

    async def audit_page(self, guild_id: int, discord_id: int | None, number: int, size: int) -> LogPage:
        """Give a page of a server's log, newest first; of one person what they did and what was about them.

        Beyond the last page it is the first.
        """
        ...

    async def audit_entry(self, entry_id: int) -> Entry | None:
        """Give one entry."""
        ...
