"""What goes over the wire when something is wrong: codes, statuses and the shapes of errors.

Source: skills.video's HTTP status page (docs.skills.video/http-status); older answers lack `code`.
"""

from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

JsonObject = dict[str, Any]
ErrorShape = Literal["both", "new", "old"]
Family = Literal["VIDEO", "IMAGE", "TTS"]

STATUS_OF = {
    "FAILED": 502,
    "TIMEOUT": 504,
    "RATE_LIMITED": 429,
    "PROVIDER_UNAVAILABLE": 503,
    "UNSUPPORTED_MODEL": 400,
    "INVALID_INPUT": 400,
    "INSUFFICIENT_CREDITS": 402,
    "CONTENT_REJECTED": 422,
}
# The page lists these statuses without a code; the words are the stand-in's own.
BARE_CODES = {401: "UNAUTHORIZED", 403: "FORBIDDEN", 404: "NOT_FOUND", 500: "INTERNAL_ERROR"}
_CODE_OF = {status: code for code, status in STATUS_OF.items() if code != "UNSUPPORTED_MODEL"} | BARE_CODES


@dataclass(frozen=True)
class Failure:
    """An error as it is told."""

    status: int
    code: str
    message: str
    retry_after_seconds: int | None = None

    def response(self, shape: ErrorShape) -> web.Response:
        """The error as an answer of its own."""
        body = {"error": self.code, "code": self.code, "message": self.message}
        body.pop({"new": "error", "old": "code"}.get(shape, ""), None)
        headers = {} if self.retry_after_seconds is None else {"Retry-After": str(self.retry_after_seconds)}
        return web.json_response(body, status=self.status, headers=headers)


class Refused(Exception):
    """A request that skills.video does not take."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def refused(code: str, message: str) -> Refused:
    """A refusal by one of the documented codes."""
    return Refused(Failure(STATUS_OF[code], full_code(code), message))


def refused_bare(status: int, message: str) -> Refused:
    """A refusal by a status that has no documented code."""
    return Refused(Failure(status, BARE_CODES[status], message))


def named(code: str | None, status: int | None) -> tuple[str, int]:
    """Both the code and the status of an error of which perhaps only one is given."""
    if code is None:
        return _CODE_OF.get(status or 500, "FAILED"), status or 500
    return code, status or STATUS_OF.get(code, 500)


def full_code(code: str, family: Family = "VIDEO") -> str:
    """A code with its family, if it is one of those that have one."""
    return f"{family}_GENERATION_{code}" if code in STATUS_OF else code
