"""Troubles told apart: every documented code, every HTTP status."""

import json
from pathlib import Path

import pytest

from bot.domain.generation import FailureReason
from bot.providers.runware.errors import judge
from bot.providers.runware.wire import Trouble
from tests.providers.wire import Json

CODES = json.loads((Path(__file__).parents[2] / "data" / "error-codes.json").read_text(encoding="utf-8"))
MEANING = {
    "auth": {FailureReason.KEY_REFUSED},
    "validation": {FailureReason.REFUSED},
    "duplicate taskUUID": {FailureReason.REFUSED},
    "safety": {FailureReason.MODERATED},
    "moderation by upstream provider": {FailureReason.MODERATED},
    "notFound": {FailureReason.PROVIDER_FAILED},
    "rateLimit": {FailureReason.PROVIDER_UNAVAILABLE},
    "serverError": {FailureReason.PROVIDER_UNAVAILABLE},
    "provider timeout": {FailureReason.PROVIDER_FAILED},
    "provider": {FailureReason.PROVIDER_FAILED, FailureReason.PROVIDER_UNAVAILABLE},
}
# They might pass, but the member is better served by the same model elsewhere, at once.
MODEL_GONE = {"modelUnavailable", "modelDisabled", "modelNotReady"}
DOCUMENTED = [known for known in CODES["runware"]["codes"] if known["code"] not in MODEL_GONE]


@pytest.mark.parametrize("known", DOCUMENTED, ids=lambda known: known["code"])
@pytest.mark.parametrize("status", [200, 400, 500])
def test_every_documented_code_means_what_its_category_says(known: Json, status: int) -> None:
    verdict = judge(Trouble(code=known["code"]), status)

    assert verdict.reason in MEANING[known["category"]]
    assert verdict.retryable == known["retry"]


@pytest.mark.parametrize(
    "code", [*MODEL_GONE, "modelNotFound", "unknownModel", "invalidModel", "unsupportedModelId"]
)
@pytest.mark.parametrize("status", [200, 400, 404, 503])
def test_a_model_that_is_not_there_is_told_from_its_code(code: str, status: int) -> None:
    verdict = judge(Trouble(code=code), status)

    assert (verdict.reason, verdict.retryable) == (FailureReason.MODEL_UNAVAILABLE, False)


@pytest.mark.parametrize("code", ["unsupportedParameter", "invalidValue", "resourceNotFound", "", "newCode"])
@pytest.mark.parametrize("parameter", ["model", "positivePrompt,model"])
def test_a_refusal_that_blames_the_model_says_that_it_is_not_there(code: str, parameter: str) -> None:
    assert judge(Trouble(code=code, parameter=parameter), 400).reason is FailureReason.MODEL_UNAVAILABLE


@pytest.mark.parametrize(
    ("code", "parameter", "reason"),
    [
        ("unsupportedParameter", "modelling", FailureReason.REFUSED),
        ("invalidApiKey", "model", FailureReason.KEY_REFUSED),
        ("insufficientCredits", "model", FailureReason.OUT_OF_BALANCE),
        ("rateLimitExceeded", "model", FailureReason.PROVIDER_UNAVAILABLE),
    ],
)
def test_what_only_mentions_the_model_does_not_blame_it(
    code: str, parameter: str, reason: FailureReason
) -> None:
    assert judge(Trouble(code=code, parameter=parameter), 400).reason is reason


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("insufficientCredits", FailureReason.OUT_OF_BALANCE),
        ("missingBalance", FailureReason.OUT_OF_BALANCE),
        ("paymentRequired", FailureReason.OUT_OF_BALANCE),
        ("dailyQuotaReached", FailureReason.OUT_OF_BALANCE),
        ("providerRateLimitReached", FailureReason.PROVIDER_UNAVAILABLE),
        ("providerTIMEOUT", FailureReason.PROVIDER_FAILED),
        ("resultExpired", FailureReason.PROVIDER_FAILED),
        ("valueOutOfRange", FailureReason.REFUSED),
        ("arrayTooLong", FailureReason.REFUSED),
    ],
)
def test_codes_of_tomorrow_are_known_by_their_family(code: str, reason: FailureReason) -> None:
    assert judge(Trouble(code=code), 400).reason is reason


@pytest.mark.parametrize(
    ("status", "reason", "retryable"),
    [
        (400, FailureReason.REFUSED, False),
        (401, FailureReason.KEY_REFUSED, False),
        (402, FailureReason.OUT_OF_BALANCE, False),
        (403, FailureReason.KEY_REFUSED, False),
        (404, FailureReason.REFUSED, False),
        (408, FailureReason.PROVIDER_UNAVAILABLE, True),
        (409, FailureReason.REFUSED, False),
        (422, FailureReason.REFUSED, False),
        (429, FailureReason.PROVIDER_UNAVAILABLE, True),
        (500, FailureReason.PROVIDER_UNAVAILABLE, True),
        (503, FailureReason.PROVIDER_UNAVAILABLE, True),
        (504, FailureReason.PROVIDER_UNAVAILABLE, True),
    ],
)
def test_without_a_code_the_status_decides(status: int, reason: FailureReason, retryable: bool) -> None:
    verdict = judge(Trouble(), status)

    assert (verdict.reason, verdict.retryable) == (reason, retryable)
