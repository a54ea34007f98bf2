"""Runware's troubles in the domain's terms.

Source: Runware's error page and the code lists of its SDK 1.8.0 (tests/data/error-codes.json); the codes are
still being standardised, so families are recognised by their words and the HTTP status decides the rest.
"""

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
from bot.providers.runware.wire import Trouble

NAME: Final = "runware"

# The word covers "failed" and "never heard of it", and the latter also means the first moment after a submit,
# or a submit that never arrived. Taking it for "failed" wrongly would give up a video that is paid for, so it
# is no news: the submit is sent again, or the deadline ends it.
UNKNOWN_TASK: Final = Verdict(FailureReason.PROVIDER_FAILED, of_the_task=False)

# The first match counts: "invalidProviderContent" means moderation, however it begins.
_FAMILIES: Final = families(
    # Ends in "failed" as troubles of the provider's do, but is the request's fault.
    (r"^validationfailed$", REFUSED),
    (r"providercontent|contentpolicy|moderation|(nsfw|unsafe|sensitive).*content", MODERATED),
    (r"(prompt|image|video|content)blocked", MODERATED),
    (r"credits|quota|balance|paymentrequired", OUT_OF_BALANCE),
    (r"ratelimit", BUSY),
    (r"apikey|unauthorized|forbidden|permission|authentication|^token", KEY_REFUSED),
    (r"(account|organization|workspace)(suspended|disabled)", KEY_REFUSED),
    (r"taskfailedornotfound", UNKNOWN_TASK),
    # Not worth another try: the member is offered the model elsewhere, at once.
    (r"^model(notfound|unknown|unavailable|disabled|notready)", NO_SUCH_MODEL),
    (r"^(unknown|invalid|unsupported|missing|unavailable)model(id|identifier|air)?$", NO_SUCH_MODEL),
    (r"timeout", FAILED),
    (r"^(internal|service|standard|unknown|undefined|default)\w*error$|unavailable$", BROKEN),
    (r"^(noavailableserver|unrecognizedresponse)$", BROKEN),
    (r"failed$|inferenceerror|couldnotbemoved", FAILED),
    (r"taskcancelled|(notfound|expired)$", ENDED),
    (r"^(invalid|missing|conflict|duplicate|unsupported|value|array|max|unknown|incompat|mismatch)", REFUSED),
)


def judge(trouble: Trouble, status: int) -> Verdict:
    """Tell what a trouble means, asking the HTTP status where its code is none we know."""
    verdict = verdict_of(trouble.code, _FAMILIES) or verdict_by_status(status)
    blames_model = "model" in trouble.parameter.split(",")
    return NO_SUCH_MODEL if blames_model and verdict in {REFUSED, ENDED} else verdict


def task_failure(trouble: Trouble) -> Failure | None:
    """Tell why a task failed; None when the trouble lies in the asking."""
    verdict = judge(trouble, 200)
    if not verdict.of_the_task:
        return None
    unavailable = verdict.reason is FailureReason.PROVIDER_UNAVAILABLE
    return Failure(FailureReason.PROVIDER_FAILED if unavailable else verdict.reason, trouble.code)


def refusal(
    status: int, trouble: Trouble | None, retry_after_seconds: float | None, *, creates: bool
) -> ProviderError:
    """Turn a refused request into the domain's error; `creates` says that it was to make a task."""
    trouble = trouble or Trouble()
    verdict = judge(trouble, status)
    in_doubt = leaves_open(status)
    return ProviderError(
        NAME,
        verdict.reason,
        retryable=verdict.retryable or in_doubt,
        uncertain=creates and in_doubt,
        code=trouble.code,
        message=f"HTTP {status}" + (f", parameter {trouble.parameter}" if trouble.parameter else ""),
        retry_after_seconds=retry_after_seconds,
    )


def no_answer(why: str, *, creates: bool) -> ProviderError:
    """Build the error for a request that may have arrived although its answer is missing or unreadable."""
    return errors.no_answer(NAME, why, creates=creates)
