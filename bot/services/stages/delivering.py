"""Posting finished videos, each once, or telling the author why not."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.generation import Generation, State
from bot.domain.pace import backoff
from bot.ports.clock import Clock
from bot.ports.delivery import Clip, Delivery
from bot.ports.store import Store
from bot.services.clips import Clips
from bot.services.placing import Placing
from bot.services.safety import Safety

_log = logging.getLogger(__name__)

SHARES = (1, 2, 4)
"""Discord's real limit may be below the announced one: each 413 halves the size, then a link must do."""


@dataclass(frozen=True, slots=True)
class Delivering:
    """The stage SUCCEEDED → DELIVERED, or → PENDING_REVIEW, and from there → DELIVERED once published."""

    store: Store
    clips: Clips
    delivery: Delivery
    placing: Placing
    safety: Safety
    clock: Clock

    async def pick(self, count: int) -> Sequence[Generation]:
        """Find what is settled and not posted."""
        return await self.store.to_deliver(self.clock.now(), count)

    async def act(self, generation: Generation) -> bool:
        """Post one generation's results; a discarded one is only closed."""
        if generation.discarded:
            return await self._withheld(generation)
        if await self._is_for_moderators(generation):
            return True
        # Before the attempt is noted: it may take minutes, and until then the author may discard.
        clips = await self.clips.of(generation, generation.stored_takes, generation.place.upload_limit_bytes)
        retry_at = self.clock.now() + backoff(generation.delivery_attempts)
        earlier = await self.store.delivering(generation.id, retry_at)
        if earlier is None:
            return await self._withheld(generation)
        try:
            message_ids = await self._post(generation, clips, again=earlier > 0)
        except DeliveryError as error:
            return await self._not_posted(generation, clips, error)
        await self.store.delivered(generation.id, message_ids, self.clock.now())
        return True

    async def _is_for_moderators(self, generation: Generation) -> bool:
        """Let moderators see it first where they are to; once they have, or it passed, nobody asks again."""
        passed = generation.review is not None or generation.delivery_attempts > 0
        return not passed and await self.safety.kept_back(generation)

    async def _withheld(self, generation: Generation) -> bool:
        """Close what was discarded, once nothing is left of an attempt whose answer was lost."""
        if generation.delivery_attempts:
            try:
                await self.delivery.remove(generation)
            except DeliveryError as error:
                _log.warning("%s may be posted and stays for now: %s", generation.id, error.detail)
                return False
        await self.store.withheld(generation.id, self.clock.now(), await self.safety.unseen(generation))
        return True

    async def _post(self, generation: Generation, clips: Sequence[Clip], *, again: bool) -> Sequence[int]:
        for share in SHARES:
            if share > 1:
                clips = await self.clips.of(
                    generation, generation.stored_takes, generation.place.upload_limit_bytes // share
                )
            try:
                return await self.placing.post_result(generation, clips, again=again)
            except DeliveryError as error:
                if error.trouble is not DeliveryTrouble.TOO_LARGE:
                    raise
            # Of several messages the first may be there, and smaller files take minutes to make.
            again = True
        links = [replace(clip, file=None) for clip in clips]
        return await self.placing.post_result(generation, links, again=again)

    async def _not_posted(self, generation: Generation, clips: Sequence[Clip], error: DeliveryError) -> bool:
        _log.warning("delivery of %s: %s %s", generation.id, error.trouble, error.detail)
        if error.trouble is DeliveryTrouble.UNAVAILABLE:
            return False
        now = self.clock.now()
        # Told first: after a crash in between the author would never hear of it.
        if not await told(self.delivery, replace(generation, state=State.DELIVERED, ended_at=now), clips):
            return False
        await self.store.delivered(generation.id, (), now)
        return True


async def told(delivery: Delivery, generation: Generation, clips: Sequence[Clip] = ()) -> bool:
    """Write to the author directly, and tell whether that is over and done with.

    It is with closed direct messages too: the generation stays findable by its id.
    """
    try:
        await delivery.tell_author(generation, clips)
    except DeliveryError as error:
        _log.warning("direct message about %s: %s %s", generation.id, error.trouble, error.detail)
        return error.trouble is not DeliveryTrouble.UNAVAILABLE
    return True
