"""Which limits a request must fit into."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.domain.calendars import calendar_of
from bot.domain.errors import ServerNotServed
from bot.domain.money import ZERO, Micros
from bot.domain.purses import member_purse, server_purse
from bot.domain.quota import NO_LIMIT, Limit, Scope, Window, day_window, month_window
from bot.domain.role_quotas import RoleQuota, rule_for
from bot.domain.servers import ServerSettings
from bot.ports.clock import Clock
from bot.ports.store import Store

OPERATOR = "operator"
_NO_RULE: Final = RoleQuota(0)


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

    def serves(self, guild_id: int, guild_owner_id: int | None) -> bool:
        """Tell whether a server has budgets; any other has only what an operator puts into its pool."""
        listed = self.served_guilds is None or guild_id in self.served_guilds
        return listed or guild_owner_id in self.operator_ids

    def limits(
        self,
        member_id: int,
        guild_id: int,
        guild_owner_id: int | None,
        settings: ServerSettings,
        now: datetime,
        rule: RoleQuota | None = None,
        *,
        pays_itself: bool = False,
    ) -> tuple[Limit, ...]:
        """List the limits for a member in a server: member, server's day and month, operator's day and month.

        The member's and the server's last calendar days of the server's zone, the operator's those of UTC.
        `rule` is that of the member's role; what it leaves open is as for everybody. Where the server
        `pays_itself`, with a key of its own, neither the operator's caps count nor its pool.
        """
        calendar = calendar_of(settings)
        guild, pool = str(guild_id), None if pays_itself else server_purse(guild_id)
        served = pays_itself or self.serves(guild_id, guild_owner_id)
        daily = _decided(settings.daily_micros, self.guild_daily_micros) if served else ZERO
        # Counted before there is a limit, so that one that is set within the month knows of all of it.
        monthly = _decided(settings.monthly_micros, NO_LIMIT)
        return (
            self.of_member(member_id, guild_id, settings, now, rule),
            Limit(Scope.GUILD_DAY, guild, calendar.day(now), daily, purse=pool),
            Limit(Scope.GUILD_MONTH, guild, calendar.month(now), monthly, purse=pool),
            *(
                _counted(guild, calendar.day(now), calendar.month(now))
                if pays_itself
                else self._of_operator(now)
            ),
        )

    def of_member(
        self,
        member_id: int,
        guild_id: int,
        settings: ServerSettings,
        now: datetime,
        rule: RoleQuota | None = None,
    ) -> Limit:
        """Give a member's quota of a day, with the member's purse behind it."""
        own = rule or _NO_RULE
        everybodys = _decided(settings.member_daily_micros, self.member_daily_micros)
        return Limit(
            Scope.MEMBER_DAY,
            f"{guild_id}:{member_id}",
            calendar_of(settings).day(now),
            _decided(own.daily_micros, everybodys),
            settings.member_daily_count if own.daily_count is None else own.daily_count,
            member_purse(guild_id, member_id),
            rule.role_id if rule else None,
        )

    def of_pool(self, guild_id: int, settings: ServerSettings, now: datetime) -> Limit:
        """Give what moderators may add to a server's pool in a day: as much as its budget of one."""
        daily = _decided(settings.daily_micros, self.guild_daily_micros)
        return Limit(Scope.POOL_DAY, str(guild_id), calendar_of(settings).day(now), daily)

    def _of_operator(self, now: datetime) -> Iterator[Limit]:
        yield Limit(Scope.OPERATOR_DAY, OPERATOR, day_window(now), self.operator_daily_micros)
        yield Limit(Scope.OPERATOR_MONTH, OPERATOR, month_window(now), self.operator_monthly_micros)


@dataclass(frozen=True, slots=True)
class Limits:
    """The policy, over what servers decided and what is in their pools."""

    store: Store
    policy: LimitPolicy
    clock: Clock

    async def of(
        self,
        member_id: int,
        guild_id: int,
        guild_owner_id: int | None,
        role_ids: tuple[int, ...],
        *,
        pays_itself: bool | None = None,
    ) -> tuple[Limit, ...]:
        """List the limits for a member with these roles, highest first.

        Raises `ServerNotServed` for a server without a budget and with nothing in its pool, unless it
        `pays_itself`; None: where only it itself can.
        """
        serves = self.policy.serves(guild_id, guild_owner_id)
        if pays_itself is None:
            pays_itself = not serves and bool(await self.store.own_keys(guild_id))
        if not pays_itself and not serves:
            await self._require_funded(guild_id)
        settings = await self.store.server(guild_id)
        rule = rule_for(await self.store.role_quotas(guild_id), role_ids)
        now = self.clock.now()
        return self.policy.limits(
            member_id, guild_id, guild_owner_id, settings, now, rule, pays_itself=pays_itself
        )

    async def _require_funded(self, guild_id: int) -> None:
        if not await self.store.purse(server_purse(guild_id)):
            raise ServerNotServed(guild_id)


def _counted(guild: str, day: Window, month: Window) -> tuple[Limit, ...]:
    """Count what of a server's budgets it paid by itself."""
    return (Limit(Scope.OWN_DAY, guild, day, NO_LIMIT), Limit(Scope.OWN_MONTH, guild, month, NO_LIMIT))


def _decided(own: Micros | None, usual: Micros) -> Micros:
    return usual if own is None else own
