"""Letting nothing more be made for a while."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.alarms import Alarm
from bot.domain.moderation.audit import Decision
from bot.domain.moderation.pauses import Pause


class Pausing(Protocol):
    """The part of the store that keeps pauses.

    While one goes on, nothing that it is about is claimed for a submit, nothing that was claimed is sent, and
    no deadline ends what waits.
    """

    async def pause(self, decision: Decision, now: datetime, *, by_operator: bool) -> Pause | None:
        """Begin a pause of the decision's server, or of all; give that which goes on already, if one does."""
        ...

    async def resume(
        self, decision: Decision, deadline_at: datetime, now: datetime, *, by_operator: bool
    ) -> bool:
        """End a pause; what waited there has until `deadline_at` at least. False when there is none."""
        ...

    async def pauses(self, guild_id: int) -> Sequence[Pause]:
        """Give the pauses that a server is under: that of all servers first, its moderators' own last."""
        ...

    async def hindrance_of(self, generation_id: str) -> Pause | Alarm | None:
        """Give the first thing whose end a generation waits for; None when it waits for its turn at most."""
        ...
