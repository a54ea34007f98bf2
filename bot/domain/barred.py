"""Refusals of a member, a place or a model by what their server or its moderators decided."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import Rejection

# eq=False throughout, as in bot/domain/errors.py.


@dataclass(eq=False)
class AccountTooNew(Rejection):
    """The server wants accounts to be older."""

    days: int
    ends_at: datetime


@dataclass(eq=False)
class MemberTooNew(Rejection):
    """The server wants its members to have been there for longer."""

    days: int
    ends_at: datetime


@dataclass(eq=False)
class RoleNeeded(Rejection):
    """The server wants a role that the member does not have."""

    role_id: int


@dataclass(eq=False)
class ChannelClosed(Rejection):
    """The server wants no videos in this channel."""

    channel_id: int
    allowed: tuple[int, ...]
    """The channels that are named as allowed; none: any that is not denied."""


@dataclass(eq=False)
class ModelClosed(Rejection):
    """The server wants no videos of this model."""

    model_id: str
    allowed: tuple[str, ...]


@dataclass(eq=False)
class ListFull(Rejection):
    """No more fits on a server's list."""

    most: int


@dataclass(eq=False)
class CannotPostThere(Rejection):
    """The bot may not post in a channel that is to be used for something."""

    channel_id: int
    missing: tuple[str, ...]
