"""Runware's answers → news about tasks, whoever brought them: matched by taskUUID alone, in any order.

Source: Runware's page on task responses; the three shapes of failure are all in tests/data/examples.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.generation import Failure
from bot.domain.news import TakeDone, TakeFailed, TakeUnready, Update
from bot.providers.runware.errors import task_failure
from bot.providers.runware.wire import Answer, Item

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _News:
    """What one answer says of one task, gathered entry by entry."""

    task_id: str
    done: dict[str, TakeDone] = field(default_factory=dict)
    failed: dict[str, TakeFailed] = field(default_factory=dict)
    unready: dict[str, TakeUnready] = field(default_factory=dict)
    failure: Failure | None = None
    at_work: bool = False

    def hear(self, item: Item) -> None:
        """Take in an entry of `data`."""
        if item.failed:
            self.hear_failure(item)
        elif item.succeeded:
            cost = item.cost_micros
            self.done[item.key] = TakeDone(item.key, item.url, item.seed, cost, flagged=item.flagged)
        else:
            # Also a success without an address: the result may have one by the next time.
            self.at_work = True
            if item.key and item.cost_micros:
                self.unready[item.key] = TakeUnready(item.key, item.cost_micros)

    def hear_failure(self, item: Item) -> None:
        """Take in an entry of `errors`, or one of `data` that says as much."""
        failure = task_failure(item.trouble)
        if failure is None:
            _log.warning("task %s: %s is no news of it", self.task_id, item.trouble.code)
        elif item.key:
            self.failed[item.key] = TakeFailed(item.key, failure, item.cost_micros)
        else:
            self.failure = failure

    def update(self) -> Update | None:
        """Sum up; None when there is nothing that matters.

        A failure that names no result would give up all others, so it waits while some are still at work.
        """
        failed = tuple(take for key, take in self.failed.items() if key not in self.done)
        failure = None if self.at_work else self.failure
        unready = tuple(take for key, take in self.unready.items() if key not in {*self.done, *self.failed})
        if not (self.done or failed or failure or unready):
            return None
        return Update(self.task_id, tuple(self.done.values()), failed, failure, unready)


def updates(answer: Answer, task_ids: Iterable[str]) -> list[Update]:
    """Find the news about these tasks; a task without news is missing, entries about others are ignored."""
    news = {task_id.lower(): _News(task_id) for task_id in task_ids}
    for item in answer.items:
        if known := news.get(item.task_id.lower()):
            known.hear(item)
    for item in answer.errors:
        if known := news.get(item.task_id.lower()):
            known.hear_failure(item)
    return [update for each in news.values() if (update := each.update())]
