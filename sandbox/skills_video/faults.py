"""Faults on demand: what goes wrong with requests, generations, files and webhooks."""

from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import TypeAdapter

from sandbox.provider.faults import RequestKind, Rule, Rules
from sandbox.provider.files import FileKind
from sandbox.provider.webhooks import WebhookKind
from sandbox.skills_video.wire import ErrorShape, Failure, Family, full_code, named

TaskKind = Literal[
    "stuck",
    "slow",
    "fail",
    "cancel",
    "no_url",
    "cost_missing",
    "cost_zero",
    "goes_back",
    "other_words",
    "other_result",
]
# Signed with a secret that is nobody's; signed well, but an hour old.
SignatureKind = Literal["webhook_forged", "webhook_stale"]
SIGNATURE_KINDS: frozenset[str] = frozenset(get_args(SignatureKind))
Dialect = Literal["documented", "lower", "shouted", "capitalised", "british"]
ResultShape = Literal["video", "videos", "url", "output"]


@dataclass
class Fault(Rule):
    """A rule for one thing that goes wrong.

    `code` (one of wire.STATUS_OF, or any), `family` and `message` belong to http_error and fail, `shape` to
    http_error, `dialect` to other_words, `result` to other_result.
    """

    kind: RequestKind | TaskKind | FileKind | WebhookKind | SignatureKind
    on: Literal["submit", "poll", "credits", "any"] = "submit"
    code: str | None = None
    family: Family = "VIDEO"
    message: str = "The generation could not be carried out."
    shape: ErrorShape = "both"
    dialect: Dialect = "lower"
    result: ResultShape = "video"

    @property
    def failure(self) -> Failure:
        """The error that a request or a generation ends with."""
        code, status = named(self.code or ("FAILED" if self.kind == "fail" else None), self.status)
        return Failure(status, full_code(code, self.family), self.message, self.retry_after_seconds)


FAULT = TypeAdapter(Fault)
Faults = Rules[Fault]
