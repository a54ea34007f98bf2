"""Greeting new servers."""

from datetime import datetime
from typing import Protocol

from bot.domain.postings import NewPosting


class Greetings(Protocol):
    """The part of the store that knows which servers are new."""

    async def greet(self, new: NewPosting, now: datetime) -> bool:
        """Have a server's welcome posted, once; False where it has been, or anything was made or decided."""
        ...
