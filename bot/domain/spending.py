"""What a server's videos cost, by day, member and model, as the ledger has it."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TypeVar

from bot.domain.money import ZERO, Micros
from bot.domain.quota import DayUsage, Window

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sums:
    """So many requests, and what became of their money; all amounts in micro-dollars."""

    number: int = 0
    charged_micros: Micros = ZERO
    """What members paid, before refunds."""
    refunded_micros: Micros = ZERO
    cost_micros: Micros = ZERO
    """What providers earned."""
    held_micros: Micros = ZERO
    """What is set aside for videos under way."""

    def __add__(self, other: "Sums") -> "Sums":
        """Add up."""
        return Sums(
            self.number + other.number,
            Micros(self.charged_micros + other.charged_micros),
            Micros(self.refunded_micros + other.refunded_micros),
            Micros(self.cost_micros + other.cost_micros),
            Micros(self.held_micros + other.held_micros),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """What one member asked of one model on one day."""

    day: int
    """Counts from 0, the first of the days asked about."""
    member_id: int
    member_discord_id: int | None
    """None: they had what is known of them deleted."""
    model_id: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class Spending:
    """What a server's requests of some days came to; each counts on the day on which it was made."""

    days: Sequence[Window]
    zone: tzinfo
    lines: Sequence[Line]

    @property
    def total(self) -> Sums:
        """All of it."""
        return sum((line.sums for line in self.lines), Sums())

    def by_member(self) -> Mapping[int | None, Sums]:
        """Who paid how much, most first; all who are not known any more together."""
        return _grouped(self.lines, lambda line: line.member_discord_id)

    def by_model(self) -> Mapping[str, Sums]:
        """What was paid for each model, most first."""
        return _grouped(self.lines, lambda line: line.model_id)

    def by_day(self) -> Sequence[DayUsage]:
        """What was paid and is held of each day's requests, oldest first, in the server's own zone."""
        found = _grouped(self.lines, lambda line: line.day)
        sums = [found.get(number, Sums()) for number in range(len(self.days))]
        return [
            DayUsage(day.starts_at.astimezone(self.zone), one.held_micros, one.charged_micros)
            for day, one in zip(self.days, sums, strict=True)
        ]


def _grouped(lines: Iterable[Line], key: Callable[[Line], K]) -> dict[K, Sums]:
    found: dict[K, Sums] = {}
    for line in lines:
        found[key(line)] = found.get(key(line), Sums()) + line.sums
    return dict(sorted(found.items(), key=lambda item: (-item[1].charged_micros, -item[1].number)))
