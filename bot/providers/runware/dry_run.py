"""Prices by dry run: what Runware would charge, and what to think of an answer that does not say.

Source: the header's meaning is Runware's own; the shape of the answer is documented nowhere.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from bot.domain.money import Micros
from bot.ports.provider import Order
from bot.providers.runware.wire import Item

_log = logging.getLogger(__name__)

_NEARLY_ALL: Final = Fraction(3, 4)
"""Of the table's total: a guessed quote is a quarter above the cell it was made from."""


@dataclass(slots=True)
class DryRuns:
    """Whether prices are asked, and what was learnt of that."""

    on: bool
    heeded: bool = False
    """An answer with a cost was seen, so the header is known to be understood."""
    off_since: datetime | None = None
    off_reason: str = ""

    def price(self, order: Order, told: Sequence[Item], now: datetime) -> Micros | None:
        """Read the answer; without a cost in it, ask no more: the video may be in the making."""
        costs = [item.cost_micros for item in told if item.cost_micros is not None]
        if costs:
            self.heeded = True
            return _total(order, costs)
        self.on = False
        self.off_since = now
        self.off_reason = f"the dry run of task {order.task_id} was answered without a cost"
        _log.warning(
            "%s: Runware may have started it; until the next start prices come from the table",
            self.off_reason,
        )
        return None


def _total(order: Order, costs: Sequence[Micros]) -> Micros:
    """Sum up the costs of all takes.

    One cost for several takes may stand for one or for all of them. It is taken for all only when it comes
    near to what the table says for all; else for one, because a quote had better be too high than too low.
    """
    takes = int(order.settings.get("takes", 1))
    quoted_micros = order.model.prices.quote(order.settings, takes).total_micros
    if len(costs) > 1 or takes == 1 or costs[0] >= quoted_micros * _NEARLY_ALL:
        return Micros(sum(costs))
    return Micros(costs[0] * takes)
