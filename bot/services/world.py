"""What the use cases and the worker are built over, and the operator's terms for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.catalogue import Catalogue
from bot.domain.money import Micros
from bot.ports.board import Board
from bot.ports.checking import Checker
from bot.ports.clock import Clock, Ids
from bot.ports.delivery import Delivery
from bot.ports.media import MediaLibrary
from bot.ports.provider import Provider
from bot.ports.store import Store
from bot.services.keyring import Keyring
from bot.services.linking import Linking
from bot.services.money.limits import LimitPolicy


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside that they deal with."""

    catalogue: Catalogue
    store: Store
    media: MediaLibrary
    providers: Mapping[str, Provider]
    delivery: Delivery
    board: Board
    clock: Clock
    ids: Ids
    checker: Checker | None = None
    """Looks at pictures and videos, if the operator has something that does."""
    keyring: Keyring | None = None
    """Opens providers with keys that servers bring, if the operator has set what seals them."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how much at once; intervals in seconds."""

    max_running: int = 16
    first_poll_seconds: float = 2.0
    slowest_poll_seconds: float = 15.0


@dataclass(frozen=True, slots=True)
class Terms:
    """What the operator decides."""

    policy: LimitPolicy
    linking: Linking
    default_model_id: str
    deadline_seconds: int
    pace: Pace = Pace()
    alert_micros: Micros = Micros(5_000_000)
    """Below what balance at a provider operators are told."""
    operators_channel_id: int | None = None
    """Where they are told besides directly."""
