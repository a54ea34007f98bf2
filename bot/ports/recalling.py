"""What members do to generations, and what they are shown of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.generation import Generation
from bot.domain.quota import DayUsage, Limit
from bot.domain.sight import Load, Page, ServerQueue, Viewer


class Recalling(Protocol):
    """The part of the store that answers people."""

    async def cancel(self, generation_id: str, now: datetime) -> Generation | None:
        """QUEUED or PENDING_APPROVAL → CANCELLED with the hold released; None when it waited no more."""
        ...

    async def discard(self, generation_id: str, now: datetime) -> Generation | None:
        """Mark a submitted generation so that it is not posted; None when it has ended or was posted."""
        ...

    async def find(
        self,
        author_discord_id: int,
        guild_id: int,
        text: str,
        count: int,
        *,
        active_only: bool = False,
        with_video: bool = False,
    ) -> Sequence[Generation]:
        """Find own generations by the start of their id or words of their prompt, newest first.

        `active_only` leaves out what has ended, `with_video` what we hold no video of.
        """
        ...

    async def history(
        self, viewer: Viewer, author_discord_id: int, text: str, number: int, size: int
    ) -> Page:
        """Give a page of what a viewer may see of somebody's generations, newest first, found as by `find`.

        Beyond the last page it is the first.
        """
        ...

    async def visible(self, viewer: Viewer, id_start: str, count: int) -> Sequence[Generation]:
        """Give what a viewer may see in their server and has an id that begins like this."""
        ...

    async def server_queue(self, viewer: Viewer, count: int) -> ServerQueue:
        """Count what is under way in a viewer's server, and give the oldest of what they may see of it."""
        ...

    async def daily(self, limit: Limit, since: datetime) -> Sequence[DayUsage]:
        """Give what was used of a daily limit on each day since then, oldest first, unused ones left out."""
        ...

    async def load(self, account: str) -> Load:
        """Count what a provider has to do, and the submits that it never answered."""
        ...
