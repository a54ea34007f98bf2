"""Answers that no client can read, or that only say that something failed; both transports have them."""

import json

from sandbox.runware.faults import Fault
from sandbox.runware.wire import STATUS_CODES, Answer, TaskError

HTML_PAGE = "<html><body><h1>Bad gateway</h1></body></html>"


def half_of(answer: Answer) -> str:
    """The first half of what should have been said."""
    text = json.dumps(answer.body())
    return text[: len(text) // 2]


def failure_of(fault: Fault) -> TaskError:
    """The error of an http_error."""
    status = fault.status or 500
    return TaskError(STATUS_CODES.get(status, "unknownError"), f"The request failed ({status}).", status)
