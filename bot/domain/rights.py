"""Who may do what: a server's moderators and managers, a generation's author, the bot's operators."""

from collections.abc import Container
from dataclasses import dataclass

from bot.domain.errors import Rejection
from bot.domain.request import Requester


@dataclass(eq=False)
class NotYours(Rejection):
    """Only the author and moderators may do this."""

    action: str


@dataclass(eq=False)
class UsageOfOthers(Rejection):
    """What another member has used is for moderators to see."""

    discord_id: int


@dataclass(eq=False)
class ModeratorsOnly(Rejection):
    """Only the server's moderators may do this."""


@dataclass(eq=False)
class ManagersOnly(Rejection):
    """Only those who manage the server may do this."""


@dataclass(eq=False)
class OperatorsOnly(Rejection):
    """Only the people who operate the bot may do this."""


def require_moderator(requester: Requester) -> None:
    """Raise `ModeratorsOnly` for everybody else."""
    if not requester.is_moderator:
        raise ModeratorsOnly


def require_manager(requester: Requester) -> None:
    """Raise `ManagersOnly` for everybody else."""
    if not requester.is_manager:
        raise ManagersOnly


def require_operator(discord_id: int, operator_ids: Container[int]) -> None:
    """Raise `OperatorsOnly` for everybody else."""
    if discord_id not in operator_ids:
        raise OperatorsOnly
