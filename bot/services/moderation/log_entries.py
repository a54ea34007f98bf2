"""What a posting in a server's log channel shows."""

from dataclasses import dataclass

from bot.domain.moderation.audit import LogFacts
from bot.domain.postings import Posting
from bot.ports.auditing import Auditing


@dataclass(frozen=True, slots=True)
class LogEntries:
    """Gathers what entries of the log say."""

    store: Auditing

    async def gather(self, posting: Posting) -> LogFacts | None:
        """Give the entry that the posting is about."""
        entry = await self.store.audit_entry(int(posting.key))
        return None if entry is None else LogFacts(entry=entry)
