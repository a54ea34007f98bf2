"""What goes over the wire: an array of tasks in, `data` and `errors` out.

Source: Runware's API reference and its error page; the fields an error may carry are those Runware documents.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

JsonObject = dict[str, Any]

MICROS_PER_USD = 1_000_000
# Twice the longest prompt that any model takes.
LONGEST_PRINTED_TEXT = 4096

STATUS_CODES = {
    400: "validationFailed",
    401: "invalidApiKey",
    402: "insufficientCredits",
    403: "forbidden",
    404: "taskFailedOrNotFound",
    429: "rateLimitExceeded",
    500: "internalServerError",
    503: "serviceUnavailable",
    504: "timeoutProvider",
}


@dataclass(frozen=True)
class TaskError:
    """One entry of `errors`, still without the task it belongs to."""

    code: str
    message: str
    status: int = 400
    details: JsonObject = field(default_factory=dict)

    def entry(self, task: JsonObject | None = None) -> JsonObject:
        """The error as Runware prints it; `task` lends it its taskType and taskUUID."""
        named: JsonObject = {key: task[key] for key in ("taskType", "taskUUID") if task and key in task}
        return {"code": self.code, "message": self.message, **self.details, **named}


class Refused(Exception):
    """A request or task that Runware does not take."""

    def __init__(self, *errors: TaskError) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors


def refused(code: str, message: str, *, status: int = 400, **details: object) -> Refused:
    """A refusal with a single error."""
    return Refused(TaskError(code, message, status, dict(details)))


@dataclass
class Answer:
    """The answer to one HTTP request, gathered task by task."""

    data: list[JsonObject] = field(default_factory=list)
    errors: list[JsonObject] = field(default_factory=list)
    refusal_status: int | None = None

    def refuse(self, errors: Sequence[TaskError], task: JsonObject | None = None) -> None:
        """Add refusals; the first one decides the HTTP status."""
        self.errors.extend(error.entry(task) for error in errors)
        self.refusal_status = self.refusal_status or errors[0].status

    @property
    def status(self) -> int:
        """A batch that succeeded in part is 200, and so is news of a task that failed."""
        return 200 if self.data or self.refusal_status is None else self.refusal_status

    def body(self) -> JsonObject:
        """`errors` is absent unless there are some: the official SDK takes its mere presence as failure."""
        return {"data": self.data, "errors": self.errors} if self.errors else {"data": self.data}


def parse_tasks(body: bytes | str) -> list[JsonObject]:
    """The tasks of a request; raises Refused when the body is not a JSON array of objects."""
    try:
        tasks = json.loads(body)
    except ValueError as error:
        raise refused("invalidJSON", "The request body is not valid JSON.") from error
    if not isinstance(tasks, list) or not tasks or not all(isinstance(task, dict) for task in tasks):
        raise refused("invalidRequestBody", "The request body must be a JSON array of task objects.")
    return tasks


def abbreviated(value: object) -> object:
    """The same JSON with embedded images cut short: books and details are to be read, not to hold media."""
    if isinstance(value, dict):
        return {key: abbreviated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [abbreviated(item) for item in value]
    if isinstance(value, str) and len(value) > LONGEST_PRINTED_TEXT:
        return f"{value[:64]}… ({len(value)} characters)"
    return value


def usd(micros: int) -> float:
    """Micro-dollars as the JSON number Runware prints; the shortest form of a float keeps all six places."""
    return float(Decimal(micros) / MICROS_PER_USD)
