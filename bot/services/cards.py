"""The one public message that follows a generation from acceptance to its end."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from weakref import WeakValueDictionary

from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.generation import Generation, State
from bot.domain.pace import backoff
from bot.ports.clock import Clock
from bot.ports.delivery import Delivery, Progress
from bot.ports.store import Store

_REFRESH = timedelta(seconds=10)
"""Discord limits edits; nobody needs the place in line more often."""
_EDIT_PAUSE = timedelta(seconds=1)
"""Changes that come close together share one edit."""


@dataclass(slots=True)
class Cards:
    """Keeps cards in step with their generations."""

    store: Store
    delivery: Delivery
    clock: Clock
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
        now = self.clock.now()
        waiting = generation.state is State.QUEUED
        place = await self.store.place_in_line(generation.id) if waiting else None
        face = f"{generation.revision}:{place}"
        if face == generation.messages.card_face:
            await self.store.card_postponed(generation.id, now + _REFRESH)
            return
        try:
            message_id = await self.delivery.show_card(generation, Progress(place, now))
        except DeliveryError as error:
            lost = error.trouble is not DeliveryTrouble.UNAVAILABLE
            await self.store.card_postponed(generation.id, None if lost else now + backoff(2))
        else:
            pause = _REFRESH if waiting else _EDIT_PAUSE
            await self.store.card_shown(generation.id, message_id, face, generation.revision, now + pause)
