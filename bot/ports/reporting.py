"""Videos that members reported."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.generation import Generation
from bot.domain.moderation.audit import Decision
from bot.domain.moderation.reports import Case, NewReport


class Reporting(Protocol):
    """The part of the store that keeps reports; of a case the first decision wins."""

    async def report(self, new: NewReport, now: datetime, retry_at: datetime) -> Case:
        """Add a report to the video's open case, or open one, and hide the video if it takes no more.

        Moderators are shown the case in the same transaction. Its messages are to be edited by `retry_at`.
        Raises `ReportedAlready` or `TooManyReports`.
        """
        ...

    async def case(self, case_id: int) -> Case | None:
        """Read one case."""
        ...

    async def open_cases(self, guild_id: int, count: int) -> Sequence[Case]:
        """Give what waits for a server's moderators, longest waiting first."""
        ...

    async def restore(
        self, case_id: int, decision: Decision, now: datetime, retry_at: datetime
    ) -> Generation | None:
        """Close a case and let the video be seen again; None when it was closed before."""
        ...

    async def remove_reported(
        self, case_id: int, decision: Decision, now: datetime, retry_at: datetime
    ) -> Generation | None:
        """Close a case and mark its video as removed; None when it was closed before."""
        ...

    async def hidings_due(self, now: datetime, count: int) -> Sequence[Generation]:
        """Give what is to be hidden or shown again, longest due first."""
        ...

    async def hiding_postponed(self, generation_id: str, retry_at: datetime) -> None:
        """Try again at `retry_at`."""
        ...

    async def hiding_done(self, generation_id: str, hidden_at: datetime | None) -> None:
        """Note that its messages are as they should be since then; without effect once that has changed."""
        ...
