"""Answers that no client can read, or that only say that something failed; both transports have them."""

import json

from sandbox.provider.spoiling import first_half
from sandbox.runware.faults import Fault
from sandbox.runware.wire import STATUS_CODES, Answer, TaskError


def half_of(answer: Answer) -> str:
    """The first half of what should have been said."""
    return first_half(json.dumps(answer.body()))


def failure_of(fault: Fault) -> TaskError:
    """The error of an http_error."""
    status = fault.status or 500
    return TaskError(STATUS_CODES.get(status, "unknownError"), f"The request failed ({status}).", status)
