"""Prices by dry run: what Runware would charge, and what to think of an answer that does not say.

Source: the header's meaning is Runware's own; the shape of the answer is documented nowhere.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.domain.money import Micros
from bot.ports.clock import Ids
from bot.ports.provider import PRICING_ON, Order
from bot.providers.runware.client import RunwareClient, Task
from bot.providers.runware.replies import submit_trouble

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class DryRuns:
    """Asks for prices, unless the operator does not want it or Runware has ignored it."""

    client: RunwareClient
    write: Callable[[Order], Awaitable[Task]]
    """Makes a task of an order, as if it were to be submitted."""
    ids: Ids
    on: bool
    heeded: bool = False
    """An answer with a cost was seen, so the header is known to be understood."""
    off_reason: str = ""

    @property
    def standing(self) -> str | None:
        """Tell the operator whether prices are asked, or why no more; None when that was never wanted."""
        if self.on:
            return PRICING_ON
        return f"off: {self.off_reason}" if self.off_reason else None

    async def price(self, order: Order) -> Micros | None:
        """Ask what all takes of an order cost; raises `ProviderError`, and `MediaUnavailable`."""
        if not self.on:
            return None
        task = await self.write(order)
        costs = await self._costs(task, order.task_id)
        takes = int(order.settings.get("takes", 1))
        if len(costs) == 1 and takes > 1:
            return await self._of_all(costs[0], task, takes)
        return Micros(sum(costs)) if costs else None

    async def _of_all(self, cost: Micros, task: Task, takes: int) -> Micros | None:
        """Tell whether one cost for several takes is of them all: then one take alone costs less."""
        task_id = self.ids.generation_id()
        single = sum(await self._costs({**task, "taskUUID": task_id, "numberResults": 1}, task_id))
        if not single:
            return None
        return cost if cost > single else Micros(single * takes)

    async def _costs(self, task: Task, task_id: str) -> Sequence[Micros]:
        """Ask about one task; without a cost in the answer ask no more: the video may be in the making."""
        reply = await self.client.dry_run(task, heeded=self.heeded)
        if refused := submit_trouble(reply, task_id, creates=not self.heeded):
            raise refused
        items = reply.answer.items if reply.answer else ()
        costs = [item.cost_micros for item in items if item.cost_micros is not None]
        if costs:
            self.heeded = True
        else:
            self._give_up(task_id)
        return costs

    def _give_up(self, task_id: str) -> None:
        self.on = False
        self.off_reason = f"the dry run of task {task_id} was answered without a cost"
        _log.warning(
            "%s: Runware may have started it; until the next start prices come from the table",
            self.off_reason,
        )
