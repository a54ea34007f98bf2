"""Which limits a request must fit into."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.calendars import calendar_of
from bot.domain.errors import ServerNotServed
from bot.domain.money import Micros
from bot.domain.quota import NO_LIMIT, Limit, Scope, day_window, month_window
from bot.domain.servers import ServerSettings

OPERATOR = "operator"


@dataclass(slots=True)
class LimitPolicy:
    """The operator's settings, turned into limits; amounts in micro-dollars.

    `served_guilds` of None stands for every server. A server owned by an operator is served too.
    """

    member_daily_micros: Micros
    guild_daily_micros: Micros
    operator_daily_micros: Micros
    operator_monthly_micros: Micros
    served_guilds: frozenset[int] | None
    operator_ids: frozenset[int] = field(default_factory=frozenset)

    def limits(
        self,
        member_id: int,
        guild_id: int,
        guild_owner_id: int | None,
        settings: ServerSettings,
        now: datetime,
    ) -> tuple[Limit, ...]:
        """List the limits for a member in a server: member, server's day and month, operator's day and month.

        The member's and the server's last calendar days of the server's zone, the operator's those of UTC.
        Raises `ServerNotServed` for a server without a budget.
        """
        if not self.serves(guild_id, guild_owner_id):
            raise ServerNotServed(guild_id)
        return (
            *self._of_server(member_id, guild_id, settings, now),
            Limit(Scope.OPERATOR_DAY, OPERATOR, day_window(now), self.operator_daily_micros),
            Limit(Scope.OPERATOR_MONTH, OPERATOR, month_window(now), self.operator_monthly_micros),
        )

    def _of_server(
        self, member_id: int, guild_id: int, settings: ServerSettings, now: datetime
    ) -> Iterator[Limit]:
        calendar = calendar_of(settings)
        day, guild = calendar.day(now), str(guild_id)
        member_daily = _decided(settings.member_daily_micros, self.member_daily_micros)
        yield Limit(Scope.MEMBER_DAY, f"{guild_id}:{member_id}", day, member_daily)
        yield Limit(Scope.GUILD_DAY, guild, day, _decided(settings.daily_micros, self.guild_daily_micros))
        # Counted before there is a limit, so that one that is set within the month knows of all of it.
        monthly = _decided(settings.monthly_micros, NO_LIMIT)
        yield Limit(Scope.GUILD_MONTH, guild, calendar.month(now), monthly)

    def serves(self, guild_id: int, guild_owner_id: int | None) -> bool:
        """Tell whether a server has the operator's budget without being funded."""
        listed = self.served_guilds is None or guild_id in self.served_guilds
        return listed or guild_owner_id in self.operator_ids


def _decided(own: Micros | None, usual: Micros) -> Micros:
    return usual if own is None else own
