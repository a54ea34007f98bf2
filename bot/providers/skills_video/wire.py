"""What skills.video sends back, read liberally.

Source: docs.skills.video (quickstart, get-generation-result, http-status); only the example of an image is
published, so where a video's address stands is not known.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from bot.providers.reading import Id, Liberal, Url, Word, absent_if_wrong, read_json

MOST_CREDITS: Final = 10**9
"""Beyond it a number is a slip of the provider's and counts as not said."""
DEEPEST: Final = 8
"""Levels that are looked through for an address or a number."""

# Other pages and clients of skills.video use other words than its API reference. Every word in neither list,
# known or not, means that the task is still at work.
_SUCCEEDED: Final = frozenset({"completed", "complete", "succeeded", "success"})
_FAILED: Final = frozenset({"failed", "failure", "error", "canceled", "cancelled"})
_VIDEO_FIRST: Final = ("video", "videos", "video_url", "url", "urls")
_LEFT_FIRST: Final = ("balance", "remaining", "available", "credits", "total", "data", "result")
_POTS: Final = ("subscription", "permanent")


def _code(value: object) -> object:
    """Old answers have the code under `error`; an object in its place has it inside.

    Prose in its place is left unread, as all prose is: it may quote the prompt.
    """
    code = value.get("code") if isinstance(value, Mapping) else value
    return code if isinstance(code, str) and not re.search(r"\s", code) else ""


def _text(value: object) -> object:
    """An id may be a number; a yes or a no is none."""
    return str(value) if type(value) is int else value


# Bounded before it is made an integer: one like 1e999999999 would fill the memory.
_Seed = Annotated[Decimal, Field(ge=0, le=2**32 - 1, multiple_of=1)]
Seed = Annotated[_Seed | None, absent_if_wrong(None)]
_Credits = Annotated[Decimal, Field(ge=0, le=MOST_CREDITS)]
Credits = Annotated[_Credits | None, absent_if_wrong(None)]
Code = Annotated[Word, BeforeValidator(_code)]
Text = Annotated[str | None, absent_if_wrong(None)]


class Echo(Liberal):
    """The request as skills.video understood it."""

    prompt: Text = None
    seed_number: Seed = Field(None, alias="seed")

    @property
    def seed(self) -> int | None:
        """The seed; the API reference calls it a number, not an integer."""
        return None if self.seed_number is None else int(self.seed_number)


class Usage(Liberal):
    """What a task takes from the account."""

    total: Credits = None


class Report(Liberal):
    """An answer about a task, or a refusal."""

    id: Annotated[Id, BeforeValidator(_text)] = ""
    status: Word = ""
    input: Annotated[Echo, absent_if_wrong(Echo())] = Echo()
    usage: Annotated[Usage, absent_if_wrong(Usage())] = Usage()
    data: object = None
    new_code: Code = Field("", alias="code")
    old_code: Code = Field("", alias="error")

    @property
    def code(self) -> str:
        """What went wrong, in the provider's own word."""
        return self.new_code or self.old_code

    @property
    def succeeded(self) -> bool:
        """Tell whether the result is there."""
        return self.status.lower() in _SUCCEEDED

    @property
    def failed(self) -> bool:
        """Tell whether there will never be one."""
        return self.status.lower() in _FAILED

    @property
    def url(self) -> str:
        """Where the result is, or nothing."""
        return next(_addresses(self.data, DEEPEST), "")


def read_report(body: bytes | None) -> Report | None:
    """Read an answer about a task; None when it is none."""
    document = read_json(body or b"")
    return Report.model_validate(document) if isinstance(document, dict) else None


def read_credits(body: bytes | None) -> Decimal | None:
    """Find the number of credits left in an answer whose shape is documented nowhere."""
    return _left(read_json(body or b""), DEEPEST)


class _Number(Liberal):
    value: Annotated[
        Annotated[Decimal, Field(ge=-MOST_CREDITS, le=MOST_CREDITS)] | None, absent_if_wrong(None)
    ]


def _left(found: Any, depth: int) -> Decimal | None:  # noqa: ANN401 - anything may come
    if not isinstance(found, dict):
        return _Number(value=found).value
    if depth == 0:
        return None
    told = (_left(found[name], depth - 1) for name in _LEFT_FIRST if name in found)
    number = next((number for number in told if number is not None), None)
    if number is not None or not any(name in found for name in _POTS):
        return number
    return sum((_left(found.get(name), 0) or Decimal(0) for name in _POTS), Decimal(0))


class _Address(Liberal):
    value: Url


def _addresses(found: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - anything may come
    """Give every address in a result, those called a video first."""
    if isinstance(found, str):
        if found.startswith(("https://", "http://")) and (address := _Address(value=found).value):
            yield address
    elif depth > 0:
        for each in _in_order(found):
            yield from _addresses(each, depth - 1)


def _in_order(found: Any) -> list[Any]:  # noqa: ANN401 - anything may come
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        return []
    return [found[name] for name in sorted(found, key=lambda name: name not in _VIDEO_FIRST)]
