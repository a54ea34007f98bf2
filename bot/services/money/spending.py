"""Reports of what a server spends, for its moderators."""

from dataclasses import dataclass
from typing import Final

from bot.domain.calendars import calendar_of
from bot.domain.quota import last_days
from bot.domain.request import Requester
from bot.domain.rights import require_moderator
from bot.domain.spending import Spending
from bot.ports.clock import Clock
from bot.ports.store import Store

MOST_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class SpendingReports:
    """Adds up what requests of the last days came to."""

    store: Store
    clock: Clock

    async def of_server(self, requester: Requester, days: int) -> Spending:
        """Report the requester's server's last days, today included; raises `ModeratorsOnly`."""
        require_moderator(requester)
        calendar = calendar_of(await self.store.server(requester.guild_id))
        windows = last_days(self.clock.now(), days, calendar.day)
        lines = await self.store.spending(requester.guild_id, windows)
        return Spending(windows, calendar.zone, lines)
