"""Faults on demand: what goes wrong, for whom, and how often."""

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

from pydantic import TypeAdapter

RequestKind = Literal["answer_lost", "dropped", "http_error", "html", "truncated_json"]
TaskKind = Literal[
    "stuck",
    "slow",
    "fail",
    "fail_take",
    "no_url",
    "cost_missing",
    "cost_zero",
    "nsfw",
    "goes_back",
    "old_status",
]
FileKind = Literal["file_404", "file_html", "file_truncated", "file_empty", "file_not_video", "file_slow"]
FailureShape = Literal["errors", "nested", "flat"]

REQUEST_KINDS = frozenset({"answer_lost", "dropped", "http_error", "html", "truncated_json"})
FILE_KINDS = frozenset(
    {"file_404", "file_html", "file_truncated", "file_empty", "file_not_video", "file_slow"}
)
# These spoil an answer, so the request behind it has been carried out; the others come instead of it.
_AFTER_THE_FACT = frozenset({"answer_lost", "truncated_json"})


@dataclass
class Fault:
    """A rule for one thing that goes wrong.

    `prompt` picks tasks by a part of their prompt (empty: all), `times` how often it strikes (None: always),
    `probability` in how many of the cases. Faults of a request strike `on` submits or polls; `accepted` says
    whether the request is carried out all the same (None: as the kind suggests).

    Other fields belong to single kinds: `status` and `retry_after_seconds` to http_error and html; `code`,
    `message` and `shape` (one of the three Runware is known to answer with) to fail and fail_take; `take`,
    counted from 0, to fail_take; `seconds` to slow; `word`, a status once in use, to old_status.
    """

    kind: RequestKind | TaskKind | FileKind
    prompt: str = ""
    times: int | None = None
    probability: float = 1.0
    on: Literal["submit", "poll", "any"] = "submit"
    accepted: bool | None = None
    status: int | None = None
    retry_after_seconds: int | None = None
    code: str = "inferenceError"
    message: str = "The inference failed."
    shape: FailureShape = "errors"
    take: int = 0
    seconds: float = 3600.0
    word: str = "pending"

    @property
    def carried_out(self) -> bool:
        """Whether the request behind the spoilt answer takes effect."""
        return self.kind in _AFTER_THE_FACT if self.accepted is None else self.accepted


FAULT = TypeAdapter(Fault)


@dataclass
class Faults:
    """The rules in force, the newest first; chance comes from a seeded generator: a run can be repeated."""

    chance: random.Random
    rules: list[Fault] = field(default_factory=list)

    def add(self, rule: Fault) -> None:
        """Let a rule take the place of older ones for the same requests, without a moment in between."""
        self.rules.insert(0, rule)

    def of_request(self, on: Literal["submit", "poll", "other"], prompts: Sequence[str]) -> Fault | None:
        """The fault that strikes this HTTP request, if any."""
        for rule in self.rules:
            if rule.kind in REQUEST_KINDS and rule.on in {on, "any"} and self._strikes(rule, prompts):
                return rule
        return None

    def of_task(self, prompt: str) -> tuple[Fault, ...]:
        """The faults that this task and its files will show, decided once when it is accepted."""
        return tuple(
            rule for rule in self.rules if rule.kind not in REQUEST_KINDS and self._strikes(rule, [prompt])
        )

    def _strikes(self, rule: Fault, prompts: Sequence[str]) -> bool:
        meant = not rule.prompt or any(rule.prompt in prompt for prompt in prompts)
        if not meant or rule.times == 0 or self.chance.random() >= rule.probability:
            return False
        if rule.times is not None:
            rule.times -= 1
        return True


def as_json(fault: Fault) -> dict[str, object]:
    """The rule as `POST /sandbox/faults` takes it."""
    return asdict(fault)
