"""Telling authors why there will be no video."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.generation import Generation
from bot.domain.pace import backoff
from bot.ports.clock import Clock
from bot.ports.delivery import Delivery
from bot.ports.store import Store
from bot.services.accounts import Accounts
from bot.services.failover import Failover
from bot.services.stages.delivering import told

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Noticing:
    """The stage that sees to it that no accepted request ends in silence."""

    store: Store
    delivery: Delivery
    failover: Failover
    accounts: Accounts
    clock: Clock

    async def pick(self, count: int) -> Sequence[Generation]:
        """Find what ended without a video and without a word."""
        return await self.store.notices_due(self.clock.now(), count)

    async def act(self, generation: Generation) -> bool:
        """Tell one author, in the channel or else by direct message."""
        retry_at = self.clock.now() + backoff(generation.delivery_attempts)
        earlier = await self.store.noticing(generation.id, retry_at)
        try:
            guild_id = generation.place.guild_id
            settings, own = await self.store.server(guild_id), await self.accounts.of_server(guild_id)
            offers = self.failover.instead_of(generation, settings, own)
            message_id: int | None = await self.delivery.post_notice(generation, offers, again=earlier > 0)
        except DeliveryError as error:
            _log.warning("notice of %s: %s %s", generation.id, error.trouble, error.detail)
            if error.trouble is DeliveryTrouble.UNAVAILABLE:
                return False
            if not await told(self.delivery, generation):
                return False
            message_id = None
        await self.store.noticed(generation.id, message_id)
        return True
