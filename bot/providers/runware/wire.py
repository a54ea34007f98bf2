"""What Runware sends back, read liberally: a field of the wrong type is absent, an unknown one ignored.

Source: Runware's pages on task responses and errors; the shapes seen beside them are in tests/data/examples.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final
from uuid import NAMESPACE_URL, uuid5

from pydantic import BeforeValidator, Field

from bot.domain.money import Micros, from_usd
from bot.providers.reading import Id, Liberal, Url, Word, absent_if_wrong, read_json

SMALLEST_COST_USD: Final = Decimal("0.000001")
LARGEST_COST_USD: Final = 1_000
"""No take costs this much: beyond it a cost is a slip of the provider's and counts as not said."""

_BALANCE_KEYS: Final = ("total", "amount", "balance", "credits")
# Every other word, known or not, means that the task is still at work.
_SUCCEEDED: Final = frozenset({"success", "succeeded", "completed"})
_FAILED: Final = frozenset({"error", "failed"})


def _amount(value: object) -> object:
    """A number in Runware's documents of 2025, an object of unknown keys in the types of its SDK 1.8.0."""
    if isinstance(value, Mapping):
        return next((value[key] for key in _BALANCE_KEYS if key in value), None)
    return value


def _joined(value: object) -> object:
    """Runware names one parameter as a string and several as an array."""
    return ",".join(map(str, value)) if isinstance(value, list) else value


# Strict: turning a number like 1e999999999 into an integer would fill the memory.
Seed = Annotated[Annotated[int, Field(strict=True, ge=0, le=2**32 - 1)] | None, absent_if_wrong(None)]
# 0 stands for "not known" in answers that others recorded; NaN and less than nothing are nonsense.
_Cost = Annotated[Decimal, Field(ge=SMALLEST_COST_USD, le=LARGEST_COST_USD)]
Cost = Annotated[_Cost | None, absent_if_wrong(None)]
_Amount = Annotated[Decimal, Field(le=10**9)]
Balance = Annotated[_Amount | None, BeforeValidator(_amount), absent_if_wrong(None)]


class Trouble(Liberal):
    """What an error says of itself. Its prose stays unread: it may quote the prompt."""

    code: Word = ""
    parameter: Annotated[Word, BeforeValidator(_joined)] = ""


class Item(Trouble):
    """One entry of `data` or `errors`."""

    task_id: Id = Field("", alias="taskUUID")
    status: Word = ""
    video_id: Id = Field("", alias="videoUUID")
    media_id: Id = Field("", alias="mediaUUID")
    video_url: Url = Field("", alias="videoURL")
    media_url: Url = Field("", alias="mediaURL")
    seed: Seed = None
    cost_usd: Cost = Field(None, alias="cost")
    flagged: Annotated[bool, absent_if_wrong(default=False)] = Field(default=False, alias="NSFWContent")
    error: Annotated[Trouble | None, absent_if_wrong(None)] = None
    balance_usd: Balance = Field(None, alias="balance")

    @property
    def url(self) -> str:
        """Where the result is, or nothing."""
        return self.video_url or self.media_url

    @property
    def key(self) -> str:
        """What tells this result from the task's others; without an id of its own, its address does."""
        own = self.video_id or self.media_id
        return own or (str(uuid5(NAMESPACE_URL, self.url.partition("?")[0])) if self.url else "")

    @property
    def trouble(self) -> Trouble:
        """The error, be it nested or flat."""
        return self.error if self.error and self.error.code else self

    @property
    def succeeded(self) -> bool:
        """Tell whether it is a finished result; Runware's examples also show them without a status."""
        return bool(self.url) and (not self.status or self.status.lower() in _SUCCEEDED)

    @property
    def failed(self) -> bool:
        """Tell whether it is a failure; a bare code is one, too."""
        if self.status:
            return self.status.lower() in _FAILED
        return bool(self.trouble.code) and not self.url

    @property
    def cost_micros(self) -> Micros | None:
        """What this result cost, rounded up to a whole micro-dollar; None when it was not said."""
        return None if self.cost_usd is None else from_usd(self.cost_usd)


@dataclass(frozen=True, slots=True)
class Answer:
    """All that one response says; `items` and `errors` may both come."""

    items: tuple[Item, ...] = ()
    errors: tuple[Item, ...] = ()


def read_answer(body: bytes) -> Answer | None:
    """Read a response, or a webhook's flat body; None when it is no answer of Runware's at all."""
    document = read_json(body)
    match document:
        case list():
            return Answer(items=_items(document))
        case {"taskUUID": _}:
            return Answer(items=_items(document))
        case {"code": _}:
            return Answer(errors=_items(document))
        case dict():
            errors = (*_items(document.get("errors")), *_items(document.get("error")))
            return Answer(_items(document.get("data")), errors)
        case _:
            return None


def _items(found: object) -> tuple[Item, ...]:
    """Some answers of Runware's carry a single object where others carry an array."""
    entries = found if isinstance(found, list) else [found]
    return tuple(Item.model_validate(entry) for entry in entries if isinstance(entry, dict))
