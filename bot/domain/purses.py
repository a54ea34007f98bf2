"""Money beyond quotas and budgets, and how a price is shared between them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.money import Micros


class PurseScope(StrEnum):
    """Whose money it is: a member's in one server, or a whole server's (its pool)."""

    MEMBER = "member"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Purse:
    """Money that no midnight takes away or refills; it is spent when a limit has no room left."""

    scope: PurseScope
    owner: str


@dataclass(frozen=True, slots=True)
class Shares:
    """An amount, shared between the window of a limit and the purse behind it; in micro-dollars."""

    window_micros: Micros
    purse_micros: Micros

    def used(self, used_micros: Micros) -> "Shares":
        """Share what was really used: the purse comes last, so that it is first to get back what was not.

        What was used beyond the whole falls on the window.
        """
        of_purse = min(self.purse_micros, max(0, used_micros - self.window_micros))
        return Shares(Micros(used_micros - of_purse), Micros(of_purse))


class MovementKind(StrEnum):
    """How money came into a purse, or left it; the kinds of the ledger."""

    GRANT = "grant"
    FUND = "fund"
    GIFT = "gift"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry of a purse that is about no generation's price; positive: money came in."""

    kind: MovementKind
    amount_micros: Micros
    author_discord_id: int | None
    """None: they were forgotten."""
    reason: str
    at: datetime
    is_decided: bool = True
    """False: a refund that nobody decided, because no moderator looked at the video in time."""


@dataclass(frozen=True, slots=True)
class Refund:
    """What of a charge was given back: to the quota of the day it was made in, and to the purse."""

    author_discord_id: int | None
    """Who had been charged; None: they were forgotten."""
    quota_micros: Micros
    purse_micros: Micros

    @property
    def total_micros(self) -> Micros:
        """All of it."""
        return Micros(self.quota_micros + self.purse_micros)


def member_purse(guild_id: int, member_id: int) -> Purse:
    """Name a member's purse in a server."""
    return Purse(PurseScope.MEMBER, f"{guild_id}:{member_id}")


def server_purse(guild_id: int) -> Purse:
    """Name a server's pool."""
    return Purse(PurseScope.SERVER, str(guild_id))
