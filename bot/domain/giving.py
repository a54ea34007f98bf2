"""What is in the way of filling a purse, giving money away, or giving a charge back."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import Rejection
from bot.domain.money import Micros
from bot.domain.quota import LimitUsage


class NoReceiver(StrEnum):
    """Why somebody cannot be given money."""

    ONESELF = "oneself"
    BOT = "bot"
    STRANGER = "stranger"


@dataclass(eq=False)
class AmountTooSmall(Rejection):
    """Less than a cent is no amount to give."""


@dataclass(eq=False)
class GrantUnclear(Rejection):
    """A grant is for a member, or for the server's pool: for one of them."""


@dataclass(eq=False)
class CannotReceive(Rejection):
    """Money goes to other members of the server, not to bots, not to oneself and not to strangers."""

    why: NoReceiver


@dataclass(eq=False)
class GiftsNotWanted(Rejection):
    """The server has not said that members may give money to each other."""


@dataclass(eq=False)
class NotEnoughToGive(Rejection):
    """There is not so much in the giver's purse and in what is left of today's quota."""

    amount_micros: Micros
    usage: LimitUsage


@dataclass(eq=False)
class BeyondPoolGrant(Rejection):
    """Moderators may add a day's budget to the pool in a day; who manages the server may add more."""

    usage: LimitUsage


@dataclass(eq=False)
class NothingCharged(Rejection):
    """Nothing was charged for it, or nothing yet."""

    generation_id: str


@dataclass(eq=False)
class AlreadyRefunded(Rejection):
    """What was charged for it was given back before."""

    generation_id: str
