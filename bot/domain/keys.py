"""Refusals around servers' own keys."""

from dataclasses import dataclass
from typing import Final

from bot.domain.errors import Rejection

LONGEST_KEY: Final = 400
"""Characters; keys have some dozens."""


@dataclass(eq=False)
class KeysNotKept(Rejection):
    """The operator has set nothing that keys could be sealed with."""


@dataclass(eq=False)
class KeyMalformed(Rejection):
    """What was given cannot be a key."""


@dataclass(eq=False)
class KeyNotAccepted(Rejection):
    """The provider refuses the key."""

    provider: str


@dataclass(eq=False)
class KeyUnproven(Rejection):
    """The provider could not be asked about the key."""

    provider: str


@dataclass(eq=False)
class NoOwnKey(Rejection):
    """There is no key to remove."""

    provider: str


@dataclass(eq=False)
class ProviderUnused(Rejection):
    """The operator uses no such provider, so that a key for it would be of no use."""

    provider: str


@dataclass(eq=False)
class AccountChanged(Rejection):
    """While a request was looked at, somebody decided that another account pays."""
