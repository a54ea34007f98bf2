"""News about a task: what a poll's answer says of it, and webhooks, which only say that it is time to ask."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.generation import Failure
from bot.domain.money import Micros


@dataclass(frozen=True, slots=True)
class TakeDone:
    """A result is ready at `url`."""

    key: str
    url: str
    seed: int | None = None
    cost_micros: Micros | None = None
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class TakeFailed:
    """One result of several failed."""

    key: str
    failure: Failure
    cost_micros: Micros | None = None


@dataclass(frozen=True, slots=True)
class TakeUnready:
    """One result was made and has no address yet: nothing to fetch, but its cost is known."""

    key: str
    cost_micros: Micros


@dataclass(frozen=True, slots=True)
class Update:
    """One piece of news about a task. No news in it means: still at work, keep asking."""

    task_id: str
    done: tuple[TakeDone, ...] = ()
    failed: tuple[TakeFailed, ...] = ()
    failure: Failure | None = None
    """The whole task failed: every result not yet there will never come."""
    unready: tuple[TakeUnready, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A webhook that was proven to be a provider's: something has happened to one of these tasks."""

    key: str
    """The same for every time that the provider sends it."""
    provider: str
    task_ids: tuple[str, ...]
    """Every id in it that may be a task's."""
    received_at: datetime
