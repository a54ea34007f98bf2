"""Rules for what goes wrong on demand: what, for whom, and how often."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Generic, Literal, TypeVar, get_args

RequestKind = Literal[
    "answer_lost", "dropped", "http_error", "html", "truncated_json", "slow_answer", "no_answer"
]
REQUEST_KINDS: frozenset[str] = frozenset(get_args(RequestKind))
# These spoil an answer, so the request behind it has been carried out; the others come instead of it.
_AFTER_THE_FACT = frozenset({"answer_lost", "truncated_json", "slow_answer", "no_answer"})


@dataclass
class Rule:
    """Something that goes wrong.

    `prompt` picks generations by a part of their prompt (empty: all), `times` how often it strikes (None:
    always), `probability` in how many of the cases. What goes wrong with a request (REQUEST_KINDS) strikes
    `on` one purpose, or any; `accepted` says whether the request is carried out all the same (None: as the
    kind suggests), `status` and `retry_after_seconds` are those of http_error and html, `seconds` is how
    long whatever takes its time takes, `copies` how many of a webhook are sent.
    """

    kind: str
    _: KW_ONLY
    prompt: str = ""
    times: int | None = None
    probability: float = 1.0
    on: str = "submit"
    accepted: bool | None = None
    status: int | None = None
    retry_after_seconds: int | None = None
    seconds: float = 3600.0
    copies: int = 2

    @property
    def carried_out(self) -> bool:
        """Whether the request behind the spoilt answer takes effect."""
        return self.kind in _AFTER_THE_FACT if self.accepted is None else self.accepted


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

    def of_request(self, on: str, prompts: Sequence[str]) -> R | None:
        """The newest rule that strikes this request, if any; it alone is used up."""
        return next(
            self._striking(lambda rule: rule.kind in REQUEST_KINDS and rule.on in {on, "any"}, prompts), None
        )

    def of_task(self, prompt: str) -> tuple[R, ...]:
        """What this generation, its files and its webhooks will show, decided once when it is accepted."""
        return tuple(self._striking(self._is_of_task, [prompt]))

    def _is_of_task(self, rule: R) -> bool:
        return rule.kind not in REQUEST_KINDS

    def _striking(self, meant: Callable[[R], bool], prompts: Sequence[str]) -> Iterator[R]:
        return (rule for rule in self.rules if meant(rule) and self._strikes(rule, prompts))

    def _strikes(self, rule: R, prompts: Sequence[str]) -> bool:
        meant = not rule.prompt or any(rule.prompt in prompt for prompt in prompts)
        if not meant or rule.times == 0 or self.chance.random() >= rule.probability:
            return False
        if rule.times is not None:
            rule.times -= 1
        return True
