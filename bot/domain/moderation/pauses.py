"""Pauses: nothing more is made for the moment, and what waits keeps its place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.errors import Rejection

EVERYWHERE: Final = 0
"""In place of a server's id: all of them."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Who let nothing more be made, where, since when and why."""

    guild_id: int
    by_operator: bool
    actor_discord_id: int | None
    """None: nobody knows any more."""
    reason: str
    began_at: datetime

    @property
    def is_everywhere(self) -> bool:
        """Tell whether it is for all servers."""
        return self.guild_id == EVERYWHERE


@dataclass(eq=False)
class Paused(Rejection):
    """Nothing new is taken on during a pause."""

    pause: Pause


@dataclass(eq=False)
class AlreadyPaused(Rejection):
    """It was paused before, and that pause goes on."""

    pause: Pause


@dataclass(eq=False)
class NothingToResume(Rejection):
    """There is no pause that this person may end; `kept_by` is one that others have to."""

    kept_by: Pause | None
