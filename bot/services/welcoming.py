"""Greeting whoever brought the bot into a server, once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.postings import NewPosting, Posting, PostingKind
from bot.domain.welcomes import NEWS_FOR, WelcomeFacts
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.services.money.usage import UsageReports

_KEY: Final = "welcome"
"""There is one welcome for each server."""


@dataclass(frozen=True, slots=True)
class Welcoming:
    """Writes to one person of each new server, and knows what there is to say."""

    store: Store
    usage: UsageReports
    clock: Clock
    default_model_id: str

    def is_news(self, joined_at: datetime | None) -> bool:
        """Tell whether the bot is so new in a server that a welcome makes sense, also after an outage."""
        return joined_at is not None and self.clock.now() - joined_at < NEWS_FOR

    async def greet(self, guild_id: int, discord_id: int, locale: str) -> bool:
        """Have somebody welcomed by direct message; False where their server needs that no more."""
        kind = PostingKind.WELCOME
        new = NewPosting(kind, guild_id, _KEY, recipient_discord_id=discord_id, locale=locale)
        return await self.store.greet(new, self.clock.now())

    async def gather(self, posting: Posting) -> WelcomeFacts:
        """Give what the server has."""
        # An operator's own server is served, too; as a rule who invites the bot owns the server.
        owner_id = posting.recipient_discord_id
        given = self.usage.given(posting.guild_id, owner_id, self.default_model_id)
        return WelcomeFacts(guild_id=posting.guild_id, given=given)
