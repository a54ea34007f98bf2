"""How long videos usually take, learned from those that were made."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median_low
from typing import Final

from bot.domain.catalogue import OptionValue
from bot.domain.generation import Generation
from bot.ports.clock import Clock
from bot.ports.store import Store

RECENT: Final = 50
"""Looked at: providers grow faster and slower, and old times say nothing of today."""
LEAST: Final = 5
"""Of fewer, one slow video would be said to be what is usual."""
_KEPT: Final = timedelta(minutes=1)

Kind = tuple[str, OptionValue | None, OptionValue | None]
"""Model, length and resolution."""


@dataclass(slots=True)
class UsualTimes:
    """Tells how long a video takes from its submit until our own copy of it is there."""

    store: Store
    clock: Clock
    _known: dict[Kind, tuple[datetime, timedelta | None]] = field(default_factory=dict)

    async def of(self, generation: Generation) -> timedelta | None:
        """Give what is usual for its model, length and resolution; None while too few were made."""
        settings = generation.settings
        kind = (generation.model_id, settings.get("duration"), settings.get("resolution"))
        until, usual = self._known.get(kind, (None, None))
        now = self.clock.now()
        if until is None or until <= now:
            usual = _usual(await self.store.times_taken(*kind, RECENT))
            self._known[kind] = (now + _KEPT, usual)
        return usual


def _usual(taken: list[timedelta]) -> timedelta | None:
    return median_low(taken) if len(taken) >= LEAST else None
