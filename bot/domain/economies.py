"""What would cost less: fewer pixels, seconds or takes, or another model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Final

from bot.domain.catalogue import Catalogue, Model, OptionValue, Whole
from bot.domain.errors import Rejection
from bot.domain.money import Micros
from bot.domain.nearness import measure
from bot.domain.remedies import MOST, OF_A_KIND, Remedy
from bot.domain.rules import all_values, completed, plan

_COSTLY: Final = ("resolution", "duration", "takes")


def economies(
    catalogue: Catalogue, model: Model, said: Mapping[str, OptionValue], room_micros: Micros
) -> tuple[Remedy, ...]:
    """List ways to make what was said for no more than `room_micros`, those that change least first."""
    dear = _Dear(catalogue, model, said, room_micros)
    return tuple(islice((*dear.less_of_it(), *dear.elsewhere()), MOST))


@dataclass(frozen=True, slots=True)
class _Dear:
    """What was said, to which model, and what it may cost."""

    catalogue: Catalogue
    model: Model
    said: Mapping[str, OptionValue]
    room_micros: Micros

    def less_of_it(self) -> Iterator[Remedy]:
        """Take as little as fits off one thing, or have the least of some and take it off another."""
        smaller = {name: values for name in _COSTLY if (values := self._smaller(name))}
        for number in range(1, len(smaller) + 1):
            for *others, name in combinations(smaller, number):
                least: dict[str, OptionValue] = {other: smaller[other][-1] for other in others}
                ways = (Remedy({**least, name: value}) for value in smaller[name])
                if not self._fits(Remedy(least)):
                    yield from islice(filter(self._fits, ways), 1)

    def elsewhere(self) -> Iterator[Remedy]:
        """Give models that make the same for less."""
        others = (Remedy(model_id=other.id) for other in self.catalogue.models if other is not self.model)
        return islice(filter(self._fits, others), OF_A_KIND)

    def _smaller(self, name: str) -> list[OptionValue]:
        """List an option's smaller values, the largest of them first."""
        option = self.model.option(name)
        now = measure(completed(self.model, self.said).get(name, ""))
        if option is None or now is None:
            return []
        values = all_values(option.kind)
        if isinstance(option.kind, Whole) and not values:
            values = tuple(range(option.kind.minimum, int(now)))
        sized = [(size, value) for value in values if (size := measure(value)) is not None and size < now]
        return [value for _, value in sorted(sized, reverse=True)]

    def _fits(self, remedy: Remedy) -> bool:
        try:
            planned = plan(self.catalogue, remedy.model_id or self.model.id, remedy.applied_to(self.said))
        except Rejection:
            return False
        return planned.quote.total_micros <= self.room_micros
