"""Rules for what goes wrong on demand: for whom, and how often."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar


@dataclass(kw_only=True)
class Rule:
    """Something that goes wrong.

    `prompt` picks generations by a part of their prompt (empty: all), `times` how often it strikes (None:
    always), `probability` in how many of the cases.
    """

    prompt: str = ""
    times: int | None = None
    probability: float = 1.0


R = TypeVar("R", bound=Rule)


@dataclass
class Rules(Generic[R]):
    """The rules in force, the newest first; chance comes from a seeded generator: a run can be repeated."""

    chance: random.Random
    rules: list[R] = field(default_factory=list)

    def add(self, rule: R) -> None:
        """Let a rule take the place of older ones for the same requests, without a moment in between."""
        self.rules.insert(0, rule)

    def clear(self) -> None:
        """Let nothing more go wrong."""
        self.rules.clear()

    def first(self, meant: Callable[[R], bool], prompts: Sequence[str]) -> R | None:
        """The newest rule of those meant that strikes one of the prompts; it alone is used up."""
        return next((rule for rule in self.rules if meant(rule) and self._strikes(rule, prompts)), None)

    def all(self, meant: Callable[[R], bool], prompt: str) -> tuple[R, ...]:
        """Every rule of those meant that strikes a prompt."""
        return tuple(rule for rule in self.rules if meant(rule) and self._strikes(rule, [prompt]))

    def _strikes(self, rule: R, prompts: Sequence[str]) -> bool:
        meant = not rule.prompt or any(rule.prompt in prompt for prompt in prompts)
        if not meant or rule.times == 0 or self.chance.random() >= rule.probability:
            return False
        if rule.times is not None:
            rule.times -= 1
        return True
