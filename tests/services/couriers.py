"""Webhooks on their way: some are lost, doubled or late, and they overtake each other."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.domain.news import Letter
from bot.ports.store import Store
from tests.support.fake_clock import ManualClock

_DELAYS_SECONDS = (0, 0, 0, 1, 30, 600, 5_000)


@dataclass(frozen=True)
class Webhook:
    """One delivery of one webhook."""

    key: str
    provider: str
    task_ids: tuple[str, ...]
    due_at: datetime


@dataclass
class Couriers:
    """They bring a webhook again until it is answered, as providers do."""

    rng: Random
    clock: ManualClock
    under_way: list[Webhook] = field(default_factory=list)
    received: dict[str, tuple[datetime, tuple[str, ...]]] = field(default_factory=dict)
    """By key: when it was taken first, and of what it speaks."""
    sent: int = 0

    def send(self, provider: str, *task_ids: str) -> None:
        """Let fate decide when a webhook comes, how often, and whether at all."""
        self.sent += 1
        if self.rng.random() < 0.2:
            return
        for _ in range(self.rng.choice((1, 1, 1, 2, 3))):
            due_at = self.clock.now() + timedelta(seconds=self.rng.choice(_DELAYS_SECONDS))
            self.under_way.append(Webhook(f"{provider}-{self.sent}", provider, task_ids, due_at))

    def hurry(self) -> None:
        """Have everything there by the next round."""
        now = self.clock.now()
        self.under_way = [
            Webhook(each.key, each.provider, each.task_ids, min(each.due_at, now)) for each in self.under_way
        ]

    async def bring(self, store: Store) -> None:
        """Bring what is due, in any order."""
        due = [each for each in self.under_way if each.due_at <= self.clock.now()]
        self.rng.shuffle(due)
        for webhook in due:
            now = self.clock.now()
            await store.receive(Letter(webhook.key, webhook.provider, webhook.task_ids, now), now)
            self.received.setdefault(webhook.key, (now, webhook.task_ids))
            # Not before: who gets no answer comes again.
            if webhook in self.under_way:
                self.under_way.remove(webhook)

    def heard_of(self, task_id: str, since: datetime) -> bool:
        """Tell whether a webhook about a task was taken since then."""
        return any(at >= since and task_id in ids for at, ids in self.received.values())

    def will_tell_of(self, task_id: str, since: datetime) -> bool:
        """Tell whether one was, or is on its way and will be news."""
        coming = any(task_id in each.task_ids for each in self.under_way if each.key not in self.received)
        return coming or self.heard_of(task_id, since)
