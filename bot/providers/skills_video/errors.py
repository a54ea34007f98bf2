"""skills.video's troubles in the domain's terms.

Source: docs.skills.video/http-status (tests/data/error-codes.json): codes are a family and a sub-code, like
VIDEO_GENERATION_INVALID_INPUT, and only the sub-code matters here.
"""

import re
from typing import Final

from bot.domain.errors import ProviderError
from bot.domain.generation import Failure, FailureReason
from bot.providers import errors
from bot.providers.errors import (
    BROKEN,
    BUSY,
    ENDED,
    FAILED,
    KEY_REFUSED,
    MODERATED,
    NO_SUCH_MODEL,
    OUT_OF_BALANCE,
    REFUSED,
    Verdict,
    families,
    leaves_open,
    verdict_by_status,
    verdict_of,
)

NAME: Final = "skills_video"

_DOCUMENTED: Final = re.compile(r"[A-Z]+_GENERATION_\w+")
# The first match counts: a model that is unavailable is not a provider that is.
_FAMILIES: Final = families(
    (r"content_?rejected|content_?policy|moderat|nsfw|sensitive|unsafe", MODERATED),
    (r"credits|quota|balance|payment_?required", OUT_OF_BALANCE),
    (r"rate_?limit|too_?many_?requests", BUSY),
    (r"(unsupported|unknown|invalid)_?model", NO_SUCH_MODEL),
    (r"model_?(not_?found|not_?supported|unsupported|unavailable|disabled|not_?ready)", NO_SUCH_MODEL),
    (r"api_?key|authenticat|unauthori[sz]ed|forbidden|permission|invalid_?token", KEY_REFUSED),
    (r"timeout|timed_?out", FAILED),
    (r"unavailable|internal_?(server_?)?error", BROKEN),
    (r"invalid|missing|unsupported|validation|bad_?request", REFUSED),
    (r"failed$|cancell?ed", ENDED),
)


def is_documented(code: str) -> bool:
    """Tell whether a code is of the kind that skills.video documents."""
    return _DOCUMENTED.fullmatch(code) is not None


def judge(code: str, status: int) -> Verdict:
    """Tell what a trouble means, asking the HTTP status where its code is none we know."""
    if known := verdict_of(code, _FAMILIES):
        return known
    # The path of a submit names nothing but the model.
    return NO_SUCH_MODEL if status == 404 else verdict_by_status(status)


def task_failure(code: str) -> Failure:
    """Tell why a task failed; whatever ails the provider, this task of its is over."""
    verdict = judge(code, 200)
    of_the_asking = not verdict.of_the_task or verdict.reason is FailureReason.PROVIDER_UNAVAILABLE
    return Failure(FailureReason.PROVIDER_FAILED if of_the_asking else verdict.reason, code)


def refusal(
    status: int, code: str, retry_after_seconds: float | None = None, *, creates: bool
) -> ProviderError:
    """Turn a refused request into the domain's error; `creates` says that it was to make a task.

    A documented code ends all doubt: it is skills.video itself that says what became of the request, and not
    a machine on the way to it.
    """
    verdict = judge(code, status)
    in_doubt = leaves_open(status) and not is_documented(code)
    return ProviderError(
        NAME,
        verdict.reason,
        retryable=verdict.retryable or in_doubt,
        uncertain=creates and in_doubt,
        code=code,
        message=f"HTTP {status}",
        retry_after_seconds=retry_after_seconds,
    )


def no_answer(why: str, *, creates: bool) -> ProviderError:
    """Build the error for a request that may have arrived although its answer is missing or unreadable."""
    return errors.no_answer(NAME, why, creates=creates)
