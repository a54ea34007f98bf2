"""What a finished generation is charged, and who bears the rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.generation import Take, TakeState
from bot.domain.money import ZERO, Micros


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a hold is resolved, in micro-dollars.

    `charged` is the member's; `cost` is the provider's; what cost exceeds charged is the operator's loss.
    """

    charged_micros: Micros
    released_micros: Micros
    cost_micros: Micros

    @property
    def loss_micros(self) -> Micros:
        """The operator's share of the provider's cost."""
        return Micros(self.cost_micros - self.charged_micros)


def settle(held_micros: Micros, takes_asked: int, takes: Iterable[Take]) -> Settlement:
    """Resolve a hold: the member pays for stored takes only, and never more than was held.

    A result whose cost the provider did not say (or said as 0, which means unknown) counts at the quoted
    share of one take; a failed take costs what the provider says, else nothing.
    """
    share = Micros(held_micros // takes_asked)
    good = ZERO
    cost = ZERO
    for take in takes:
        failed = take.state is TakeState.FAILED
        paid = take.cost_micros or (ZERO if failed else share)
        cost = Micros(cost + paid)
        good = Micros(good + (paid if take.state is TakeState.STORED else 0))
    charged = min(good, held_micros)
    return Settlement(charged, Micros(held_micros - charged), cost)
