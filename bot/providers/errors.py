"""Troubles in the domain's terms, as far as providers share them: what httpx raises, what a status means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import httpx

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason

HTTP_ERRORS: Final = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict)
"""The roots of everything that httpx raises."""

_NOTHING_WAS_SENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
_WRONG_ADDRESS: Final = (httpx.UnsupportedProtocol, httpx.InvalidURL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a trouble means, and whether the same request may succeed later."""

    reason: FailureReason
    retryable: bool = False
    of_the_task: bool = True
    """False when it speaks of the asking, not of the task that was asked about."""


MODERATED: Final = Verdict(FailureReason.MODERATED)
OUT_OF_BALANCE: Final = Verdict(FailureReason.OUT_OF_BALANCE)
KEY_REFUSED: Final = Verdict(FailureReason.KEY_REFUSED, of_the_task=False)
REFUSED: Final = Verdict(FailureReason.REFUSED)
NO_SUCH_MODEL: Final = Verdict(FailureReason.MODEL_UNAVAILABLE)
BUSY: Final = Verdict(FailureReason.PROVIDER_UNAVAILABLE, retryable=True, of_the_task=False)
BROKEN: Final = Verdict(FailureReason.PROVIDER_UNAVAILABLE, retryable=True)
FAILED: Final = Verdict(FailureReason.PROVIDER_FAILED, retryable=True)
ENDED: Final = Verdict(FailureReason.PROVIDER_FAILED)

Families = tuple[tuple[re.Pattern[str], Verdict], ...]

_STATUSES: Final = {
    401: KEY_REFUSED,
    402: OUT_OF_BALANCE,
    403: KEY_REFUSED,
    408: BUSY,
    429: BUSY,
}


def families(*patterns: tuple[str, Verdict]) -> Families:
    """Compile what codes are known by: the first pattern found in a code in lower case decides."""
    return tuple((re.compile(pattern), verdict) for pattern, verdict in patterns)


def verdict_of(code: str, known: Families) -> Verdict | None:
    """Find the family that a code belongs to."""
    lowered = code.lower()
    return next((verdict for pattern, verdict in known if pattern.search(lowered)), None)


def verdict_by_status(status: int) -> Verdict:
    """Tell what an HTTP status means where no code is known (RFC 9110 §15)."""
    if status in _STATUSES:
        return _STATUSES[status]
    if 400 <= status < 500:
        return REFUSED
    return ENDED if status < 300 else BROKEN


def leaves_open(status: int) -> bool:
    """Tell whether a status leaves open what became of the request: redirects, 408 and 5xx do."""
    return status == 408 or (status >= 300 and not 400 <= status < 500)


def no_answer(provider: str, why: str, *, creates: bool) -> ProviderError:
    """Build the error for a request that may have arrived although its answer is missing or unreadable.

    `creates` says that it was to make a task.
    """
    return ProviderError(
        provider, FailureReason.PROVIDER_UNAVAILABLE, retryable=True, uncertain=creates, message=why
    )


def transport_trouble(provider: str, error: Exception, *, creates: bool) -> ProviderError:
    """Translate what httpx raised; its own words may hold addresses, so only its kind is kept."""
    return ProviderError(
        provider,
        FailureReason.PROVIDER_UNAVAILABLE,
        retryable=not isinstance(error, _WRONG_ADDRESS),
        uncertain=creates and not isinstance(error, _NOTHING_WAS_SENT),
        message=type(error).__name__,
    )


def input_lost(provider: str, names: Iterable[str]) -> ProviderError:
    """Build the error for an order whose attached files are not there any more."""
    return ProviderError(provider, FailureReason.INPUT_LOST, retryable=False, message=", ".join(names))
