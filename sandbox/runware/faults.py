"""Faults on demand: what goes wrong, for whom, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from sandbox.provider.faults import Rule, Rules
from sandbox.provider.files import FileKind

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
FailureShape = Literal["errors", "nested", "flat"]

REQUEST_KINDS = frozenset({"answer_lost", "dropped", "http_error", "html", "truncated_json"})
# These spoil an answer, so the request behind it has been carried out; the others come instead of it.
_AFTER_THE_FACT = frozenset({"answer_lost", "truncated_json"})


@dataclass
class Fault(Rule):
    """A rule for one thing that goes wrong.

    Faults of a request strike `on` submits or polls; `accepted` says
    whether the request is carried out all the same (None: as the kind suggests).

    Other fields belong to single kinds: `status` and `retry_after_seconds` to http_error and html; `code`,
    `message` and `shape` (one of the three Runware is known to answer with) to fail and fail_take; `take`,
    counted from 0, to fail_take; `seconds` to slow; `word`, a status once in use, to old_status.
    """

    kind: RequestKind | TaskKind | FileKind
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


class Faults(Rules[Fault]):
    """The faults in force."""

    def of_request(self, on: Literal["submit", "poll", "other"], prompts: Sequence[str]) -> Fault | None:
        """The fault that strikes this HTTP request, if any."""
        return self.first(lambda rule: rule.kind in REQUEST_KINDS and rule.on in {on, "any"}, prompts)

    def of_task(self, prompt: str) -> tuple[Fault, ...]:
        """The faults that this task and its files will show, decided once when it is accepted."""
        return self.all(lambda rule: rule.kind not in REQUEST_KINDS, prompt)
