"""Drafts: what members have said and not yet asked for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.drafts import Draft


class Drafting(Protocol):
    """The part of the store that keeps drafts; a generation's acceptance removes the draft that it was."""

    async def add_draft(self, draft: Draft, most: int) -> Sequence[Draft]:
        """Keep a new draft, and give the member's oldest beyond so many, which are kept no more."""
        ...

    async def draft(self, draft_id: str) -> Draft | None:
        """Read one draft."""
        ...

    async def change_draft(self, draft: Draft) -> bool:
        """Put a draft in place of the revision before it; False when that is not what is kept."""
        ...

    async def remove_draft(self, draft: Draft) -> bool:
        """Forget a draft, leaving its files; False when it is not kept in this revision."""
        ...

    async def expired_drafts(self, now: datetime, count: int) -> Sequence[Draft]:
        """Give drafts whose time is over, longest over first."""
        ...
