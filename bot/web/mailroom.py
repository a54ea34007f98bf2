"""Where webhooks that were proven genuine are handed in: kept before they are answered, applied later."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from aiohttp import web

from bot.domain.news import Letter
from bot.ports.clock import Clock
from bot.web.bodies import busy

_log = logging.getLogger(__name__)

Receive = Callable[[Letter, datetime], Awaitable[bool]]
"""The inbox: keeps a letter for good; False when it is there already. Raises `OSError`."""

_PATIENCE_SECONDS: Final = 0.9
"""A webhook is answered within a second."""


class Mailroom:
    """Keeps letters, and answers whoever brought them."""

    def __init__(self, receive: Receive, clock: Clock) -> None:
        self._receive = receive
        self._clock = clock

    async def keep(self, key: str, provider: str, task_ids: tuple[str, ...]) -> web.Response:
        """Answer 204 once a letter is kept, now or before; raises 503 when it cannot be."""
        now = self._clock.now()
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                is_new = await self._receive(Letter(key, provider, task_ids, now), now)
        except (TimeoutError, OSError) as error:
            _log.warning("a webhook of %s cannot be kept: %s", provider, str(error) or "no answer in time")
            raise busy() from None
        if is_new:
            _log.info("a webhook of %s about %.200s", provider, ", ".join(task_ids))
        return web.Response(status=204)
