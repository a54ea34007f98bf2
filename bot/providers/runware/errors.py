"""Runware's troubles in the domain's terms: codes, HTTP statuses and everything httpx may raise.

Source: Runware's error page and the code lists of its SDK 1.8.0 (tests/data/error-codes.json); the codes are
still being standardised, so families are recognised by their words and the HTTP status decides the rest.
"""

import re
from dataclasses import dataclass
from typing import Final

import httpx

from bot.domain.errors import ProviderError
from bot.domain.generation import Failure, FailureReason
from bot.providers.runware.wire import Trouble

NAME: Final = "runware"

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
BUSY: Final = Verdict(FailureReason.PROVIDER_UNAVAILABLE, retryable=True, of_the_task=False)
BROKEN: Final = Verdict(FailureReason.PROVIDER_UNAVAILABLE, retryable=True)
FAILED: Final = Verdict(FailureReason.PROVIDER_FAILED, retryable=True)
ENDED: Final = Verdict(FailureReason.PROVIDER_FAILED)
# The word covers "failed" and "never heard of it", and the latter also means the first moment after a submit,
# or a submit that never arrived. Taking it for "failed" wrongly would give up a video that is paid for, so it
# is no news: the submit is sent again, or the deadline ends it.
UNKNOWN_TASK: Final = Verdict(FailureReason.PROVIDER_FAILED, of_the_task=False)

# In lower case; the first match counts: "invalidProviderContent" means moderation, however it begins.
_FAMILIES: Final = tuple(
    (re.compile(pattern), verdict)
    for pattern, verdict in (
        (r"providercontent|contentpolicy|moderation|(nsfw|unsafe|sensitive).*content", MODERATED),
        (r"(prompt|image|video|content)blocked", MODERATED),
        (r"credits|quota|balance|paymentrequired", OUT_OF_BALANCE),
        (r"ratelimit", BUSY),
        (r"apikey|unauthorized|forbidden|permission|authentication|^token", KEY_REFUSED),
        (r"(account|organization|workspace)(suspended|disabled)", KEY_REFUSED),
        (r"taskfailedornotfound", UNKNOWN_TASK),
        (r"timeout", FAILED),
        (r"^(internal|service|standard|unknown|undefined|default)\w*error$|unavailable$", BROKEN),
        (r"^(noavailableserver|unrecognizedresponse)$", BROKEN),
        (r"failed$|inferenceerror|^model(disabled|notready)|couldnotbemoved", FAILED),
        (r"taskcancelled|(notfound|expired)$", ENDED),
        (
            r"^(invalid|missing|conflict|duplicate|unsupported|value|array|max|unknown|incompat|mismatch)",
            REFUSED,
        ),
    )
)
# Ends in "failed" as troubles of the provider's do, but is the request's fault.
_EXACT: Final = {"validationfailed": REFUSED}
_STATUSES: Final = {
    401: KEY_REFUSED,
    402: OUT_OF_BALANCE,
    403: KEY_REFUSED,
    408: BUSY,
    429: BUSY,
}


def judge(code: str, status: int) -> Verdict:
    """Tell what a code means, asking the HTTP status where the code is none we know."""
    lowered = code.lower()
    if lowered in _EXACT:
        return _EXACT[lowered]
    for pattern, verdict in _FAMILIES:
        if pattern.search(lowered):
            return verdict
    if status in _STATUSES:
        return _STATUSES[status]
    if 400 <= status < 500:
        return REFUSED
    return ENDED if status < 300 else BROKEN


def task_failure(trouble: Trouble) -> Failure | None:
    """Tell why a task failed; None when the trouble lies in the asking."""
    verdict = judge(trouble.code, 200)
    if not verdict.of_the_task:
        return None
    unavailable = verdict.reason is FailureReason.PROVIDER_UNAVAILABLE
    return Failure(FailureReason.PROVIDER_FAILED if unavailable else verdict.reason, trouble.code)


def refusal(
    status: int, trouble: Trouble | None, retry_after_seconds: float | None, *, creates: bool
) -> ProviderError:
    """Turn a refused request into the domain's error; `creates` says that it was to make a task."""
    trouble = trouble or Trouble()
    verdict = judge(trouble.code, status)
    in_doubt = _in_doubt(status)
    return ProviderError(
        NAME,
        verdict.reason,
        retryable=verdict.retryable or in_doubt,
        uncertain=creates and in_doubt,
        code=trouble.code,
        message=f"HTTP {status}" + (f", parameter {trouble.parameter}" if trouble.parameter else ""),
        retry_after_seconds=retry_after_seconds,
    )


def _in_doubt(status: int) -> bool:
    """Tell whether a status leaves open what became of the request: redirects, 408 and 5xx do."""
    return status == 408 or (status >= 300 and not 400 <= status < 500)


def no_answer(why: str, *, creates: bool) -> ProviderError:
    """Build the error for a request that may have arrived although its answer is missing or unreadable."""
    return ProviderError(
        NAME, FailureReason.PROVIDER_UNAVAILABLE, retryable=True, uncertain=creates, message=why
    )


def transport_trouble(error: Exception, *, creates: bool) -> ProviderError:
    """Translate what httpx raised; its own words may hold addresses, so only its kind is kept."""
    return ProviderError(
        NAME,
        FailureReason.PROVIDER_UNAVAILABLE,
        retryable=not isinstance(error, _WRONG_ADDRESS),
        uncertain=creates and not isinstance(error, _NOTHING_WAS_SENT),
        message=type(error).__name__,
    )
