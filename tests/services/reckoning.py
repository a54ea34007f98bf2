"""The providers' books against ours."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.generation import Generation
from bot.domain.news import Update
from tests.services.couriers import Couriers
from tests.services.far import FarProvider
from tests.services.fates import Fates
from tests.support.studio import Studio


class Violation(AssertionError):
    """Something happened that must never happen."""


@dataclass
class Reckoning:
    """Compares what was paid, made and told with what is booked and kept."""

    studio: Studio
    fates: tuple[Fates, ...]
    couriers: Couriers
    fair_since: datetime | None = None

    def tasks_of(self, generation: Generation) -> set[str]:
        """The tasks that were paid for a generation, by the provider's names for them."""
        return {
            task_id
            for task_id, order in self._provider_of(generation).creates.items()
            if order.task_id == generation.id
        }

    def good_takes(self, generation: Generation) -> dict[str, str]:
        """The takes that a provider last said were made for a generation, with their addresses."""
        provider = self._provider_of(generation)
        updates = [provider.last_told(task_id) for task_id in self.tasks_of(generation)]
        return {take.key: take.url for update in updates for take in update.done}

    def every_good_key(self, generation: Generation) -> set[str]:
        """The takes that a provider ever said were made for a generation."""
        return {take.key for update in self._told_of(generation) for take in update.done}

    def recognisable(self, generation: Generation) -> bool:
        """Tell whether a provider's echo can be no other generation's."""
        return "seed" not in generation.settings

    def require_one_payment_each(self, generations: Iterable[Generation]) -> None:
        """No generation was paid twice, and nothing was paid that nobody wanted."""
        ours = {generation.id for generation in generations}
        for provider in (fates.provider for fates in self.fates):
            paid = Counter(order.task_id for order in provider.creates.values())
            if twice := [task for task, count in paid.items() if count > 1]:
                raise Violation(f"paid twice: {twice}")
            if strange := paid.keys() - ours - provider.begun_by_questions:
                raise Violation(f"paid for nobody: {strange}")
            if astray := [o for o in provider.creates.values() if o.model.provider != provider.name]:
                raise Violation(f"made elsewhere than asked: {astray}")
            unknown = provider.asked_about.keys() - provider.creates.keys()
            if not provider.idempotent and unknown:
                raise Violation(f"asked about tasks it never named: {unknown}")

    def require_honest_costs(self, generations: Iterable[Generation], costs: Mapping[str, int]) -> None:
        """Nothing is booked or charged that the provider never asked for."""
        for generation in generations:
            share = generation.quoted_micros // generation.takes_asked
            most: dict[str, int] = {}
            for update in self._told_of(generation):
                for done in update.done:
                    most[done.key] = max(most.get(done.key, 0), done.cost_micros or share)
                for failed in update.failed:
                    most[failed.key] = max(most.get(failed.key, 0), failed.cost_micros or 0)
            if costs[generation.id] > sum(most.values()):
                raise Violation(f"{generation.id} never cost {costs[generation.id]}, but at most {most}")
            stored = sum(max(most.get(take.key, 0), share) for take in generation.stored_takes)
            if generation.charged_micros > min(stored, generation.quoted_micros):
                raise Violation(f"{generation.id} was charged {generation.charged_micros}")

    def leaks(self, generations: Iterable[Generation], costs: Mapping[str, int]) -> list[str]:
        """Name what a provider is owed and we know nothing of, but for what cannot be known."""
        return [
            f"{generation.id} cost {told} and not {costs[generation.id]}"
            for generation in generations
            for task_id in self.tasks_of(generation)
            if (told := self._least_cost(generation, task_id)) > costs[generation.id]
            and not self._may_leak(generation, task_id)
        ]

    def _least_cost(self, generation: Generation, task_id: str) -> int:
        """What a task surely cost: nothing is sure of what was told in two ways, or not told."""
        fates = self._fates_of(generation)
        if task_id in fates.contradicted:
            return 0
        last = fates.provider.last_told(task_id)
        return sum(take.cost_micros or 0 for take in last.done) + sum(
            take.cost_micros or 0 for take in last.failed
        )

    def _may_leak(self, generation: Generation, task_id: str) -> bool:
        """A lost answer where there is no idempotency, and a question that began what was then taken back."""
        provider = self._provider_of(generation)
        if provider.idempotent:
            return task_id in provider.begun_by_questions and generation.submitted_at is None
        heard = self.fair_since is not None and self.couriers.heard_of(task_id, self.fair_since)
        recognised = heard and self.recognisable(generation)
        return generation.task_id is None and task_id in provider.unanswered and not recognised

    def _told_of(self, generation: Generation) -> list[Update]:
        provider = self._provider_of(generation)
        return [update for task_id in self.tasks_of(generation) for update in provider.told.get(task_id, ())]

    def _provider_of(self, generation: Generation) -> FarProvider:
        return self._fates_of(generation).provider

    def _fates_of(self, generation: Generation) -> Fates:
        return next(fates for fates in self.fates if fates.provider.name == generation.provider)
