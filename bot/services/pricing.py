"""The exact price of a request, where its provider tells it without making the video."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.errors import MediaUnavailable, ProviderError
from bot.domain.generation import MediaRole, StoredMedia
from bot.domain.money import Micros
from bot.domain.prices import Quote
from bot.domain.request import Plan
from bot.ports.media import MediaLibrary
from bot.ports.provider import Order, Provider
from bot.services.linking import Linking, handle

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS: Final = 8.0
"""Nobody waits longer for a better price."""


@dataclass(frozen=True, slots=True)
class Pricing:
    """Asks providers for prices."""

    providers: Mapping[str, Provider]
    media: MediaLibrary
    linking: Linking

    async def exact(
        self, task_id: str, planned: Plan, inputs: Mapping[MediaRole, StoredMedia]
    ) -> Plan | None:
        """Give the plan at the provider's own price; None when it does not tell."""
        order = Order(
            task_id,
            planned.model,
            planned.prompt,
            planned.settings,
            {role: handle(self.media, self.linking, stored) for role, stored in inputs.items()},
        )
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                price = await self.providers[planned.model.provider].price(order)
        except (ProviderError, MediaUnavailable, TimeoutError) as error:
            _log.warning("price of %s: %s", planned.model.id, error)
            return None
        if price is None:
            return None
        take = Micros(-(-price // planned.takes))
        return replace(planned, quote=Quote(price, take, approximate=False))
