"""The one public message that follows a generation from acceptance to its end."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from weakref import WeakValueDictionary

from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.generation import Generation, State
from bot.domain.pace import backoff
from bot.ports.clock import Clock
from bot.ports.delivery import Delivery, Progress
from bot.ports.store import Store
from bot.services.usual import UsualTimes

_REFRESH: Final = timedelta(seconds=10)
"""Discord limits edits; nobody needs the place in line more often."""
_NEAR: Final = 20
"""From this place on a card is looked at as much more rarely as it is farther back: nobody watches number 500
move up, and the edits of a line of any length stay about as many as a channel can take."""
_EDIT_PAUSE: Final = timedelta(seconds=1)
"""Changes that come close together share one edit."""
_OLD: Final = timedelta(hours=1)
"""Of messages older than this Discord refuses edits now and then (code 30046, docs/facts/discord.md)."""
_PAUSE_WHEN_OLD: Final = timedelta(minutes=2)
_TIMED: Final = frozenset({State.QUEUED, State.SUBMITTING, State.RUNNING})
"""States in which it matters how long a video usually takes."""


@dataclass(slots=True)
class Cards:
    """Keeps cards in step with their generations."""

    store: Store
    delivery: Delivery
    clock: Clock
    usual: UsualTimes
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def show(self, generation_id: str) -> Generation | None:
        """Post the card, or edit it when it would look different now; trouble is left for a later try."""
        lock = self._locks.setdefault(generation_id, asyncio.Lock())
        async with lock:
            generation = await self.store.get(generation_id)
            if generation is None:
                return None
            await self._bring_up_to_date(generation)
            return await self.store.get(generation_id)

    async def _bring_up_to_date(self, generation: Generation) -> None:
        progress = await self._progress(generation)
        face = (
            f"{generation.revision}:{progress.place_in_line}:{progress.held_back}:{_hindered_since(progress)}"
        )
        next_look = progress.now + _pause(generation, progress)
        if face == generation.messages.card_face:
            await self.store.card_postponed(generation.id, next_look)
            return
        try:
            message_id = await self.delivery.show_card(generation, progress)
        except DeliveryError as error:
            lost = error.trouble is not DeliveryTrouble.UNAVAILABLE
            retry_at = None if lost else max(next_look, progress.now + backoff(2))
            await self.store.card_postponed(generation.id, retry_at)
        else:
            await self.store.card_shown(generation.id, message_id, face, generation.revision, next_look)

    async def _progress(self, generation: Generation) -> Progress:
        now = self.clock.now()
        usual = await self.usual.of(generation) if generation.state in _TIMED else None
        if generation.state is not State.QUEUED:
            return Progress(None, now, usual=usual)
        place = await self.store.place_in_line(generation.id)
        hindrance = await self.store.hindrance_of(generation.id)
        return Progress(place, now, await self.store.held_back(generation.id), usual, hindrance)


def _hindered_since(progress: Progress) -> str:
    return progress.hindrance.began_at.isoformat() if progress.hindrance else ""


def _pause(generation: Generation, progress: Progress) -> timedelta:
    """Leave the card alone for so long after a look at it."""
    if generation.state is State.QUEUED:
        pause = _REFRESH * max(1.0, (progress.place_in_line or 1) / _NEAR)
    else:
        pause = _EDIT_PAUSE
    return max(pause, _PAUSE_WHEN_OLD) if _is_old(generation, progress.now) else pause


def _is_old(generation: Generation, now: datetime) -> bool:
    return generation.messages.card_id is not None and now - generation.created_at >= _OLD
