"""Which limits a request must fit into."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.errors import ServerNotServed
from bot.domain.money import Micros
from bot.domain.quota import Limit, Scope, day_window, month_window

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
        self, member_id: int, guild_id: int, guild_owner_id: int | None, now: datetime
    ) -> tuple[Limit, ...]:
        """List the limits for a member in a server: member, server, operator's day, operator's month.

        Raises `ServerNotServed` for a server without a budget.
        """
        if not self._serves(guild_id, guild_owner_id):
            raise ServerNotServed(guild_id)
        day = day_window(now)
        return (
            Limit(Scope.MEMBER_DAY, f"{guild_id}:{member_id}", day, self.member_daily_micros),
            Limit(Scope.GUILD_DAY, str(guild_id), day, self.guild_daily_micros),
            Limit(Scope.OPERATOR_DAY, OPERATOR, day, self.operator_daily_micros),
            Limit(Scope.OPERATOR_MONTH, OPERATOR, month_window(now), self.operator_monthly_micros),
        )

    def _serves(self, guild_id: int, guild_owner_id: int | None) -> bool:
        listed = self.served_guilds is None or guild_id in self.served_guilds
        return listed or guild_owner_id in self.operator_ids
