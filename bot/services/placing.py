"""Posting finished videos where the server wants them, or else where they were asked for."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.generation import Generation
from bot.ports.delivery import Clip, Delivery
from bot.ports.store import Store

_log = logging.getLogger(__name__)

_OUT_OF_REACH: Final = frozenset({DeliveryTrouble.CHANNEL_GONE, DeliveryTrouble.FORBIDDEN})


@dataclass(frozen=True, slots=True)
class Placing:
    """Chooses the channel of results once, before the first attempt: retries look in the same one."""

    store: Store
    delivery: Delivery

    async def post_result(
        self, generation: Generation, clips: Sequence[Clip], *, again: bool
    ) -> Sequence[int]:
        """Post as `Delivery.post_result` does; a results channel that is out of reach is passed over."""
        if not generation.delivery_attempts and not generation.private:
            settings = await self.store.server(generation.place.guild_id)
            generation = await self._moved(generation, settings.results_channel_id)
        try:
            return await self.delivery.post_result(generation, clips, again=again)
        except DeliveryError as error:
            if generation.messages.posted_in_id is None or error.trouble not in _OUT_OF_REACH:
                raise
            _log.warning("results channel %d: %s", generation.results_channel_id, error.trouble)
        back = await self._moved(generation, None)
        return await self.delivery.post_result(back, clips, again=again)

    async def _moved(self, generation: Generation, channel_id: int | None) -> Generation:
        elsewhere = None if channel_id == generation.place.channel_id else channel_id
        if elsewhere == generation.messages.posted_in_id:
            return generation
        await self.store.post_in(generation.id, elsewhere)
        return replace(generation, messages=replace(generation.messages, posted_in_id=elsewhere))
