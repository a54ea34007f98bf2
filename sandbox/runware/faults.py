"""Faults on demand: what goes wrong, for whom, and how often."""

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from sandbox.provider.faults import RequestKind, Rule, Rules
from sandbox.provider.files import FileKind

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


@dataclass
class Fault(Rule):
    """A rule for one thing that goes wrong.

    `code`, `message` and `shape` (one of the three Runware is known to answer with) belong to fail and
    fail_take; `take`, counted from 0, to fail_take; `word`, a status once in use, to old_status.
    """

    kind: RequestKind | TaskKind | FileKind
    on: Literal["submit", "poll", "any"] = "submit"
    code: str = "inferenceError"
    message: str = "The inference failed."
    shape: FailureShape = "errors"
    take: int = 0
    word: str = "pending"


FAULT = TypeAdapter(Fault)
Faults = Rules[Fault]
