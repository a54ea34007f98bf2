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
from bot.domain.safety import SafetyMode
from bot.ports.clock import Ids
from bot.ports.media import MediaLibrary
from bot.ports.provider import PRICING_ON, Order
from bot.services.accounts import Accounts
from bot.services.linking import Linking, handle

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS: Final = 8.0
"""Nobody waits longer for a better price."""


@dataclass(frozen=True, slots=True)
class Pricing:
    """Asks providers for prices."""

    accounts: Accounts
    media: MediaLibrary
    linking: Linking
    ids: Ids

    def is_asked(self, planned: Plan) -> bool:
        """Tell whether the catalogue's price is only a guess that the provider is going to correct."""
        return planned.quote.approximate and self.accounts.at(planned.account).pricing == PRICING_ON

    async def exact(
        self, planned: Plan, inputs: Mapping[MediaRole, StoredMedia], safety: SafetyMode
    ) -> tuple[str, Plan]:
        """Give the id that the generation is to have, and the plan at the provider's own price if it tells.

        A provider that may be making what it was only asked about is making it under that very id.
        """
        asked_as = self.ids.generation_id()
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                price = await self._price(asked_as, planned, inputs, safety)
        except (ProviderError, MediaUnavailable, TimeoutError) as error:
            _log.warning("price of %s: %s", planned.model.id, error)
            surely_not_begun = isinstance(error, ProviderError) and not error.uncertain
            return (self.ids.generation_id() if surely_not_begun else asked_as), planned
        if price is None:
            return asked_as, planned
        take = Micros(-(-price // planned.takes))
        return self.ids.generation_id(), replace(planned, quote=Quote(price, take, approximate=False))

    async def _price(
        self,
        task_id: str,
        planned: Plan,
        inputs: Mapping[MediaRole, StoredMedia],
        safety: SafetyMode,
    ) -> Micros | None:
        order = Order(
            task_id,
            planned.model,
            planned.prompt,
            planned.settings,
            {role: handle(self.media, self.linking, stored) for role, stored in inputs.items()},
            safety=safety,
        )
        return await self.accounts.at(planned.account).price(order)
