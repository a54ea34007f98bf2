"""Faults on demand: what goes wrong, for whom, and how often."""

from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import TypeAdapter

from sandbox.provider.faults import RequestKind, Rule, Rules
from sandbox.provider.files import FileKind
from sandbox.provider.webhooks import WebhookKind

SubmitKind = Literal["model_unavailable", "dry_run_ignored", "dry_run_costless"]
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
# One take's webhook is never sent; the first one arrives before the submit is acknowledged; progress is told
# before the end; or still after it; the body has another shape.
NewsKind = Literal[
    "webhook_take_dropped", "webhook_early", "webhook_progress", "webhook_stale", "webhook_body"
]
FailureShape = Literal["errors", "nested", "flat"]
WebhookBody = Literal["flat", "data", "errors", "pair"]

_SUBMIT_KINDS: frozenset[str] = frozenset(get_args(SubmitKind))
_ERRORS = {"model_unavailable": ("modelNotReady", "This model is not available yet.")}
_INFERENCE_ERROR = ("inferenceError", "The inference failed.")


@dataclass
class Fault(Rule):
    """A rule for one thing that goes wrong.

    `model` picks submits by their model (empty: all) for the kinds of a submit. `code` and `message` belong
    to model_unavailable, fail and fail_take, and `shape` (one of the three Runware is known to answer with)
    to the latter two; `take`, counted from 0, to fail_take and webhook_take_dropped; `word`, a status once in
    use, to old_status; `body` to webhook_body.
    """

    kind: RequestKind | SubmitKind | TaskKind | FileKind | WebhookKind | NewsKind
    on: Literal["submit", "poll", "any"] = "submit"
    model: str = ""
    code: str = ""
    message: str = ""
    shape: FailureShape = "errors"
    take: int = 0
    word: str = "pending"
    body: WebhookBody = "flat"

    @property
    def error(self) -> tuple[str, str]:
        """Code and message of what is answered."""
        code, message = _ERRORS.get(self.kind, _INFERENCE_ERROR)
        return self.code or code, self.message or message


FAULT = TypeAdapter(Fault)


class Faults(Rules[Fault]):
    """The faults in force."""

    def of_submit(self, kind: SubmitKind, model: str, prompt: str) -> Fault | None:
        """The newest fault of this kind that strikes this submit, if any."""
        return next(
            self._striking(lambda rule: rule.kind == kind and rule.model in {"", model}, [prompt]), None
        )

    def _is_of_task(self, rule: Fault) -> bool:
        return super()._is_of_task(rule) and rule.kind not in _SUBMIT_KINDS
