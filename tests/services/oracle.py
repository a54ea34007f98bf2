"""What must never happen, judged by the books of the provider, of Discord and of the auditor."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from bot.domain.generation import TERMINAL, Generation, State
from bot.domain.money import Micros
from tests.services.far import FarProvider
from tests.support.fake_delivery import Purpose
from tests.support.fake_provider import PRICE
from tests.support.studio import Studio

DEAREST = Micros(PRICE + 50_000)
LIMITS: Final = {
    "member_day": Micros(PRICE * 6),
    "guild_day": Micros(PRICE * 9),
    "operator_day": Micros(PRICE * 12),
    "operator_month": Micros(PRICE * 40),
}


class Violation(AssertionError):
    """Something happened that must never happen."""


@dataclass(frozen=True)
class Oracle:
    """Looks at everything from outside."""

    studio: Studio
    provider: FarProvider

    async def require_limits(self) -> None:
        """What is held and charged fits every limit; only losses of the operator's may come on top."""
        used = await self.studio.rows(
            "SELECT scope, owner, SUM(money.held_micros + money.charged_micros) FROM usage_counters"
            " JOIN generation_counters USING (counter_id)"
            " JOIN generation_money AS money USING (generation_id) GROUP BY counter_id"
        )
        for scope, owner, micros in used:
            if micros > LIMITS[scope]:
                raise Violation(f"{scope} of {owner} is overrun: {micros}")

    async def require_a_good_end(self) -> None:
        """Judge by the books of the provider, of Discord and of the auditor."""
        rows = await self.studio.rows("SELECT id FROM generations")
        generations = [found for (id_,) in rows if (found := await self.studio.store.get(id_))]
        paid = Counter(order.task_id for order in self.provider.creates.values())
        if twice := [task for task, count in paid.items() if count > 1]:
            raise Violation(f"paid twice: {twice}")
        if strange := paid.keys() - {generation.id for generation in generations}:
            raise Violation(f"paid for nobody: {strange}")
        for generation in generations:
            self._require_one_end(generation)
        await self._require_honest_costs()
        if open_holds := await self.studio.rows("SELECT * FROM generation_money WHERE held_micros <> 0"):
            raise Violation(f"open holds: {open_holds}")
        (total,) = await self.studio.rows("SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries")
        if total != (0,):
            raise Violation(f"the ledger sums to {total}")
        if contradictions := await self.studio.store.check():
            raise Violation(f"contradictions: {contradictions}")

    def _require_one_end(self, generation: Generation) -> None:
        if generation.state not in TERMINAL:
            raise Violation(f"{generation.id} is lost in {generation.state}")
        counts = {p: len(self.studio.delivery.messages(generation, p)) for p in Purpose}
        if max(counts.values()) > 1:
            raise Violation(f"{generation.id} was posted more than once: {counts}")
        told = counts[Purpose.NOTICE] + len(self.studio.delivery.letters.get(generation.id, ()))
        if generation.state is State.DELIVERED and not told + counts[Purpose.RESULT]:
            raise Violation(f"{generation.id} was delivered in silence")
        if generation.state in (State.FAILED, State.EXPIRED) and not told:
            raise Violation(f"{generation.id} ended as {generation.state} in silence")
        if generation.state is State.DELIVERED and generation.discarded:
            raise Violation(f"{generation.id} was discarded and posted")
        if generation.charged_micros > min(len(generation.stored_takes) * DEAREST, generation.quoted_micros):
            raise Violation(f"{generation.id} was charged {generation.charged_micros}")

    async def _require_honest_costs(self) -> None:
        """Nothing is booked that the provider never asked for."""
        costs = await self.studio.rows(
            "SELECT COALESCE(task_id, id), provider_cost_micros FROM generations"
            " JOIN generation_money ON generation_id = id"
        )
        for task_id, micros in costs:
            if micros > sum(self.provider.told_micros.get(task_id, {}).values()):
                raise Violation(f"{task_id} never cost {micros}")
