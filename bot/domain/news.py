"""News about a task, whoever brought it: a poll's answer or a webhook."""

from dataclasses import dataclass

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
class Update:
    """One piece of news about a task. No news in it means: still at work, keep asking."""

    task_id: str
    done: tuple[TakeDone, ...] = ()
    failed: tuple[TakeFailed, ...] = ()
    failure: Failure | None = None
    """The whole task failed: every result not yet there will never come."""
